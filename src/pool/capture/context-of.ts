import { analyse } from './analyse';
import { atFirstLine } from './first-line';
import type { Tree } from './parse';

interface Door { get: () => unknown; set: (value: unknown) => void }

const doors = new WeakMap<Function, Map<string, Door>>();
/** A context of a name, and a way into it. */
export interface Context {
  readonly door: Door | undefined;
}

/** The context in which a function sees a variable: the one among `known` where it is the very same variable, or a new one. */
export function contextOf(f: Function, name: string, known: readonly Context[]): Context {
  const door = doorTo(f, name);
  return (door && known.find((other) => other.door && isSame(door, other.door))) ?? { door };
}

/** Two doors lead to one variable when what goes in by one is there at the other. */
function isSame(a: Door, b: Door): boolean {
  const before = a.get();
  const mark = {};
  a.set(mark);
  try {
    return b.get() === mark;
  } finally {
    a.set(before);
  }
}

function doorTo(f: Function, name: string): Door | undefined {
  const known = doors.get(f)?.get(name);
  if (known) return known;
  const { parsed, classShape } = analyse(Function.prototype.toString.call(f));
  // Default values would be worked out on the way to the first line, and a generator stops before it.
  const isEasy = !classShape && parsed.node['generator'] !== true && (parsed.node['params'] as Tree[]).every(({ type }) => type === 'Identifier');
  const door = isEasy ? atFirstLine(f, () => Reflect.apply(f, undefined, []), `({ get: () => ${name}, set: (value) => { ${name} = value; } })`) as Door | undefined : undefined;
  if (door) doors.set(f, (doors.get(f) ?? new Map<string, Door>()).set(name, door));
  return door;
}
