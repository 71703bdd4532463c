/**
 * packValue and its like, loaded when they are first needed: they bring a parser along, which would double the time that a
 * worker takes to start, and most tasks take and give plain data.
 */
import type { CapturedFunction } from './capture/captured';
import { PlainCheck } from './capture/plain';
import { isPacked } from './envelope';

export { RESULT } from './capture/cannot-travel';

type Packing = typeof import('./capture/packed');
const packing = (): Packing => require('./capture/packed') as Packing;

/** Whether structured clone gives back the same, all the way down. */
export function isPlain(value: unknown): boolean {
  return new PlainCheck().isPlain(value);
}

/** packValue, which leaves plain data as it is. */
export function packLazily(value: unknown, captured: CapturedFunction | undefined, name?: string, isGoingHome?: boolean): unknown {
  return isPlain(value) ? value : packing().packValue(value, captured, name, isGoingHome);
}

/** The values that were packed one by one. */
export async function unpackLazily(values: readonly unknown[], f: Function): Promise<unknown[]> {
  const { readyToUnpack, unpackValue } = packing();
  for (const value of values) await readyToUnpack(value);
  return values.map((value) => unpackValue(value, f));
}

/** One value, on the side that has the parser anyway, or when no module is to be loaded. */
export function unpackOne(value: unknown, f: Function): unknown {
  return isPacked(value) ? packing().unpackValue(value, f) : value;
}
