import { part, PoolOf, Source, type GradedTest, type Subject, type Wrong } from '../../exercise';
import { verifyUnchanged } from '../../verify';
import { byRank, compareCards, deal, showCards, sortedCards } from './cards';
import { compareLists, list, ORDERS, sorted, type Order } from './lists';
import { verifyParallelShares } from './shares';

/** What parallelMergeSort promises. */
export const parallelTests: readonly GradedTest[] = [
  {
    id: 'parallelMergeSort-sorts',
    title: 'parallelMergeSort sorts by compare',
    function: 'parallelMergeSort',
    parts: [
      part<{ items: number[]; nNodes: number; order: Order }>({
        name: 'all items in order, on 1 to 5 nodes',
        points: 2,
        runs: 20,
        inputs: (fc) => fc.record({ items: fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 40 }), nNodes: fc.integer({ min: 1, max: 5 }), order: fc.constantFrom<Order>('up', 'down') }),
        show: showParallel,
        verify: verifyParallelSort,
      }),
      part<{ items: number[]; nNodes: number; order: Order }>({
        name: 'fewer items than nodes, and none at all',
        points: 1,
        runs: 12,
        inputs: (fc) => fc.record({ items: fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { maxLength: 3 }), nNodes: fc.integer({ min: 4, max: 5 }), order: fc.constant<Order>('up') }),
        show: showParallel,
        verify: verifyParallelSort,
      }),
    ],
  },
  {
    id: 'parallelMergeSort-stable',
    title: 'parallelMergeSort is stable and leaves its input as it was',
    function: 'parallelMergeSort',
    parts: [
      part<{ items: number[]; nNodes: number }>({
        name: 'equal items stay in their order',
        points: 2,
        runs: 20,
        inputs: (fc) => fc.record({ items: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 30 }), nNodes: fc.integer({ min: 2, max: 5 }) }),
        show: ({ items, nNodes }) => `parallelMergeSort(createPool(${nNodes}), ${showCards(deal(items, ''))}, ${byRank.text})`,
        verify: async ({ items, nNodes }, subject) => {
          const cards = deal(items, '');
          const outcome = await subject.call('parallelMergeSort', [new PoolOf(nNodes), cards, new Source(byRank.text)]);
          return compareCards(outcome, sortedCards(cards), 'promise') ?? verifyUnchanged([undefined, cards], { ...outcome, args: [undefined, outcome.args[1]] });
        },
      }),
    ],
  },
  {
    id: 'parallelMergeSort-shares',
    title: 'parallelMergeSort gives every node a near-equal share to sort',
    function: 'parallelMergeSort',
    parts: [
      part<{ size: number; nNodes: number }>({
        name: 'every node sorts a near-equal share, sent to it once',
        points: 3,
        runs: 3,
        inputs: (fc) => fc.record({ size: fc.integer({ min: 300, max: 400 }), nNodes: fc.integer({ min: 2, max: 5 }) }),
        show: ({ size, nNodes }) => `parallelMergeSort(createPool(${nNodes}), ${size} numbers, ${ORDERS.up.text})`,
        verify: verifyParallelShares,
      }),
    ],
  },
];

async function verifyParallelSort({ items, nNodes, order }: { items: number[]; nNodes: number; order: Order }, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('parallelMergeSort', [new PoolOf(nNodes), items, new Source(ORDERS[order].text)]);
  return compareLists(outcome, sorted(items, order), order, 'promise');
}

function showParallel({ items, nNodes, order }: { items: number[]; nNodes: number; order: Order }): string {
  return `parallelMergeSort(createPool(${nNodes}), ${list(items)}, ${ORDERS[order].text})`;
}
