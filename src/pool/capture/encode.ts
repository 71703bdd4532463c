import { types } from 'node:util';
import { analyse } from './analyse';
import { isInternal } from './function-place';
import { cannotTravel, refusal, refusalOfClass, refusalOfFunction } from './cannot-travel';
import { encodeFunction, type FunctionDraft } from './encode-function';
import { newUsage, type Usage } from './free-names';
import { modulePathOf, type ModulePath } from './modules';
import { cellExports, isCompilersName, isNamespace, wrappedModule } from './namespaces';
import { nativePathOf, type NativePath } from './natives';
import type { Base, Level, ObjectNode, PropertyNode, Slot, ValueNode } from './nodes';
import { originId } from './origins';
import { PlainCheck } from './plain';
import { privatesOf } from './privates';
import { Variables } from './variables';

/** Classes of the language and of Node whose objects are no more than what is seen of them. */
const OPEN_CLASSES = new Set([
  'Object', 'Function', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError',
  'URIError', 'AggregateError', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array',
  'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'Buffer', 'URL', 'URLSearchParams',
  'Number', 'String', 'Boolean', 'BigInt', 'Symbol', 'EventEmitter', 'AssertionError', 'TypedArray',
]);

/** Functions found to be the user's own: they stay so. */
const ownFunctions = new WeakSet<Function>();

/** Turns a value and all that it reaches into a table of nodes. */
export class Encoder {
  readonly nodes: ValueNode[] = [];
  readonly drafts: FunctionDraft[] = [];
  readonly variables = new Variables();
  readonly globals = new Map<string, Slot>();
  readonly plain = new PlainCheck();
  /** Big plain values, by path. */
  readonly large: { path: string; sizeBytes: number }[] = [];
  readonly #slots = new Map<unknown, Slot>();
  readonly #partial = new Map<object, Map<string, Slot>>();
  readonly #work: (() => void)[] = [];
  /** Used names of cells that are accessors of their cells' variables. */
  readonly #links = new Map<string, { node: ObjectNode; index: number; property: PropertyDescriptor; isAssigned: boolean }>();
  /** Functions that the receiver has already, by the capture that it was given. */
  readonly known: ReadonlySet<Function>;
  /** In a worker: what was made from a function of the sender's goes back as that function. */
  readonly homing: (f: Function) => boolean;

  constructor({ known = new Set<Function>(), homing = () => false }: { known?: ReadonlySet<Function>; homing?: (f: Function) => boolean } = {}) {
    this.known = known;
    this.homing = homing;
  }

  /** Puts the value and all it reaches into the table. */
  encodeAll(value: unknown, path: string): Slot {
    const slot = this.slotOf(value, path);
    this.#drain();
    // A cell's name is also a variable of its cell: where one of the two is assigned to, both have to be the same.
    for (const [name, link] of this.#links) {
      if (!link.isAssigned && !this.variables.isAssigned(name)) continue;
      this.#links.delete(name);
      link.node.properties[link.index] = this.property(name, link.property, name);
      this.#drain();
    }
    return slot;
  }

  #drain(): void {
    for (let work = this.#work.pop(); work; work = this.#work.pop()) work();
  }

