/** What befell a worker, in a learner's words; `cause` is what Node said. */
export function lostWorkerError(cause: unknown, node: number, item: number | undefined): Error {
  const where = `The worker of node ${node} ended${item === undefined ? '' : ` while it ran item ${item}`}`;
  const error = new Error(`${where}: ${why(cause)} A new worker has taken its place.`, { cause });
  error.name = 'WorkerLostError';
  return error;
}

function why(cause: unknown): string {
  const { code, message } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { code: undefined, message: String(cause) };
  const exit = /^worker exited with code: (-?\d+)$/.exec(message);
  if (exit) return `the task called process.exit(${exit[1]}). To end a task return a value, to report a failure throw an Error.`;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return 'it ran out of memory. Give it less at a time (smaller items, a smaller chunkSize), share large data with sharedArray, or make the pool with a larger memoryMB.';
  }
  return `something went wrong outside the task's own promise, in a timer or a promise that nobody awaits (${String(cause)}). Await what the task starts.`;
}
