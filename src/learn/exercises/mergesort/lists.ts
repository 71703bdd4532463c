import type { Arbitrary } from 'fast-check';
import type { Outcome, Properties, Wrong } from '../../exercise';
import type { HintName } from '../../hints';
import { differs, isSame, verifyEnding } from '../../verify';

export const ORDERS = {
  up: { text: '(a, b) => a - b', compare: (a: number, b: number) => a - b },
  down: { text: '(a, b) => b - a', compare: (a: number, b: number) => b - a },
  lastDigit: { text: '(a, b) => (Math.abs(a) % 10) - (Math.abs(b) % 10)', compare: (a: number, b: number) => (Math.abs(a) % 10) - (Math.abs(b) % 10) },
} as const;
export type Order = keyof typeof ORDERS;

export function sorted(items: readonly number[], order: Order): number[] {
  return [...items].sort(ORDERS[order].compare);
}

/** What is wrong with numbers that were sorted. */
export function compareLists(outcome: Outcome, expected: number[], order: Order, wants: 'value' | 'promise'): Wrong | undefined {
  const ending = verifyEnding(outcome, wants);
  if (ending) return ending;
  const received = outcome.value;
  if (isSame(received, expected)) return undefined;
  const isMoreOrLess = Array.isArray(received) && expected.length > 0 && received.length !== expected.length;
  if (wants === 'promise' && isMoreOrLess && received.length === 0) return differs(expected, received, 'nothingBack');
  return differs(expected, received, wants === 'promise' && isMoreOrLess ? 'border' : wants === 'promise' && isUnordered(received, expected) ? 'unmerged' : hintFor(expected, received, order));
}

/** All items, but in no order that a sort would give. */
function isUnordered(received: unknown, expected: readonly number[]): boolean {
  if (!Array.isArray(received) || !isSame([...received].sort(), [...expected].sort())) return false;
  return !isSame(received, [...expected].sort()) && !isSame(received, sorted(expected, 'up'));
}

function hintFor(expected: number[], received: unknown, order: Order): HintName {
  if (expected.length === 0) return 'empty';
  if (!Array.isArray(received)) return 'wrong';
  if (received.length !== expected.length) return 'lost';
  if (order !== 'up' || isSame(received, [...expected].sort())) return 'comparator';
  return 'wrong';
}

export function list(items: readonly number[]): string {
  return JSON.stringify(items);
}

export function orders(fc: Properties): ReturnType<typeof fc.constantFrom<Order[]>> {
  return fc.constantFrom<Order[]>('up', 'down');
}

export function numbers(fc: Properties): ReturnType<typeof fc.array<number>> {
  return fc.array(fc.integer({ min: -99, max: 120 }), { maxLength: 12 });
}

export function ranks(fc: Properties): ReturnType<typeof fc.array<number>> {
  return fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 });
}

/** Numbers in no order, different or not. */
export function shuffled(fc: Properties): Arbitrary<number[]> {
  const different = distinct(fc, 0, 25).chain((items) => fc.shuffledSubarray(items, { minLength: items.length }));
  return fc.oneof(different, fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }));
}

/** Different numbers, upwards; of two lists, one even and one odd, none is in both. */
export function distinct(fc: Properties, remainder: number, maxLength = 8): ReturnType<typeof fc.array<number>> {
  return fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength }).map((list) => list.map((number) => 2 * number + remainder).sort((a, b) => a - b));
}
