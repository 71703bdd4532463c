/** What an object must offer for object[i] to work. */
interface Indexed {
  readonly length: number;
  at(index: number): unknown;
  put(index: number, value: unknown): void;
}

function indexOfKey(key: string | symbol): number {
  if (typeof key !== 'string') return -1;
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && String(index) === key ? index : -1;
}

/**
 * Serves part[i]. It stands behind the class, as the prototype of its prototype, so that only names that are found nowhere
 * else come here, and everything else is as fast as on any object.
 */
const elements: ProxyHandler<object> = {
  get(target, key, part) {
    const index = indexOfKey(key);
    return index < 0 ? (Reflect.get(target, key, part) as unknown) : (part as Indexed).at(index);
  },
  set(target, key, value, part) {
    const index = indexOfKey(key);
    if (index < 0) return Reflect.set(target, key, value, part);
    if (index < (part as Indexed).length) (part as Indexed).put(index, value);
    return true;
  },
  // `i in part` has no receiver to ask: an index is there as far as anybody can tell.
  has(target, key) {
    return indexOfKey(key) >= 0 || Reflect.has(target, key);
  },
};

/** Makes object[i] work for the objects of a class. */
export function giveIndexAccess(owner: abstract new (...args: never[]) => Indexed): void {
  const prototype = owner.prototype as object;
  Object.setPrototypeOf(prototype, new Proxy(Object.getPrototypeOf(prototype) as object, elements));
}
