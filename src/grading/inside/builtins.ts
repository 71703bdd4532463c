const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

/** Modules of Node's that the programs in this folder work with. */
const MODULES = ['node:v8', 'node:util', 'node:buffer', 'node:stream', 'node:events', 'node:vm'];

/**
 * Remembers the language's own functions as they are now. Gives a function that puts back those that were replaced; what
 * was added, such as Array.prototype.sum, stays.
 *
 * This is for fairness only: who replaces Map.prototype.get keeps the points of functions that are right. Nothing rests on it.
 */
export function keepBuiltins(): () => void {
  const holders: object[] = [];
  const keys: PropertyKey[] = [];
  const descriptors: PropertyDescriptor[] = [];
  const seen = new Set<object>();
  const keep = (holder: unknown): void => {
    if ((typeof holder !== 'object' && typeof holder !== 'function') || holder === null || seen.has(holder)) return;
    seen.add(holder);
    for (const key of ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key)!;
      if (!descriptor.configurable && !descriptor.writable) continue;
      holders.push(holder);
      keys.push(key);
      descriptors.push(descriptor);
    }
  };
  for (const name of ownKeys(globalThis)) {
    if (typeof name !== 'string' || !/^[A-Z]|^console$/.test(name)) continue;
    const value = (globalThis as Record<string, unknown>)[name];
    keep(value);
    if (typeof value === 'function') keep(value.prototype);
  }
  const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator](), (function* () {})(), (async function* () {})()];
  for (const iterator of iterators) for (let each: object | null = getPrototypeOf(iterator); each; each = getPrototypeOf(each)) keep(each);
  for (const name of MODULES) keep(require(name));

  // By index, and with functions that were taken beforehand: nothing in here may rest on what was replaced.
  return () => {
    for (let i = 0; i < holders.length; i++) {
      const was = descriptors[i]!;
      const now = getOwnPropertyDescriptor(holders[i]!, keys[i]!);
      if (now && now.value === was.value && now.get === was.get && now.set === was.set) continue;
      defineProperty(holders[i]!, keys[i]!, was);
    }
  };
}
