import { part, Source, type GradedTest, type Subject, type Wrong } from '../../exercise';
import { verifyUnchanged } from '../../verify';
import { byRank, compareCards, hand, showCards, sortedCards } from './cards';
import { compareLists, distinct, list, numbers, ORDERS, orders, ranks, sorted, type Order } from './lists';

/** What merge promises. */
export const mergeTests: readonly GradedTest[] = [
  {
    id: 'merge-order',
    title: 'merge makes one sorted list of two',
    function: 'merge',
    parts: [
      part<{ left: number[]; right: number[]; order: Order }>({
        name: 'all items of both lists, in the order of compare; empty lists, too',
        points: 3,
        inputs: (fc) => fc.record({ left: numbers(fc), right: numbers(fc), order: orders(fc) }),
        show: ({ left, right, order }) => `merge(${list(sorted(left, order))}, ${list(sorted(right, order))}, ${ORDERS[order].text})`,
        verify: async ({ left, right, order }, subject) => {
          const [a, b] = [sorted(left, order), sorted(right, order)];
          const outcome = await subject.call('merge', [a, b, new Source(ORDERS[order].text)]);
          return compareLists(outcome, sorted([...a, ...b], order), order, 'value');
        },
      }),
    ],
  },
  {
    id: 'merge-stable',
    title: 'merge is stable and leaves its inputs as they were',
    function: 'merge',
    parts: [
      part<{ left: number[]; right: number[] }>({
        name: 'of equal items, those of the left list come first',
        points: 2,
        inputs: (fc) => fc.record({ left: ranks(fc), right: ranks(fc) }),
        show: ({ left, right }) => `merge(${showCards(hand(left, 'L'))}, ${showCards(hand(right, 'R'))}, ${byRank.text})`,
        verify: async ({ left, right }, subject) => verifyMergeCards(left, right, subject),
      }),
      part<{ left: number[]; right: number[] }>({
        name: 'both lists are unchanged afterwards',
        points: 1,
        inputs: (fc) => fc.record({ left: distinct(fc, 0), right: distinct(fc, 1) }),
        show: ({ left, right }) => `merge(${list(left)}, ${list(right)}, ${ORDERS.up.text})`,
        verify: async ({ left, right }, subject) => {
          const outcome = await subject.call('merge', [left, right, new Source(ORDERS.up.text)]);
          return compareLists(outcome, sorted([...left, ...right], 'up'), 'up', 'value') ?? verifyUnchanged([left, right], outcome);
        },
      }),
    ],
  },
];

async function verifyMergeCards(left: number[], right: number[], subject: Subject): Promise<Wrong | undefined> {
  const [a, b] = [hand(left, 'L'), hand(right, 'R')];
  return compareCards(await subject.call('merge', [a, b, new Source(byRank.text)]), sortedCards([...a, ...b]), 'value');
}
