import { createHook } from 'node:async_hooks';
import { isCellScript } from './cell-sources';
import { ownCell, type CellContext } from './context';

const clearing: Record<string, (timer: never) => void> = { Timeout: clearTimeout, Immediate: clearImmediate };
/** Enough for Node's own frames above whoever sets a timer. */
const FRAMES = 12;

/**
 * Notes each timer under the cell that sets it, whichever way it is set. A timer that a package sets for itself (a pool
 * that watches over its workers) is not the cell's.
 */
export function trackTimers(): void {
  createHook({
    init(_id, type, _trigger, resource) {
      if (type !== 'Timeout' && type !== 'Immediate') return;
      const context = ownCell();
      if (context && isSetByCell()) remember(context, resource);
    },
  }).enable();
}

function isSetByCell(): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName() ?? '');
  const files = new Error().stack as unknown as string[];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  const caller = files.find((file) => file !== __filename && file !== '' && !file.startsWith('node:'));
  return caller !== undefined && isCellScript(caller);
}

function remember(context: CellContext, timer: object): void {
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
