import { part, type GradedTest, type Properties, type Subject, type Wrong } from '../../exercise';
import type { HintName } from '../../hints';
import { differs, isSame, verifyEnding, verifyUnchanged } from '../../verify';
import { counts, isInherited, type Counts } from './counts';

/** What mergeCounts promises. */
export const mergeTests: readonly GradedTest[] = [
  {
    id: 'mergeCounts-adds',
    title: 'mergeCounts adds counts up',
    function: 'mergeCounts',
    parts: [
      part<Counts[]>({
        name: 'the sum for every word of every part; no parts, no words',
        points: 2,
        inputs: (fc) => parts(fc),
        show: showParts,
        verify: async (lists, subject) => verifyMerge(lists, subject),
      }),
    ],
  },
  {
    id: 'mergeCounts-unchanged',
    title: 'mergeCounts leaves its inputs as they were',
    function: 'mergeCounts',
    parts: [
      part<Counts[]>({
        name: 'the parts are unchanged after the merge',
        points: 2,
        inputs: (fc) => fc.tuple(counts(fc, 1), counts(fc, 1)).map((lists) => [...lists]),
        show: showParts,
        verify: async (lists, subject) => verifyMerge(lists, subject, { unchanged: true }),
      }),
    ],
  },
];

async function verifyMerge(lists: Counts[], subject: Subject, { unchanged = false } = {}): Promise<Wrong | undefined> {
  const maps = lists.map((list) => new Map(list));
  const before = lists.map((list) => new Map(list));
  const outcome = await subject.call('mergeCounts', [maps]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const expected = new Map<string, number>();
  for (const [word, count] of lists.flat()) expected.set(word, (expected.get(word) ?? 0) + count);
  if (!(outcome.value instanceof Map)) return differs(expected, outcome.value, 'noMap', 'It gave no Map.');
  if (!isSame(outcome.value, expected)) return differs(expected, outcome.value, mergeHint(expected, outcome.value));
  return unchanged ? verifyUnchanged([before], outcome) : undefined;
}

function mergeHint(expected: ReadonlyMap<string, number>, received: ReadonlyMap<unknown, unknown>): HintName {
  if ([...received].some(([word, count]) => isInherited(word) && count !== expected.get(word as string))) return 'objectKeys';
  if (expected.size === 0) return received.size > 0 ? 'leftover' : 'empty';
  if (received.size === expected.size) return 'tally';
  return received.size < expected.size ? 'wordLost' : 'wrong';
}

function parts(fc: Properties): ReturnType<typeof fc.array<Counts>> {
  return fc.array(counts(fc, 0, { also: ['constructor'] }), { maxLength: 4 });
}

function showParts(lists: Counts[]): string {
  return `mergeCounts([${lists.map((list) => `new Map(${JSON.stringify(list)})`).join(', ')}])`;
}