  /** The value's place; what it reaches is put on the list of work. */
  slotOf(value: unknown, path: string): Slot {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
      const known = this.#slots.get(value);
      // -0 and 0 are the same key of a Map.
      if (known !== undefined && value !== 0) return known;
      const slot = this.#add(typeof value === 'symbol' ? symbolNode(value) : { type: 'plain', value });
      this.#slots.set(value, slot);
      return slot;
    }
    const known = this.#slots.get(value);
    if (known !== undefined) return known;
    return typeof value === 'function' ? this.#functionSlot(value, path) : this.#objectSlot(value, path);
  }

  /** The place of a value of which perhaps only some members are used. */
  usedSlot(value: unknown, usage: Usage, path: string): Slot {
    if (usage.isWhole || !isNamespace(value, path)) return this.slotOf(value, path);
    const whole = this.#slots.get(value);
    const members = this.#partial.get(value);
    if (whole !== undefined && !members) return whole;
    const slot = whole ?? this.#keep(value, { type: 'object', base: { kind: 'object' }, prototype: undefined, brands: [], properties: [], level: 0 });
    const known = members ?? new Map<string, Slot>();
    this.#partial.set(value, known);
    const node = this.nodes[slot] as ObjectNode;
    for (const [name, memberUsage] of usage.members) {
      const link = this.#links.get(name);
      if (link && value === cellExports()) link.isAssigned ||= memberUsage.isAssigned;
      if (known.has(name)) continue;
      const memberName = isCompilersName(path) ? name : `${path}.${name}`;
      if (!(name in value)) {
        if (value !== cellExports()) continue;
        // The notebook's compiler takes every name that it doesn't know for an earlier cell's.
        if (!(name in globalThis)) {
          if (!memberUsage.isRead) continue;
          throw new ReferenceError(`${name} is not defined: no cell that has run declares it.`);
        }
      }
      const member = name in value ? this.#memberSlot(value, name, memberUsage, memberName)
        : this.usedSlot((globalThis as Record<string, unknown>)[name], memberUsage, memberName);
      known.set(name, member);
      const index = node.properties.push({ key: name, value: member, flags: 7 }) - 1;
      const property = value === cellExports() ? Object.getOwnPropertyDescriptor(value, name) : undefined;
      if (property?.get) this.#links.set(name, { node, index, property, isAssigned: memberUsage.isAssigned });
    }
    return slot;
  }

  /** Runs later, when the present node is done: deep data doesn't need a deep stack. */
  later(work: () => void): void {
    this.#work.push(work);
  }

  /** A node for what is exported by a package. */
  moduleSlot(value: unknown, path: ModulePath): Slot {
    return this.#keep(value, { type: 'module', kind: path.kind, name: path.name, from: path.from, exported: path.exported });
  }

  add(node: ValueNode): Slot {
    return this.#add(node);
  }

  /** An object's own properties as nodes. */
  properties(value: object, path: string, skip: (key: string | symbol) => boolean = () => false): PropertyNode[] {
    const nodes: PropertyNode[] = [];
    for (const key of Reflect.ownKeys(value)) {
      if (skip(key)) continue;
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (!property) continue;
      nodes.push(this.property(key, property, memberPath(path, key)));
    }
    return nodes;
  }

  property(key: string | symbol, property: PropertyDescriptor, path: string): PropertyNode {
    const flags = (property.enumerable ? 1 : 0) | (property.writable ? 2 : 0) | (property.configurable ? 4 : 0);
    const name = typeof key === 'symbol' ? this.slotOf(key, path) : key;
    if (!property.get && !property.set) return { key: name, value: this.slotOf(property.value, path), flags };
    return {
      key: name, flags,
      ...(property.get && { get: this.slotOf(property.get, path) }),
      ...(property.set && { set: this.slotOf(property.set, path) }),
    };
  }

  #add(node: ValueNode): Slot {
    return this.nodes.push(node) - 1;
  }

  #keep(value: unknown, node: ValueNode): Slot {
    const slot = this.#add(node);
    this.#slots.set(value, slot);
    return slot;
  }

  #memberSlot(namespace: object, name: string, usage: Usage, path: string): Slot {
    let value: unknown;
    try {
      value = (namespace as Record<string, unknown>)[name];
    } catch (error) {
      if (error instanceof ReferenceError) throw new ReferenceError(`${path} can't be used yet: it isn't initialised at this point.`);
      throw error;
    }
    const module = types.isModuleNamespaceObject(namespace) ? modulePathOf(namespace) : undefined;
    const isOwnKind = typeof value === 'function' || (typeof value === 'object' && value !== null);
    if (module && isOwnKind && !this.#slots.has(value) && !nativePathOf(value as object)) return this.moduleSlot(value, { ...module, exported: name });
    return this.usedSlot(value, usage, path);
  }

  #elsewhere(value: object): Slot | undefined {
    const native = nativePathOf(value);
    if (native && isNamed(value, native)) return this.#nativeSlot(value, native);
    const module = modulePathOf(value);
    return module && this.moduleSlot(value, module);
  }

  #nativeSlot(value: object, { module, path }: NativePath): Slot {
    return this.#keep(value, { type: 'native', module, path: path.map((name) => typeof name === 'symbol' ? this.slotOf(name, '') : name) });
  }

  #functionSlot(f: Function, path: string): Slot {
    if (this.known.has(f) || this.homing(f)) return this.#keep(f, { type: 'known', id: originId(f) });
    if (!ownFunctions.has(f)) {
      const elsewhere = this.#elsewhere(f);
      if (elsewhere !== undefined) return elsewhere;
      const refused = refusal(f) ?? refusalOfFunction(f);
      if (refused) throw cannotTravel(path, refused.reason, refused.advice);
      ownFunctions.add(f);
    }
    const { node, fill, draft } = encodeFunction(this, f, path);
    const slot = this.#keep(f, node);
    this.drafts.push(draft);
    this.later(fill);
    return slot;
  }

  #objectSlot(value: object, path: string): Slot {
    if (types.isModuleNamespaceObject(value) || isNamespace(value)) return this.#namespaceSlot(value, path);
    const bytesBefore = this.plain.bytes;
    if (this.plain.isPlain(value)) {
      const sizeBytes = this.plain.bytes - bytesBefore;
      if (sizeBytes > 1e6 && !isShared(value)) this.large.push({ path, sizeBytes });
      return this.#keep(value, { type: 'plain', value });
    }
    const elsewhere = this.#elsewhere(value);
    if (elsewhere !== undefined) return elsewhere;
    const refused = refusal(value);
    if (refused) throw cannotTravel(path, refused.reason, refused.advice);
    const owner = ownerOf(value);
    if (owner) {
      const slot = this.#add({ type: 'prototype', of: this.slotOf(owner, path) });
      this.#slots.set(value, slot);
      return slot;
    }
    const node: ObjectNode = { type: 'object', base: { kind: 'object' }, prototype: undefined, brands: [], properties: [], level: 0 };
    const slot = this.#keep(value, node);
    this.later(() => this.#fillObject(node, value, slot, path));
    return slot;
  }

  #fillObject(node: ObjectNode, value: object, slot: Slot, path: string): void {
    const { base, prototype, isIndexed } = this.#baseOf(value, path);
    node.base = base;
    const actual = Object.getPrototypeOf(value) as object | null;
    if (actual !== prototype) node.prototype = actual === null ? null : this.#prototypeSlot(actual, value, path);
    node.brands = this.#brandsOf(value, path);
    const skip = (key: string | symbol): boolean => (isIndexed && typeof key === 'string' && /^\d+$/.test(key)) || (base.kind === 'array' && key === 'length')
      || (base.kind === 'regexp' && key === 'lastIndex') || (key === 'callee' && types.isArgumentsObject(value));
    node.properties = this.#selfProperties(value, slot, path, skip);
    node.level = levelOf(value);
  }

  /** Properties, with arrow functions of a class's fields bound to the object that they were made for. */
  #selfProperties(value: object, slot: Slot, path: string, skip: (key: string | symbol) => boolean): PropertyNode[] {
    for (const key of Reflect.ownKeys(value)) {
      const f = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
      if (typeof f !== 'function' || this.#slots.has(f) || this.known.has(f) || this.homing(f)) continue;
      const text = Function.prototype.toString.call(f);
      if (/^class\b|\[native code\]\s*}$/.test(text) || !fieldTexts(value).some((classText) => classText.includes(text))) continue;
      const analysis = analyse(text);
      if (!analysis.isArrow || !analysis.usesThis) continue;
      const { node, fill, draft } = encodeFunction(this, f, memberPath(path, key), slot);
      this.#keep(f, node);
      this.drafts.push(draft);
      this.later(fill);
    }
    return this.properties(value, path, skip);
  }

  #baseOf(value: object, path: string): { base: Base; prototype: object; isIndexed?: boolean } {
    if (Array.isArray(value)) return { base: { kind: 'array', length: value.length }, prototype: Array.prototype };
    if (types.isMap(value)) {
      const entries = [...Map.prototype.entries.call(value)] as [unknown, unknown][];
      return {
        base: { kind: 'map', entries: entries.map(([key, item], index) => [this.slotOf(key, `${path} (key ${index})`), this.slotOf(item, `${path}.get(${String(describeKey(key))})`)]) },
        prototype: Map.prototype,
      };
    }
    if (types.isSet(value)) {
      const items = [...Set.prototype.values.call(value)] as unknown[];
      return { base: { kind: 'set', entries: items.map((item, index) => this.slotOf(item, `${path} (item ${index})`)) }, prototype: Set.prototype };
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
  #prototypeSlot(prototype: object, value: object, path: string): Slot {
    for (let at: object | null = prototype; at; at = Object.getPrototypeOf(at) as object | null) {
      const owner = ownerOf(at);
      const isOurs = !nativePathOf(at) && !(owner && isInternal(owner));
      if (isOurs || (owner && OPEN_CLASSES.has(owner.name))) continue;
      const { reason, advice } = refusalOfClass(className(value) || owner?.name || 'object');
      throw cannotTravel(path, reason, advice);
    }
    return this.slotOf(prototype, path);
  }

  #brandsOf(value: object, path: string): ObjectNode['brands'] {
    return privatesOf(value, path).map(({ owner, values }) => ({
      class: this.slotOf(owner, path),
      values: values.map(({ name, value: item }) => this.slotOf(item, `${path}.${name}`)),
    }));
  }

  #namespaceSlot(value: object, path: string): Slot {
    const elsewhere = this.#elsewhere(value) ?? this.#builtinNamespace(value);
    if (elsewhere !== undefined) return elsewhere;
    const usage: Usage = newUsage();
    for (const key of Object.keys(value)) usage.members.set(key, { isWhole: true, isRead: true, isAssigned: false, members: new Map() });
    return this.usedSlot(value, usage, path);
  }

  #builtinNamespace(value: object): Slot | undefined {
    const module = wrappedModule(value);
    const native = module && nativePathOf(module);
    return native?.module ? this.#keep(value, { type: 'module', kind: 'import', name: native.module, from: undefined, exported: '*' }) : undefined;
  }
}

