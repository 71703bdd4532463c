import { types } from 'node:util';
import { cannotTravel, refusal, refusalOfFunction } from './cannot-travel';
import { encodeFunction, type FunctionDraft } from './encode-function';
import { NamespaceEncoder } from './encode-namespace';
import { fillObject } from './encode-object';
import { memberPath } from './member-path';
import type { Usage } from './name-usage';
import { modulePathOf, type ModulePath } from './modules';
import { isNamespace } from './namespaces';
import { nativePathOf, type NativePath } from './natives';
import type { ObjectNode, PropertyNode, Slot, ValueNode } from './nodes';
import { ownerOf } from './object-facts';
import { originId } from './origins';
import { PlainCheck } from './plain';
import { Variables } from './variables';

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
  readonly #work: (() => void)[] = [];
  readonly #namespaces = new NamespaceEncoder(this);
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
    while (this.#namespaces.relink()) this.#drain();
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
    return this.#namespaces.usedSlot(value, usage, path);
  }

  /** The place that the value has already, if any. */
  slotIn(value: unknown): Slot | undefined {
    return this.#slots.get(value);
  }

  /** Runs later, when the present node is done: deep data doesn't need a deep stack. */
  later(work: () => void): void {
    this.#work.push(work);
  }

  /** A node for what is exported by a package. */
  moduleSlot(value: unknown, path: ModulePath): Slot {
    return this.keep(value, { type: 'module', kind: path.kind, name: path.name, from: path.from, exported: path.exported });
  }

  add(node: ValueNode): Slot {
    return this.#add(node);
  }

  /** An object's own properties as nodes. */
  properties(value: object, path: string, skip: (key: string | symbol) => boolean = () => false): PropertyNode[] {
    const nodes: PropertyNode[] = [];
    for (const key of Reflect.ownKeys(value)) {
      if (skip(key)) continue;
      const property = ownProperty(value, key);
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

  /** Puts a node for the value into the table. */
  keep(value: unknown, node: ValueNode): Slot {
    const slot = this.#add(node);
    this.#slots.set(value, slot);
    return slot;
  }

  /** The place of what every machine or package has by itself, found by its name. */
  elsewhere(value: object): Slot | undefined {
    const native = nativePathOf(value);
    if (native && isNamed(value, native)) return this.#nativeSlot(value, native);
    const module = modulePathOf(value);
    return module && this.moduleSlot(value, module);
  }

  #nativeSlot(value: object, { module, path }: NativePath): Slot {
    return this.keep(value, { type: 'native', module, path: path.map((name) => typeof name === 'symbol' ? this.slotOf(name, '') : name) });
  }

  #functionSlot(f: Function, path: string): Slot {
    if (this.known.has(f) || this.homing(f)) return this.keep(f, { type: 'known', id: originId(f) });
    if (!ownFunctions.has(f)) {
      const elsewhere = this.elsewhere(f);
      if (elsewhere !== undefined) return elsewhere;
      const refused = refusal(f) ?? refusalOfFunction(f);
      if (refused) throw cannotTravel(path, refused.reason, refused.advice);
      ownFunctions.add(f);
    }
    const { node, fill, draft } = encodeFunction(this, f, path);
    const slot = this.keep(f, node);
    this.drafts.push(draft);
    this.later(fill);
    return slot;
  }

  #objectSlot(value: object, path: string): Slot {
    if (types.isModuleNamespaceObject(value) || isNamespace(value)) return this.#namespaces.wholeSlot(value, path);
    const bytesBefore = this.plain.bytes;
    if (this.plain.isPlain(value)) {
      const sizeBytes = this.plain.bytes - bytesBefore;
      if (sizeBytes > 1e6 && !isShared(value)) this.large.push({ path, sizeBytes });
      return this.keep(value, { type: 'plain', value });
    }
    const elsewhere = this.elsewhere(value);
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
    const slot = this.keep(value, node);
    this.later(() => fillObject(this, node, value, slot, path));
    return slot;
  }

}

/** An own property. An error's stack is always a value: in newer V8s it is an accessor of the language's own. */
function ownProperty(value: object, key: string | symbol): PropertyDescriptor | undefined {
  const property = Object.getOwnPropertyDescriptor(value, key);
  const isStack = key === 'stack' && property?.get && types.isNativeError(value);
  return isStack ? { value: value.stack, writable: true, enumerable: false, configurable: true } : property;
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

function isShared(value: object): boolean {
  return value instanceof SharedArrayBuffer || (ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer);
}
