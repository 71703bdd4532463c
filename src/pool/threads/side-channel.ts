import { parentPort } from 'node:worker_threads';
import type { Batch } from './messages';

/** What a stint sends while it runs: results that are due, and what its tasks print. */
export interface SideMessages {
  send(message: { batch: Batch } | { stream: 'stdout' | 'stderr'; text: string }): void;
  /** How many were sent. */
  count(): number;
}

export function sideMessages(job: number, node: number): SideMessages {
  let sent = 0;
  return {
    send(message) {
      sent++;
      parentPort?.postMessage({ job, node, ...message });
    },
    count: () => sent,
  };
}

let current: SideMessages | undefined;

/** From now on, what this thread prints goes out by `side`. */
export function printTo(side: SideMessages): void {
  if (!current) redirect();
  current = side;
}

function redirect(): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = ((text: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      const callback = typeof encoding === 'function' ? encoding : done;
      current?.send({ stream, text: typeof text === 'string' ? text : Buffer.from(text).toString() });
      if (typeof callback === 'function') queueMicrotask(() => callback());
      return true;
    }) as typeof process.stdout.write;
  }
}
