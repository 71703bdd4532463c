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
  if ([...received.values()].some((count) => typeof count !== 'number')) return differs(expected, received, 'objectKeys');
  if (expected.size === 0) return differs(expected, received, 'empty');
  if (parallel) return differs(expected, received, 'border');
  if (isSame(keys.sort(), [...expected.keys()].sort())) return differs(expected, received, 'tally');
  return differs(expected, received, total(received) === total(expected) - 1 ? 'lastLost' : 'letters');
}

export function counts(fc: Properties, minLength: number, different = false): ReturnType<typeof fc.array<[string, number]>> {
  const count = fc.integer({ min: 1, max: different ? 500 : 3 });
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'ab', 'the', 'and', 'word', 'light', 'z', '10', '9', 'zebra'), count), {
      minLength,
      maxLength: 12,
      selector: ([word, each]) => (different ? each : word),
      comparator: 'IsStrictlyEqual',
    })
    .map((list) => [...new Map(list)]);
}
