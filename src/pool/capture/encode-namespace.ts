import { types } from 'node:util';
import type { Encoder } from './encode';
import { newUsage, type Usage } from './name-usage';
import { modulePathOf } from './modules';
import { cellExports, isCompilersName, isNamespace, wrappedModule } from './namespaces';
import { nativePathOf } from './natives';
import type { ObjectNode, Slot } from './nodes';

/** Modules and the notebook's cells: of these, only the members that a function uses travel. */
export class NamespaceEncoder {
  readonly #encoder: Encoder;
  readonly #partial = new Map<object, Map<string, Slot>>();
  /** Used names of cells that are accessors of their cells' variables. */
  readonly #links = new Map<string, { node: ObjectNode; index: number; property: PropertyDescriptor; isAssigned: boolean }>();

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
  }

  /**
   * A cell's name is also a variable of its cell: where both are used and one is assigned to, they are made the same. True when there was one.
   * Only there: an accessor, new with each call, would cost a loop over `exports.name` a factor of 15 from the second call on (Node 20).
   */
  relink(): boolean {
    const { variables } = this.#encoder;
    for (const [name, link] of this.#links) {
      if (!variables.isUsed(name) || !(link.isAssigned || variables.isAssigned(name))) continue;
      this.#links.delete(name);
      link.node.properties[link.index] = this.#encoder.property(name, link.property, name);
      return true;
    }
    return false;
  }

  /** The place of a value of which perhaps only some members are used. */
  usedSlot(value: unknown, usage: Usage, path: string): Slot {
    if (usage.isWhole || !isNamespace(value, path)) return this.#encoder.slotOf(value, path);
    const whole = this.#encoder.slotIn(value);
    const members = this.#partial.get(value);
    if (whole !== undefined && !members) return whole;
    const slot = whole ?? this.#encoder.keep(value, { type: 'object', base: { kind: 'object' }, prototype: undefined, brands: [], properties: [], level: 0 });
    const known = members ?? new Map<string, Slot>();
    this.#partial.set(value, known);
    const node = this.#encoder.nodes[slot] as ObjectNode;
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

  /** The place of a namespace of which every member is needed. */
  wholeSlot(value: object, path: string): Slot {
    const elsewhere = this.#encoder.elsewhere(value) ?? this.#builtinNamespace(value);
    if (elsewhere !== undefined) return elsewhere;
    const usage: Usage = newUsage();
    for (const key of Object.keys(value)) usage.members.set(key, { isWhole: true, isRead: true, isAssigned: false, members: new Map() });
    return this.usedSlot(value, usage, path);
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
    if (module && isOwnKind && this.#encoder.slotIn(value) === undefined && !nativePathOf(value as object)) return this.#encoder.moduleSlot(value, { ...module, exported: name });
    return this.usedSlot(value, usage, path);
  }

  #builtinNamespace(value: object): Slot | undefined {
    const module = wrappedModule(value);
    const native = module && nativePathOf(module);
    return native?.module ? this.#encoder.keep(value, { type: 'module', kind: 'import', name: native.module, from: undefined, exported: '*' }) : undefined;
  }
}
