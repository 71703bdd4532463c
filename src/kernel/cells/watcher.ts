import fs from 'node:fs';
import inspector from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';

const INTERRUPTS = 5;
const PATIENCE_MS = 100;
const { handled } = workerData as { handled: Int32Array };

/**
 * Watches over the thread that runs cells. Each byte that the front sends is an interrupt. It is passed on as a message;
 * a thread that doesn't answer soon is busy, and what it executes right now is ended, again and again until it answers.
 */
const byte = Buffer.alloc(1);
for (let interrupts = 1; ; interrupts++) {
  let bytes = 0;
  try {
    bytes = fs.readSync(INTERRUPTS, byte, 0, 1, null);
  } catch {
    // a closed pipe
  }
  // The front is gone: so is the notebook.
  if (bytes === 0) process.kill(process.pid, 'SIGKILL');
  parentPort!.postMessage(interrupts);
  // Connected only while it is needed: with another session there, the debugger's stops in the cells' thread would wait for it.
  let session: inspector.Session | undefined;
  while (Atomics.load(handled, 0) < interrupts) {
    if (Atomics.wait(handled, 0, interrupts - 1, PATIENCE_MS) !== 'timed-out') break;
    if (!session) {
      session = new inspector.Session();
      session.connectToMainThread();
    }
    session.post('Runtime.terminateExecution');
  }
  session?.disconnect();
}
