import util from 'node:util';

const bookkeeping = new Set(['async_id_symbol', 'trigger_async_id_symbol', 'kResourceStore', 'asyncId', 'triggerId']);

/**
 * Telling cells apart costs promises and timers a few fields of Node's, which `util.inspect` would show. They are hidden
 * when such a value is about to be shown.
 */
export function hideBookkeeping(): void {
  const timer = setTimeout(() => undefined, 0);
  clearTimeout(timer);
  const immediate = setImmediate(() => undefined);
  clearImmediate(immediate);
  for (const prototype of [Promise.prototype, Object.getPrototypeOf(timer) as object, Object.getPrototypeOf(immediate) as object]) {
    Object.defineProperty(prototype, util.inspect.custom, { configurable: true, writable: true, value: hide });
  }
}

/** Returning the value itself makes `util.inspect` go on as usual. */
function hide(this: object): object {
  for (const key of Object.getOwnPropertySymbols(this)) {
    if (bookkeeping.has(key.description ?? '')) Object.defineProperty(this, key, { enumerable: false });
  }
  return this;
}