function symbolNode(value: symbol): ValueNode {
  const path = wellKnown.get(value);
  if (path) return { type: 'native', module: undefined, path: ['Symbol', path] };
  return { type: 'symbol', key: Symbol.keyFor(value), description: value.description };
}

const wellKnown = new Map<symbol, string>();
for (const name of Object.getOwnPropertyNames(Symbol)) {
  const value = (Symbol as unknown as Record<string, unknown>)[name];
  if (typeof value === 'symbol') wellKnown.set(value, name);
}

/** What belongs to the machine is found by its name; plain data that hangs there is data. */
function isNamed(value: object, { path }: NativePath): boolean {
  return typeof value === 'function' || path.length <= 1 || path.includes('prototype') || Object.getPrototypeOf(value) !== Array.prototype;
}

/** The class or function whose `prototype` this object is. */
export function ownerOf(value: object): Function | undefined {
  const maker = Object.getOwnPropertyDescriptor(value, 'constructor')?.value as unknown;
  return typeof maker === 'function' && maker.prototype === value ? maker : undefined;
}

export function levelOf(value: object): Level {
  if (Object.isExtensible(value)) return 0;
  return Object.isFrozen(value) ? 3 : Object.isSealed(value) ? 2 : 1;
}

function className(value: object): string {
  const maker = (value as { constructor?: unknown }).constructor;
  return typeof maker === 'function' ? maker.name : '';
}

function cloneOf(value: object): { base: Base; prototype: object } {
  const copy = structuredClone(value);
  return { base: { kind: 'clone', value: copy }, prototype: Object.getPrototypeOf(copy) as object };
}

function isShared(value: object): boolean {
  return value instanceof SharedArrayBuffer || (ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer);
}

function describeKey(key: unknown): string {
  return typeof key === 'string' ? JSON.stringify(key) : typeof key === 'object' || typeof key === 'function' ? '…' : String(key);
}

export function memberPath(path: string, key: string | symbol): string {
  if (typeof key === 'symbol') return `${path}[${String(key)}]`;
  if (/^\d+$/.test(key)) return `${path}[${key}]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function fieldTexts(value: object): string[] {
  const texts: string[] = [];
  for (let at = Object.getPrototypeOf(value) as object | null; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const owner = ownerOf(at);
    if (owner) texts.push(Function.prototype.toString.call(owner));
  }
  return texts;
}
