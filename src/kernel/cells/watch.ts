import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Starts the watcher and calls `onInterrupt` for each interrupt, once this thread is free to be interrupted. */
export function watch(onInterrupt: () => void): void {
  const handled = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(path.join(__dirname, 'watcher.js'), { workerData: { handled }, execArgv: [], env: {}, stdin: false });
  worker.on('message', (interrupts: number) => {
    Atomics.store(handled, 0, interrupts);
    Atomics.notify(handled, 0);
    onInterrupt();
  });
  worker.unref();
}
