import { types } from 'node:util';
import { analyse } from './analyse';
import { doors } from './doors';
import { cannotTravel } from './cannot-travel';
import { modulePathOf } from './modules';
import { nativePathOf } from './natives';
import { privateFieldsOf } from './scopes';

/** How a class's private fields are reached: through code that was put into its text. */
export interface PrivateDoor {
  /** Whether its objects have private members. */
  readonly isBranding: boolean;
  /** Names of its private instance fields, without '#'. */
  readonly fields: readonly string[];
  read(object: object): unknown[];
  write(object: object, values: readonly unknown[]): void;
  readStatic(): unknown[];
  writeStatic(values: readonly unknown[]): void;
}

export interface Privates {
  readonly owner: Function;
  readonly values: readonly { name: string; value: unknown }[];
}

const brandings = new WeakMap<Function, { isBranding: boolean; fields: readonly string[] }>();

/** Which classes gave an object its private members, the base class first, and the values of its private fields. */
export function privatesOf(value: object, path: string): Privates[] {
  const classes: Function[] = [];
  for (let at = Object.getPrototypeOf(value) as object | null; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const owner = Object.getOwnPropertyDescriptor(at, 'constructor')?.value as unknown;
    if (typeof owner === 'function' && owner.prototype === at && brandingOf(owner).isBranding) classes.unshift(owner);
  }
  if (classes.length === 0) return [];
  const foreign = classes.find((owner) => modulePathOf(owner));
  if (foreign) {
    throw cannotTravel(path, `it is a ${foreign.name} of a package, with private fields that only the package can fill`,
      'Make it inside the function instead, or pass on only the data that it needs.');
  }
  // A class's own prototype has its class's members, but isn't one of its objects.
  const shown = classes.every((owner) => doors.has(owner)) ? undefined : privateFieldsOf(value);
  let next = 0;
  return classes.map((owner) => {
    const { fields } = brandingOf(owner);
    const door = doors.get(owner);
    const values = door ? door.read(value) : shown?.slice(next, next + fields.length).map((field) => field.value) ?? [];
    next += fields.length;
    return { owner, values: fields.map((name, index) => ({ name: `#${name}`, value: values[index] })) };
  });
}

/** The values of a class's private statics, in the order of its text. */
export function privateStaticsOf(owner: Function, names: readonly string[]): unknown[] {
  if (names.length === 0) return [];
  const door = doors.get(owner);
  if (door) return door.readStatic();
  const shown = new Map(privateFieldsOf(owner).map(({ name, value }) => [name, value]));
  return names.map((name) => shown.get(`#${name}`));
}

function brandingOf(owner: Function): { isBranding: boolean; fields: readonly string[] } {
  const door = doors.get(owner);
  if (door) return door;
  const known = brandings.get(owner);
  if (known) return known;
  const text = Function.prototype.toString.call(owner);
  const shape = /^class\b/.test(text) && text.includes('#') && !nativePathOf(owner) && !types.isProxy(owner) ? analyse(text).classShape : undefined;
  const branding = { isBranding: shape?.isBranding ?? false, fields: shape?.privateFields ?? [] };
  brandings.set(owner, branding);
  return branding;
}
