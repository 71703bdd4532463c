import { isDeepStrictEqual } from 'node:util';
import type { Outcome, Wrong } from './exercise';
import type { HintName } from './hints';

/** What a promise says when it is taken for the list that it will become; what else is no list says the same. */
const TAKEN_FOR_LIST = /is not iterable|\.(?:reduce|map|flat|flatMap|filter|forEach|slice|sort) is not a function/;

/** What is wrong with how a call ended, whatever its value: it threw, it was late, it gave a promise or none. */
export function verifyEnding(outcome: Outcome, wants: 'value' | 'promise'): Wrong | undefined {
  if (outcome.kind === 'late') return { message: String(outcome.value), hint: 'late' };
  if (outcome.kind === 'threw') {
    const message = String(outcome.value);
    return { message: `It threw ${message}`, hint: /not written yet/i.test(message) ? 'stub' : wants === 'promise' && TAKEN_FOR_LIST.test(message) ? 'noList' : /call stack/.test(message) ? 'recursion' : 'threw' };
  }
  if (wants === 'value' && outcome.isPromise) return { message: 'It gave a promise, not a value.', received: outcome.value, hint: 'promise' };
  return undefined;
}

/** Whether two numbers are the same but for rounding; NaN is NaN. */
export function isNear(received: unknown, expected: number): boolean {
  if (typeof received !== 'number') return false;
  if (Number.isNaN(expected)) return Number.isNaN(received);
  return received === expected || Math.abs(received - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

/** The inputs must be as they were before. */
export function verifyUnchanged(before: readonly unknown[], outcome: Outcome): Wrong | undefined {
  for (let index = 0; index < before.length; index++) {
    if (!isSame(outcome.args[index], before[index])) {
      return { message: 'The input was changed.', expected: before[index], received: outcome.args[index], hint: 'mutated' };
    }
  }
  return undefined;
}

/** Deep equality that minds the order of a Map's entries, too, where `ordered`. A learner's own class of Map is a Map. */
export function isSame(received: unknown, expected: unknown, { ordered = false } = {}): boolean {
  if (received instanceof Map && expected instanceof Map) received = new Map(received);
  if (!isDeepStrictEqual(received, expected)) return false;
  return !ordered || !(expected instanceof Map) || isDeepStrictEqual([...(received as Map<unknown, unknown>)], [...expected]);
}

export function differs(expected: unknown, received: unknown, hint: HintName, message = 'It gave another result.'): Wrong {
  return { message, expected, received, hint: received === undefined ? 'noReturn' : hint };
}
