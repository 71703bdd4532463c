import { types } from 'node:util';

/** An object may carry its own reason under this symbol: "it is a pool, … Return the data …". */
export const REASON = Symbol.for('parallel.cannotTravel');

/** What a task returns, in messages. */
export const RESULT = 'the result';

/** The error of the contract: which variable, why, and what to do. */
export function cannotTravel(path: string, reason: string, advice: string): TypeError {
  const way = path.startsWith(RESULT) ? 'back from' : 'to';
  return new TypeError(`${path} can't travel ${way} a worker: ${reason}. ${advice}`);
}

const MAKE_INSIDE = 'Make it inside the function instead, or pass on only the data that it needs.';

/** Why an object can't be copied, and what to do; undefined when it might be. */
export function refusal(value: object): { reason: string; advice: string } | undefined {
  const own = (value as Record<symbol, unknown>)[REASON];
  if (typeof own === 'string') {
    const end = own.indexOf('. ');
    return end < 0 ? { reason: own.replace(/\.$/, ''), advice: MAKE_INSIDE } : { reason: own.slice(0, end), advice: own.slice(end + 2) };
  }
  if (types.isPromise(value)) return { reason: 'it is a Promise, which settles in this thread only', advice: 'Await it first, and use the value.' };
  if (types.isWeakMap(value)) return { reason: "it is a WeakMap, whose entries can't be listed", advice: 'Use a Map instead.' };
  if (types.isWeakSet(value)) return { reason: "it is a WeakSet, whose entries can't be listed", advice: 'Use a Set instead.' };
  if (value instanceof WeakRef) return { reason: 'it is a WeakRef, which holds on to nothing', advice: 'Use the value of its deref() instead.' };
  if (types.isGeneratorObject(value)) {
    return { reason: 'it is a generator in mid-run, whose state no one can see', advice: 'Collect its values with [...generator] first, or call the generator function inside the function.' };
  }
  if (types.isMapIterator(value) || types.isSetIterator(value) || / Iterator$/.test(tagOf(value))) {
    return { reason: 'it is an iterator in mid-run, whose state no one can see', advice: 'Collect its values with [...iterator] first.' };
  }
  if (types.isProxy(value)) return { reason: "it is a Proxy, whose handler can't be seen", advice: 'Use the object behind it, or a plain copy such as { ...proxy }.' };
  if (types.isExternal(value)) return { reason: 'it is a handle of native code', advice: MAKE_INSIDE };
  return undefined;
}

/** Why an object of a class of Node's own can't be copied. */
export function refusalOfClass(name: string): { reason: string; advice: string } {
  const article = /^[AEIOU]/.test(name) ? 'an' : 'a';
  return { reason: `it is ${article} ${name}, which belongs to this thread`, advice: MAKE_INSIDE };
}

/** Why a function has no text that could be run elsewhere. */
export function refusalOfFunction(f: Function): { reason: string; advice: string } | undefined {
  const isNative = /\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(f));
  if (isNative && f.name.startsWith('bound ')) {
    return { reason: "it is a bound function, and what it is bound to can't be seen", advice: 'Use an arrow function instead: (...values) => object.method(...values).' };
  }
  if (isNative) return { reason: 'it is a native function, which has no source', advice: 'Call it in an arrow function of your own, or make it inside the function.' };
  return undefined;
}

function tagOf(value: object): string {
  const tag = (value as Record<symbol, unknown>)[Symbol.toStringTag];
  return typeof tag === 'string' ? tag : '';
}
