import { part, Source, type GradedTest, type Subject, type Wrong } from '../../exercise';
import { verifyUnchanged } from '../../verify';
import { byRank, compareCards, deal, showCards, sortedCards } from './cards';
import { compareLists, distinct, list, ORDERS, shuffled, sorted, type Order } from './lists';

/** What mergeSort promises. */
export const sortTests: readonly GradedTest[] = [
  {
    id: 'mergeSort-sorts',
    title: 'mergeSort sorts by compare',
    function: 'mergeSort',
    parts: [
      part<{ items: number[]; order: Order }>({
        name: 'all items, upwards; no item and one item, too',
        points: 2,
        inputs: (fc) => fc.record({ items: shuffled(fc), order: fc.constant<Order>('up') }),
        show: ({ items, order }) => `mergeSort(${list(items)}, ${ORDERS[order].text})`,
        verify: verifySort,
      }),
      part<{ items: number[]; order: Order }>({
        name: 'in whatever order compare says',
        points: 1,
        inputs: (fc) => fc.record({ items: distinct(fc, 0, 25).chain((items) => fc.shuffledSubarray(items, { minLength: items.length })), order: fc.constant<Order>('down') }),
        show: ({ items, order }) => `mergeSort(${list(items)}, ${ORDERS[order].text})`,
        verify: verifySort,
      }),
    ],
  },
  {
    id: 'mergeSort-stable',
    title: 'mergeSort is stable and leaves its input as it was',
    function: 'mergeSort',
    parts: [
      part<number[]>({
        name: 'equal items stay in their order',
        points: 2,
        inputs: (fc) => fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 25 }),
        show: (items) => `mergeSort(${showCards(deal(items, ''))}, ${byRank.text})`,
        verify: async (items, subject) => {
          const cards = deal(items, '');
          return compareCards(await subject.call('mergeSort', [cards, new Source(byRank.text)]), sortedCards(cards), 'value');
        },
      }),
      part<number[]>({
        name: 'the list is unchanged afterwards',
        points: 1,
        inputs: (fc) => distinct(fc, 0, 12).chain((items) => fc.shuffledSubarray(items, { minLength: items.length })),
        show: (items) => `mergeSort(${list(items)}, ${ORDERS.up.text})`,
        verify: async (items, subject) => {
          const outcome = await subject.call('mergeSort', [items, new Source(ORDERS.up.text)]);
          return compareLists(outcome, sorted(items, 'up'), 'up', 'value') ?? verifyUnchanged([items], outcome);
        },
      }),
    ],
  },
];

async function verifySort({ items, order }: { items: number[]; order: Order }, subject: Subject): Promise<Wrong | undefined> {
  return compareLists(await subject.call('mergeSort', [items, new Source(ORDERS[order].text)]), sorted(items, order), order, 'value');
}
