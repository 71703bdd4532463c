import type { Properties, Wrong } from '../../exercise';
import { differs, isSame } from '../../verify';

/** A Map of counts, as its pairs. */
export type Counts = [word: string, count: number][];

/** What is wrong with counts. */
export function compareCounts(received: unknown, expected: ReadonlyMap<string, number>, { parallel = false } = {}): Wrong | undefined {
  if (isSame(received, expected)) return undefined;
  if (!(received instanceof Map)) return differs(expected, received, 'noMap', 'It gave no Map.');
  const total = (map: ReadonlyMap<unknown, unknown>): number => [...map.values()].reduce<number>((sum, count) => sum + Number(count), 0);
  const keys = [...received.keys()].map(String);
  if (keys.some((key) => key !== key.toLowerCase())) return differs(expected, received, 'caseSlip');
  if (keys.includes('')) return differs(expected, received, 'emptyWord');
  if ([...received].some(([word, count]) => isInherited(word) && typeof count !== 'number')) return differs(expected, received, 'objectKeys');
  if (expected.size === 0) return differs(expected, received, received.size > 0 ? 'leftover' : 'empty');
  if (parallel && received.size === 0) return differs(expected, received, 'nothingBack');
  if (isSame(keys.sort(), [...expected.keys()].sort())) return differs(expected, received, !parallel ? 'tally' : total(received) > total(expected) ? 'border' : 'miscount');
  if (parallel) return differs(expected, received, 'border');
  const isPlain = [...expected.keys()].every((word) => received.has(word) || /^[a-z]+$/.test(word));
  return differs(expected, received, isPlain && total(received) === total(expected) - 1 ? 'lastLost' : 'letters');
}

/** Whether every object has such a name, such as constructor. */
export function isInherited(word: unknown): boolean {
  return typeof word === 'string' && word in {};
}

const SOME_WORDS = ['a', 'b', 'ab', 'the', 'and', 'word', 'light', 'z', '10', '9', 'zebra'];

/** Words and how often each one is there; `also` are words that some of them may be, too. */
export function counts(fc: Properties, minLength: number, { different = false, also = [] as readonly string[] } = {}): ReturnType<typeof fc.array<[string, number]>> {
  const count = fc.integer({ min: 1, max: different ? 500 : 3 });
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...SOME_WORDS, ...also), count), {
      minLength,
      maxLength: 12,
      selector: ([word, each]) => (different ? each : word),
      comparator: 'IsStrictlyEqual',
    })
    .map((list) => [...new Map(list)]);
}
