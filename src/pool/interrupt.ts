type Cancel = () => Promise<unknown>;

const running = new Set<Cancel>();

/**
 * Calls `cancel` when the process is interrupted (SIGINT: Ctrl+C, the stop button of a notebook) before the returned
 * function is called. One listener serves all calls under way, and it goes when the last one ends: a program that
 * doesn't use a pool right now keeps Node's own behaviour.
 */
export function onInterrupt(cancel: Cancel): () => void {
  if (running.size === 0) process.on('SIGINT', interrupt);
  running.add(cancel);
  return () => {
    if (running.delete(cancel) && running.size === 0) process.removeListener('SIGINT', interrupt);
  };
}

function interrupt(): void {
  const alone = process.listenerCount('SIGINT') === 1;
  const stopped = Promise.allSettled([...running].map((cancel) => cancel()));
  // A listener takes the default away: a plain program that is interrupted would go on. Give it back.
  if (alone) void stopped.then(() => process.kill(process.pid, 'SIGINT'));
}

/** What a call rejects with when it was interrupted. */
export class InterruptError extends Error {
  override readonly name = 'InterruptError';
  constructor() {
    super('interrupted');
  }
}
