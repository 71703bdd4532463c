import { part, type GradedTest, type Subject, type Wrong } from '../../exercise';
import { differs, isSame, verifyEnding } from '../../verify';
import { counts, type Counts } from './counts';

/** Their first letters come after z by < but not in a dictionary. */
const FAR_IN_CODE = ['ärger', 'état', 'über'];

/** What topWords promises. */
export const topTests: readonly GradedTest[] = [
  {
    id: 'topWords-order',
    title: 'topWords sorts by count, downwards',
    function: 'topWords',
    parts: [
      part<{ counts: Counts; k: number }>({
        name: 'the k most frequent words, the most frequent first; all when there are fewer than k',
        points: 2,
        inputs: (fc) => fc.record({ counts: counts(fc, 0, { different: true }), k: fc.integer({ min: 0, max: 12 }) }),
        show: showTop,
        verify: verifyTop,
      }),
    ],
  },
  {
    id: 'topWords-ties',
    title: 'topWords sorts words with the same count upwards',
    function: 'topWords',
    parts: [
      part<{ counts: Counts; k: number }>({
        name: 'equal counts: the smaller word first',
        points: 1,
        inputs: (fc) => fc.record({ counts: counts(fc, 1, { also: FAR_IN_CODE }), k: fc.integer({ min: 1, max: 12 }) }),
        show: showTop,
        verify: verifyTop,
      }),
    ],
  },
];

async function verifyTop({ counts, k }: { counts: Counts; k: number }, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('topWords', [new Map(counts), k]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const expected = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k);
  if (isSame(outcome.value, expected)) return undefined;
  const isOfPairs = Array.isArray(outcome.value) && outcome.value.every((pair: unknown) => Array.isArray(pair) && pair.length === 2);
  if (Array.isArray(outcome.value) && (outcome.value.length !== expected.length || outcome.value.includes(undefined))) return differs(expected, outcome.value, 'topCount');
  if (!isOfPairs) return differs(expected, outcome.value, 'topPairs');
  const sameCounts = Array.isArray(outcome.value) && isSame(outcome.value.map((pair: unknown) => (Array.isArray(pair) ? pair[1] : undefined)), expected.map(([, count]) => count));
  return differs(expected, outcome.value, sameCounts ? 'ties' : 'order');
}

function showTop({ counts, k }: { counts: Counts; k: number }): string {
  return `topWords(new Map(${JSON.stringify(counts)}), ${k})`;
}
