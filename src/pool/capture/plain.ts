import { types } from 'node:util';
import { StridedPart } from '../../data/strided-part';

/**
 * Tells plain data from what structured clone would spoil. Keeps what it found out, for the time of one packing: an
 * object is looked at once, however often it is met.
 */
export class PlainCheck {
  readonly #plain = new Set<object>();
  readonly #spoiled = new Set<object>();
  #depth = 0;
  /** Rough size of what was found plain. */
  bytes = 0;

  /** Whether structured clone gives back the same as `value`, all the way down. */
  isPlain(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'string') this.bytes += value.length;
      return typeof value !== 'function' && typeof value !== 'symbol';
    }
    if (this.#plain.has(value)) return true;
    if (this.#spoiled.has(value)) return false;
    // Counted as plain while it is looked at, so that a circle ends.
    const path = new Trail(this.#plain);
    if (this.#look(value, path)) return true;
    path.undo();
    this.#spoiled.add(value);
    return false;
  }

  #look(value: object, trail: Trail): boolean {
    trail.add(value);
    const prototype = Object.getPrototypeOf(value) as unknown;
    if (prototype === Array.prototype) return this.#isPlainArray(value as unknown[], trail);
    if (prototype === Object.prototype) return this.#isPlainObject(value as Record<string, unknown>, trail);
    return this.#isPlainBuiltIn(value, prototype, trail);
  }

  #visit(value: unknown, trail: Trail): boolean {
    switch (typeof value) {
      case 'number': case 'boolean': case 'undefined': case 'bigint': this.bytes += 8; return true;
      case 'string': this.bytes += value.length; return true;
      case 'object': {
        if (value === null || this.#plain.has(value)) return true;
        if (this.#spoiled.has(value)) return false;
        if (this.#depth >= MAX_DEPTH) return false;
        this.#depth++;
        const isPlain = this.#look(value, trail);
        this.#depth--;
        if (!isPlain) this.#spoiled.add(value);
        return isPlain;
      }
      default: return false;
    }
  }

  #isPlainArray(array: unknown[], trail: Trail): boolean {
    const { length } = array;
    if (!Object.isExtensible(array)) return false;
    // Names beside the indexes are looked for in short arrays only: in a long one that would cost more than the copy.
    if (length < 1000 && Reflect.ownKeys(array).length > length + 1) return false;
    for (let index = 0; index < length; index++) {
      const item = array[index];
      if (typeof item === 'number') continue;
      if (!this.#visit(item, trail)) return false;
    }
    this.bytes += 8 * length;
    return true;
  }

  #isPlainObject(object: Record<string, unknown>, trail: Trail): boolean {
    if (!Object.isExtensible(object) || types.isProxy(object) || types.isArgumentsObject(object) || types.isNativeError(object)) return false;
    for (const key of Reflect.ownKeys(object)) {
      if (typeof key === 'symbol') return false;
      const property = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
      if (!property.enumerable || !property.writable || !property.configurable) return false;
      if (key === 'parallel:packed' || !this.#visit(property.value, trail)) return false;
      this.bytes += key.length;
    }
    return true;
  }

  #isPlainBuiltIn(value: object, prototype: unknown, trail: Trail): boolean {
    if (!Object.isExtensible(value)) return false;
    if (ArrayBuffer.isView(value)) {
      this.bytes += value.byteLength;
      // The pool's packets know strided parts by themselves.
      return prototype === StridedPart.prototype || VIEWS.has(prototype) && (value.byteLength > 8000 || Reflect.ownKeys(value).length === (value as unknown as { length?: number }).length || types.isDataView(value));
    }
    if (prototype === ArrayBuffer.prototype || prototype === SharedArrayBuffer.prototype) return true;
    if (prototype === Map.prototype && types.isMap(value)) {
      for (const [key, item] of value) if (!this.#visit(key, trail) || !this.#visit(item, trail)) return false;
      return Reflect.ownKeys(value).length === 0;
    }
    if (prototype === Set.prototype && types.isSet(value)) {
      for (const item of value) if (!this.#visit(item, trail)) return false;
      return Reflect.ownKeys(value).length === 0;
    }
    if (prototype === Date.prototype) return types.isDate(value) && Reflect.ownKeys(value).length === 0;
    if (prototype === RegExp.prototype) return types.isRegExp(value) && Reflect.ownKeys(value).length === 1 && value.lastIndex === 0;
    return types.isBoxedPrimitive(value) && !types.isSymbolObject(value) && BOXES.has(prototype);
  }
}

/** Data nested deeper is too much for structured clone's stack, and for ours. */
const MAX_DEPTH = 1000;

const VIEWS = new Set<unknown>([
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
].map((kind) => kind.prototype));
const BOXES = new Set<unknown>([Number.prototype, String.prototype, Boolean.prototype, BigInt.prototype]);

/** What was taken for plain on the way down, to be taken back when it turns out otherwise. */
class Trail {
  readonly #seen: object[] = [];
  readonly #plain: Set<object>;

  constructor(plain: Set<object>) {
    this.#plain = plain;
  }

  add(value: object): void {
    this.#plain.add(value);
    this.#seen.push(value);
  }

  undo(): void {
    for (const value of this.#seen) this.#plain.delete(value);
  }
}
