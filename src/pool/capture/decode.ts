import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { compileProgram, type Made } from './compile';
import { loadedModule } from './load-modules';
import { nativeAt } from './natives';
import type { FunctionNode, Graph, ObjectNode, PropertyNode, Slot, ValueNode } from './nodes';
import { setOrigin } from './origins';
import type * as Brand from './brand';
import { doors } from './doors';

// Loaded when a class has private members: what it brings along would double a worker's start.
function branding(): typeof Brand {
  return require('./brand') as typeof Brand;
}

/** Brings a table of nodes to life. */
export class Decoder {
  readonly functions = new Map<string, Function>();
  readonly #nodes: ValueNode[];
  readonly #factories: (() => Made)[];
  readonly #values: unknown[] = [];
  readonly #isMade: boolean[] = [];
  readonly #isFilled: boolean[] = [];
  readonly #made = new Map<Slot, Made>();
  readonly #known: (id: string) => Function | undefined;

  constructor(graph: Graph, programId: string, program: string, known: (id: string) => Function | undefined) {
    this.#nodes = graph.nodes;
    this.#factories = compileProgram(programId, program);
    this.#known = known;
  }

  decode({ root, globals }: Graph): unknown {
    for (let slot = 0; slot < this.#nodes.length; slot++) this.#value(slot);
    for (let slot = 0; slot < this.#nodes.length; slot++) this.#fill(slot);
    for (let slot = 0; slot < this.#nodes.length; slot++) this.#close(slot);
    for (const { name, value } of globals) (globalThis as Record<string, unknown>)[name] = this.#value(value);
    return this.#value(root);
  }

  #value(slot: Slot): unknown {
    if (this.#isMade[slot]) return this.#values[slot];
    this.#isMade[slot] = true;
    const value = this.#make(slot, this.#nodes[slot] as ValueNode);
    this.#values[slot] = value;
    return value;
  }

  #make(slot: Slot, node: ValueNode): unknown {
    switch (node.type) {
      case 'plain': return node.value;
      case 'symbol': return node.key !== undefined ? Symbol.for(node.key) : Symbol(node.description);
      case 'native': return nativeAt({ module: node.module, path: node.path.map((name) => typeof name === 'number' ? this.#value(name) as symbol : name) });
      case 'module': return loadedModule(node);
      case 'require': return createRequire(existsSync(node.from.replace(/^file:\/\//, '').replace(/\/[^/]*$/, '')) ? node.from : `${process.cwd()}/cell.js`);
      case 'known': {
        const f = this.#known(node.id);
        if (!f) throw new Error('a function of this result is no longer known in this thread; return plain data instead.');
        return f;
      }
      case 'prototype': return (this.#value(node.of) as Function).prototype;
      case 'cell': return { v: undefined };
      case 'function': return this.#makeFunction(slot, node);
      case 'object': return this.#makeObject(node);
    }
  }

  #makeFunction(slot: Slot, node: FunctionNode): unknown {
    const made = (this.#factories[node.code] as () => Made)();
    this.#made.set(slot, made);
    if (made.restoring) {
      // A class's base and computed keys are needed when it is made, not later.
      made.set(node.variables.map((variable) => this.#eager(variable)));
    }
    const self = node.self === undefined ? undefined : this.#value(node.self);
    const result = made.make.call(self);
    const f = (typeof result === 'function' ? result : memberFunction(result as object)) as Function;
    setOrigin(f, node.id);
    this.functions.set(node.id, f);
    if (made.restoring && made.privates?.read) doors.set(f, Object.assign(made.privates, { isBranding: made.privates.isBranding, restoring: made.restoring }) as never);
    return f;
  }

  /** A variable's value, filled already where that can be; a class that is being made is not there yet. */
  #eager(slot: Slot): unknown {
    if (this.#isMade[slot] && this.#values[slot] === undefined) return undefined;
    const value = this.#value(slot);
    const node = this.#nodes[slot] as ValueNode;
    if (node.type === 'object') this.#fill(slot);
    return value;
  }

  #makeObject(node: ObjectNode): unknown {
    const value = this.#bare(node);
    if (node.brands.length > 0) {
      const classes = node.brands.map((brand_) => this.#value(brand_.class) as Function);
      return branding().brand(value, node.base.kind === 'object', classes);
    }
    return value;
  }

  #bare({ base }: ObjectNode): object {
    switch (base.kind) {
      case 'object': return {};
      case 'array': return new Array(base.length) as unknown[];
      case 'map': return new Map();
      case 'set': return new Set();
      case 'error': return new Error();
      case 'clone': return base.value as object;
      case 'buffer': return Buffer.from(base.value.buffer as ArrayBuffer, base.value.byteOffset, base.value.byteLength);
      case 'url': return new URL(base.text);
      case 'parameters': return new URLSearchParams(base.text);
      case 'regexp': { base.value.lastIndex = base.lastIndex; return base.value; }
    }
  }

  #fill(slot: Slot): void {
    if (this.#isFilled[slot]) return;
    this.#isFilled[slot] = true;
    const node = this.#nodes[slot] as ValueNode;
    const value = this.#value(slot);
    if (node.type === 'cell') (value as { v: unknown }).v = this.#value(node.value);
    else if (node.type === 'function') this.#fillFunction(slot, node, value as Function);
    else if (node.type === 'object') this.#fillObject(node, value as object);
  }

  #fillFunction(slot: Slot, node: FunctionNode, f: Function): void {
    this.#made.get(slot)?.set(node.variables.map((variable) => this.#value(variable)));
    if (node.prototype !== undefined) Object.setPrototypeOf(f, node.prototype === null ? null : this.#value(node.prototype) as object);
    this.#define(f, node.properties);
    for (const property of node.prototypeProperties) {
      if (property.key === '__proto__') Object.setPrototypeOf(f.prototype, this.#value(property.value as Slot) as object);
      else this.#define(f.prototype as object, [property]);
    }
    if (node.privateStatics.length > 0) doors.get(f)?.writeStatic(node.privateStatics.map((item) => this.#value(item)));
  }

  #fillObject(node: ObjectNode, value: object): void {
    if (node.base.kind === 'error' || node.brands.length > 0) {
      for (const key of Reflect.ownKeys(value)) if (!(Array.isArray(value) && key === 'length')) Reflect.deleteProperty(value, key);
    }
    if (node.prototype !== undefined) Object.setPrototypeOf(value, node.prototype === null ? null : this.#value(node.prototype) as object);
    else if (node.brands.length > 0 && node.base.kind === 'object') Object.setPrototypeOf(value, Object.prototype);
    if (node.base.kind === 'map') for (const [key, item] of node.base.entries) Map.prototype.set.call(value, this.#value(key), this.#value(item));
    if (node.base.kind === 'set') for (const item of node.base.entries) Set.prototype.add.call(value, this.#value(item));
    this.#define(value, node.properties);
    for (const { class: owner, values } of node.brands) {
      branding().doorOf(this.#value(owner) as Function).write(value, values.map((item) => this.#value(item)));
    }
  }

  #define(target: object, properties: readonly PropertyNode[]): void {
    for (const { key, value, get, set, flags } of properties) {
      const name = typeof key === 'number' ? this.#value(key) as symbol : key;
      const common = { enumerable: (flags & 1) !== 0, configurable: (flags & 4) !== 0 };
      const property: PropertyDescriptor = get === undefined && set === undefined
        ? { ...common, writable: (flags & 2) !== 0, value: this.#value(value as Slot) }
        : { ...common, get: get === undefined ? undefined : this.#value(get) as () => unknown, set: set === undefined ? undefined : this.#value(set) as (value: unknown) => void };
      Reflect.defineProperty(target, name, property);
    }
  }

  /** Freezes what was frozen, when nothing is to be added any more. */
  #close(slot: Slot): void {
    const node = this.#nodes[slot] as ValueNode;
    if ((node.type !== 'object' && node.type !== 'function') || node.level === 0) return;
    const value = this.#value(slot) as object;
    if (node.level === 3) Object.freeze(value);
    else if (node.level === 2) Object.seal(value);
    else Object.preventExtensions(value);
  }
}

function memberFunction(object: object): Function {
  const key = Reflect.ownKeys(object)[0] as string;
  const property = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
  return (property.value ?? property.get ?? property.set) as Function;
}

