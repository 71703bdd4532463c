import { part, PoolOf, Source, type Exercise, type Outcome, type Properties, type Subject, type Wrong } from '../exercise';
import type { HintName } from '../hints';
import { Dye, PAINT_STEP } from '../nodes/dye';
import { verifyShares } from '../nodes/evidence';
import { paintable, paintLimit } from '../nodes/paint';
import { differs, isSame, verifyEnding, verifyUnchanged } from '../verify';

/** A card has a rank, by which it is sorted, and a name, by which equal ranks are told apart. */
interface Card {
  readonly rank: number;
  readonly name: string;
}

const ORDERS = {
  up: { text: '(a, b) => a - b', compare: (a: number, b: number) => a - b },
  down: { text: '(a, b) => b - a', compare: (a: number, b: number) => b - a },
  lastDigit: { text: '(a, b) => (Math.abs(a) % 10) - (Math.abs(b) % 10)', compare: (a: number, b: number) => (Math.abs(a) % 10) - (Math.abs(b) % 10) },
} as const;
type Order = keyof typeof ORDERS;
const byRank = { text: '(a, b) => a.rank - b.rank', compare: (a: Card, b: Card) => a.rank - b.rank };

export const mergesort: Exercise = {
  name: 'mergesort',
  tests: [
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
    {
      id: 'mergeSort-sorts',
      title: 'mergeSort sorts by compare',
      function: 'mergeSort',
      parts: [
        part<{ items: number[]; order: Order }>({
          name: 'all items, upwards; no item and one item, too',
          points: 2,
          inputs: (fc) => fc.record({ items: distinct(fc, 0, 25).chain((items) => fc.shuffledSubarray(items, { minLength: items.length })), order: fc.constant<Order>('up') }),
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
  ],
};

async function verifyMergeCards(left: number[], right: number[], subject: Subject): Promise<Wrong | undefined> {
  const [a, b] = [hand(left, 'L'), hand(right, 'R')];
  return compareCards(await subject.call('merge', [a, b, new Source(byRank.text)]), sortedCards([...a, ...b]), 'value');
}

async function verifySort({ items, order }: { items: number[]; order: Order }, subject: Subject): Promise<Wrong | undefined> {
  return compareLists(await subject.call('mergeSort', [items, new Source(ORDERS[order].text)]), sorted(items, order), order, 'value');
}

async function verifyParallelSort({ items, nNodes, order }: { items: number[]; nNodes: number; order: Order }, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('parallelMergeSort', [new PoolOf(nNodes), items, new Source(ORDERS[order].text)]);
  return compareLists(outcome, sorted(items, order), order, 'promise');
}

/** What a node sorted has its colour; and it must come back from there in order. */
async function verifyParallelShares({ size, nNodes }: { size: number; nNodes: number }, subject: Subject): Promise<Wrong | undefined> {
  const items = paintable(size);
  const dye = new Dye();
  const outcome = await subject.call('parallelMergeSort', [new PoolOf(nNodes, { kind: 'numbers', dye, upTo: paintLimit(size) }), items, new Source(ORDERS.up.text)]);
  const ending = verifyEnding(outcome, 'promise');
  if (ending) return ending;
  const received = outcome.value;
  const places = Array.isArray(received) ? received.map((value: unknown) => Math.floor(Number(value) / PAINT_STEP) * PAINT_STEP) : [];
  if (!isSame(places, sorted(items, 'up'))) return differs('all numbers in order', received, 'wrong');
  const shares = new Array<number>(nNodes).fill(0);
  for (const value of received as number[]) {
    const node = dye.nodeOf(value);
    if (node !== undefined && node < nNodes) shares[node]!++;
  }
  const wrong = verifyShares({ traffic: outcome.traffic, total: size, shares, mostReturned: Infinity });
  if (wrong) return wrong;
  const { runs, sent } = outcome.traffic!;
  if (sent.every(({ numbers }) => isNearlySorted(numbers))) return { message: 'The parts were sorted before they reached the nodes: the main thread did the work.', hint: 'mainDid' };
  const isSortedThere = runs.every((run) => run.every((value, index) => index === 0 || value >= run[index - 1]!)) && runs.reduce((sum, run) => sum + run.length, 0) >= 0.98 * size;
  return isSortedThere ? undefined : { message: 'The parts came back from the nodes unsorted: the main thread still had the work to do.', hint: 'mainDid' };
}

/** The numbers that nodes are given are in no order, unless somebody has sorted them. */
function isNearlySorted(numbers: readonly number[]): boolean {
  return numbers.filter((value, index) => index > 0 && value < numbers[index - 1]!).length < 0.1 * numbers.length;
}

function compareLists(outcome: Outcome, expected: number[], order: Order, wants: 'value' | 'promise'): Wrong | undefined {
  const ending = verifyEnding(outcome, wants);
  if (ending) return ending;
  const received = outcome.value;
  if (isSame(received, expected)) return undefined;
  return differs(expected, received, hintFor(expected, received, order));
}

function hintFor(expected: number[], received: unknown, order: Order): HintName {
  if (expected.length === 0) return 'empty';
  if (!Array.isArray(received)) return 'wrong';
  if (received.length !== expected.length) return received.length === expected.length - 1 ? 'lastLost' : 'lost';
  if (order !== 'up' || isSame(received, [...expected].sort())) return 'comparator';
  return 'wrong';
}

function compareCards(outcome: Outcome, expected: Card[], wants: 'value' | 'promise'): Wrong | undefined {
  const ending = verifyEnding(outcome, wants);
  if (ending) return ending;
  const received = outcome.value;
  if (isSame(received, expected)) return undefined;
  const ranksOf = (cards: unknown): unknown => (Array.isArray(cards) ? cards.map((card: Partial<Card> | undefined) => card?.rank) : undefined);
  return differs(names(expected), Array.isArray(received) ? names(received as Card[]) : received, isSame(ranksOf(received), ranksOf(expected)) ? 'stable' : 'lost');
}

function names(cards: readonly Card[]): string {
  return cards.map((card) => `${card?.rank}${card?.name}`).join(' ');
}

function sorted(items: readonly number[], order: Order): number[] {
  return [...items].sort(ORDERS[order].compare);
}

function sortedCards(cards: readonly Card[]): Card[] {
  return [...cards].sort(byRank.compare);
}

/** Cards with names in the order of the list. */
function deal(list: readonly number[], side: string): Card[] {
  return list.map((rank, index) => ({ rank, name: `${side}${String.fromCharCode(97 + (index % 26))}` }));
}

/** Sorted cards, as merge wants them. */
function hand(list: readonly number[], side: string): Card[] {
  return deal([...list].sort((a, b) => a - b), side);
}

function list(items: readonly number[]): string {
  return JSON.stringify(items);
}

function showCards(cards: readonly Card[]): string {
  return `[${cards.map(({ rank, name }) => `{ rank: ${rank}, name: '${name}' }`).join(', ')}]`;
}

function showParallel({ items, nNodes, order }: { items: number[]; nNodes: number; order: Order }): string {
  return `parallelMergeSort(createPool(${nNodes}), ${list(items)}, ${ORDERS[order].text})`;
}

function orders(fc: Properties): ReturnType<typeof fc.constantFrom<Order[]>> {
  return fc.constantFrom<Order[]>('up', 'down');
}

function numbers(fc: Properties): ReturnType<typeof fc.array<number>> {
  return fc.array(fc.integer({ min: -99, max: 120 }), { maxLength: 12 });
}

function ranks(fc: Properties): ReturnType<typeof fc.array<number>> {
  return fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 });
}

/** Different numbers, upwards; of two lists, one even and one odd, none is in both. */
function distinct(fc: Properties, remainder: number, maxLength = 8): ReturnType<typeof fc.array<number>> {
  return fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength }).map((list) => list.map((number) => 2 * number + remainder).sort((a, b) => a - b));
}
