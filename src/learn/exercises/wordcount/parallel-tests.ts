import { part, PoolOf, type GradedTest } from '../../exercise';
import { verifyEnding } from '../../verify';
import { countedText, type CountedText } from './counted-text';
import { compareCounts } from './counts';
import { verifyParallel } from './shares';
import { CASES, GAPS, PLAIN } from './words';

/** What parallelWordCount promises. */
export const parallelTests: readonly GradedTest[] = [
  {
    id: 'parallelWordCount-right',
    title: 'parallelWordCount counts as countWords does',
    function: 'parallelWordCount',
    parts: [
      part<{ counted: CountedText; nNodes: number }>({
        name: 'the counts of the whole text, on 1 to 5 nodes, fewer words than nodes included',
        points: 2,
        runs: 25,
        inputs: (fc) => fc.record({ counted: countedText(fc, [...PLAIN, ...CASES], GAPS), nNodes: fc.integer({ min: 1, max: 5 }) }),
        show: ({ counted, nNodes }) => `parallelWordCount(createPool(${nNodes}), ${JSON.stringify(counted.text)})`,
        verify: async ({ counted, nNodes }, subject) => {
          const outcome = await subject.call('parallelWordCount', [new PoolOf(nNodes), counted.text]);
          return verifyEnding(outcome, 'promise') ?? compareCounts(outcome.value, counted.counts, { parallel: true });
        },
      }),
    ],
  },
  {
    id: 'parallelWordCount-shares',
    title: 'parallelWordCount gives every node a near-equal share',
    function: 'parallelWordCount',
    parts: [
      part<{ seed: number; nNodes: number }>({
        name: 'every node counts a near-equal share of the text, sent to it once',
        points: 3,
        runs: 3,
        inputs: (fc) => fc.record({ seed: fc.integer({ min: 1, max: 1000 }), nNodes: fc.integer({ min: 2, max: 5 }) }),
        show: ({ nNodes }) => `parallelWordCount(createPool(${nNodes}), a text of 32000 words)`,
        verify: verifyParallel,
      }),
    ],
  },
];
