import { analyse } from './analyse';
import { atFirstLine } from './first-line';
import type { PrivateDoor } from './privates';

const opened = new WeakMap<Function, PrivateDoor>();

/**
 * A way into the private fields of a class that is this thread's own, whose text can't be changed any more: the debugger
 * stops at the first line of one of its functions, code is run there that sees the private names, and the function is
 * ended before it does anything. Once a class; a few ms.
 */
export function openDoor(owner: Function): PrivateDoor {
  const known = opened.get(owner);
  if (known) return known;
  const fields = analyse(Function.prototype.toString.call(owner)).classShape?.privateFields ?? [];
  const reads = fields.map((name) => `o.#${name}`).join(', ');
  const writes = fields.map((name, index) => `o.#${name} = v[${index}];`).join(' ');
  const entry = entryOf(owner);
  const access = fields.length === 0 || !entry ? { read: () => [], write: () => undefined }
    : stoppedIn(owner, entry, () => enter(owner, entry), `({ read: (o) => [${reads}], write: (o, v) => { ${writes} } })`) as Pick<PrivateDoor, 'read' | 'write'>;
  const door: PrivateDoor = { isBranding: true, fields, read: access.read, write: access.write, readStatic: () => [], writeStatic: () => undefined };
  opened.set(owner, door);
  return door;
}

/** An object of a class without a base, whose fields are there, and whose constructor did nothing. */
export function bareInstance(owner: Function): object {
  return harmlessInstance(owner) ?? stoppedIn(owner, owner, () => Reflect.construct(owner, ANYTHING), 'this') as object;
}

/** Gives `object` the fields of a class whose base, for now, is `stub`, which hands it over; the constructor does nothing else. */
export function fieldsOnto(object: object, owner: Function, stub: Function): void {
  if (!harmlessInstance(owner)) stoppedIn(owner, stub, () => Reflect.construct(owner, ANYTHING), undefined);
}

/** What a constructor makes that only fills its object; undefined for any other. */
function harmlessInstance(owner: Function): object | undefined {
  const { classShape } = analyse(Function.prototype.toString.call(owner));
  if (classShape?.constructorBody && (!classShape.constructorBody.isHarmless || hasSetters(owner))) return undefined;
  try {
    return Reflect.construct(owner, []) as object;
  } catch {
    return undefined;
  }
}

function hasSetters(owner: Function): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(owner.prototype as object)).some((property) => property.set);
}

function entryOf(owner: Function): Function | undefined {
  if (analyse(Function.prototype.toString.call(owner)).classShape?.constructorBody) return owner;
  for (const holder of [owner.prototype as object, owner]) {
    for (const key of Reflect.ownKeys(holder)) {
      if (key === 'constructor') continue;
      const property = Object.getOwnPropertyDescriptor(holder, key);
      const f = (property?.get ?? property?.set ?? property?.value) as unknown;
      if (typeof f === 'function' && Function.prototype.toString.call(owner).includes(Function.prototype.toString.call(f))) return f;
    }
  }
  return undefined;
}

function enter(owner: Function, entry: Function): unknown {
  return entry === owner ? Reflect.construct(owner, ANYTHING) : Reflect.apply(entry, undefined, []);
}

/** Stops at the first line of `f`, or says for the learner that it can't be done. */
function stoppedIn(owner: Function, f: Function, run: () => unknown, expression: string | undefined): unknown {
  let cause: unknown;
  try {
    const taken = atFirstLine(f, run, expression);
    if (taken !== undefined) return taken;
  } catch (error) {
    cause = error;
  }
  throw new TypeError(`a ${owner.name} can't be made again here: its private fields can't be reached. Return its data instead, as a plain object.`, { cause });
}

/** An argument for constructors that want to look into theirs: it has every property, and can be called. */
const anything: unknown = new Proxy(function () { /* empty */ }, {
  get: (_target, key) => key === Symbol.toPrimitive ? () => 0 : key === Symbol.iterator ? () => [].values() : anything,
  apply: () => anything, construct: () => anything as object,
});
const ANYTHING = Array.from({ length: 8 }, () => anything);
