import { createHook } from 'node:async_hooks';
import { currentCell, type CellContext } from './context';

const clearing: Record<string, (timer: never) => void> = { Timeout: clearTimeout, Immediate: clearImmediate };

/** Notes each timer under the cell that sets it, whichever way it is set. */
export function trackTimers(): void {
  createHook({
    init(_id, type, _trigger, resource) {
      if (type === 'Timeout' || type === 'Immediate') remember(currentCell(), resource);
    },
  }).enable();
}

function remember(context: CellContext | undefined, timer: object): void {
  if (!context) return;
  context.timers.add(timer);
  // Timers that have fired are swept now and then, so that a cell which sets millions of them doesn't keep them all.
  if (context.timers.size % 1024 === 0) {
    for (const old of context.timers) if ((old as { _destroyed?: boolean })._destroyed) context.timers.delete(old);
  }
}

/** Stops all timers of a cell. */
export function clearTimers(context: CellContext): void {
  for (const timer of context.timers) clearing[(timer as object).constructor.name]?.(timer as never);
  context.timers.clear();
}
