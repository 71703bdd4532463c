import { types } from 'node:util';
import { analyse } from './analyse';
import { cannotTravel, refusalOfClass } from './cannot-travel';
import type { Encoder } from './encode';
import { encodeFunction } from './encode-function';
import { isInternal } from './function-place';
import { memberPath } from './member-path';
import { nativePathOf } from './natives';
import type { Base, ObjectNode, PropertyNode, Slot } from './nodes';
import { levelOf, ownerOf } from './object-facts';
import { privatesOf } from './privates';

/** Classes of the language and of Node whose objects are no more than what is seen of them. */
const OPEN_CLASSES = new Set([
  'Object', 'Function', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError',
  'URIError', 'AggregateError', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array',
  'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'Buffer', 'URL', 'URLSearchParams',
  'Number', 'String', 'Boolean', 'BigInt', 'Symbol', 'EventEmitter', 'AssertionError', 'TypedArray',
]);

/** Fills an object's node: what it is built on, its class, private fields and properties. */
export function fillObject(encoder: Encoder, node: ObjectNode, value: object, slot: Slot, path: string): void {
  const { base, prototype, isIndexed } = baseOf(encoder, value, path);
  node.base = base;
  const actual = Object.getPrototypeOf(value) as object | null;
  if (actual !== prototype) node.prototype = actual === null ? null : prototypeSlot(encoder, actual, value, path);
  node.brands = brandsOf(encoder, value, path);
  const skip = (key: string | symbol): boolean => (isIndexed && typeof key === 'string' && /^\d+$/.test(key)) || (base.kind === 'array' && key === 'length')
    || (base.kind === 'regexp' && key === 'lastIndex') || (key === 'callee' && types.isArgumentsObject(value));
  node.properties = selfProperties(encoder, value, slot, path, skip);
  node.level = levelOf(value);
}

/** Properties, with arrow functions of a class's fields bound to the object that they were made for. */
function selfProperties(encoder: Encoder, value: object, slot: Slot, path: string, skip: (key: string | symbol) => boolean): PropertyNode[] {
  for (const key of Reflect.ownKeys(value)) {
    const f = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
    if (typeof f !== 'function' || encoder.slotIn(f) !== undefined || encoder.known.has(f) || encoder.homing(f)) continue;
    const text = Function.prototype.toString.call(f);
    if (/^class\b|\[native code\]\s*}$/.test(text) || !fieldTexts(value).some((classText) => classText.includes(text))) continue;
    const analysis = analyse(text);
    if (!analysis.isArrow || !analysis.usesThis) continue;
    const { node, fill, draft } = encodeFunction(encoder, f, memberPath(path, key), slot);
    encoder.keep(f, node);
    encoder.drafts.push(draft);
    encoder.later(fill);
  }
  return encoder.properties(value, path, skip);
}

function baseOf(encoder: Encoder, value: object, path: string): { base: Base; prototype: object; isIndexed?: boolean } {
  if (Array.isArray(value)) return { base: { kind: 'array', length: value.length }, prototype: Array.prototype };
  if (types.isMap(value)) {
    const entries = [...Map.prototype.entries.call(value)] as [unknown, unknown][];
    return {
      base: { kind: 'map', entries: entries.map(([key, item], index) => [encoder.slotOf(key, `${path} (key ${index})`), encoder.slotOf(item, `${path}.get(${String(describeKey(key))})`)]) },
      prototype: Map.prototype,
    };
  }
  if (types.isSet(value)) {
    const items = [...Set.prototype.values.call(value)] as unknown[];
    return { base: { kind: 'set', entries: items.map((item, index) => encoder.slotOf(item, `${path} (item ${index})`)) }, prototype: Set.prototype };
  }
  if (types.isNativeError(value)) return { base: { kind: 'error' }, prototype: Error.prototype };
  if (Buffer.isBuffer(value)) return { base: { kind: 'buffer', value: new Uint8Array(value) }, prototype: Buffer.prototype, isIndexed: true };
  if (value instanceof URL) return { base: { kind: 'url', text: value.href }, prototype: URL.prototype };
  if (value instanceof URLSearchParams) return { base: { kind: 'parameters', text: value.toString() }, prototype: URLSearchParams.prototype };
  if (types.isRegExp(value)) return { base: { kind: 'regexp', value: new RegExp(value.source, value.flags), lastIndex: value.lastIndex }, prototype: RegExp.prototype };
  if (ArrayBuffer.isView(value) || types.isDate(value) || types.isAnyArrayBuffer(value) || types.isBoxedPrimitive(value)) {
    return { ...cloneOf(value), isIndexed: !types.isDate(value) && !types.isAnyArrayBuffer(value) };
  }
  return { base: { kind: 'object' }, prototype: Object.prototype };
}

/** An object of a class of Node's own would be a shell without what it stands for: only known, open classes may be built on. */
function prototypeSlot(encoder: Encoder, prototype: object, value: object, path: string): Slot {
  for (let at: object | null = prototype; at; at = Object.getPrototypeOf(at) as object | null) {
    const owner = ownerOf(at);
    const isOurs = !nativePathOf(at) && !(owner && isInternal(owner));
    if (isOurs || (owner && OPEN_CLASSES.has(owner.name))) continue;
    const { reason, advice } = refusalOfClass(className(value) || owner?.name || 'object');
    throw cannotTravel(path, reason, advice);
  }
  return encoder.slotOf(prototype, path);
}

function brandsOf(encoder: Encoder, value: object, path: string): ObjectNode['brands'] {
  return privatesOf(value, path).map(({ owner, values }) => ({
    class: encoder.slotOf(owner, path),
    values: values.map(({ name, value: item }) => encoder.slotOf(item, `${path}.${name}`)),
  }));
}

function className(value: object): string {
  const maker = (value as { constructor?: unknown }).constructor;
  return typeof maker === 'function' ? maker.name : '';
}

function cloneOf(value: object): { base: Base; prototype: object } {
  const copy = structuredClone(value);
  return { base: { kind: 'clone', value: copy }, prototype: Object.getPrototypeOf(copy) as object };
}

function describeKey(key: unknown): string {
  return typeof key === 'string' ? JSON.stringify(key) : typeof key === 'object' || typeof key === 'function' ? '…' : String(key);
}

function fieldTexts(value: object): string[] {
  const texts: string[] = [];
  for (let at = Object.getPrototypeOf(value) as object | null; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const owner = ownerOf(at);
    if (owner) texts.push(Function.prototype.toString.call(owner));
  }
  return texts;
}
