import type { Arbitrary } from 'fast-check';
import { part, PoolOf, type Exercise, type Outcome, type Properties, type Subject, type Wrong } from '../exercise';
import type { HintName } from '../hints';
import { differs, isNear, verifyEnding } from '../verify';
import { averageOf, verifyParallel } from './average/shares';
import { distributeData } from '../../data/distribute-data';

const numbers = { min: -1000, max: 1000 };

/** Whole numbers, tenths, and small ones that come more than once. */
function anyNumber(fc: Properties): Arbitrary<number> {
  return fc.oneof(fc.integer(numbers), fc.integer(numbers).map((number) => number / 10), fc.integer({ min: -2, max: 2 }));
}

export const average: Exercise = {
  name: 'average',
  tests: [
    {
      id: 'mapAverage-sum-and-count',
      title: 'mapAverage gives the sum and the count',
      function: 'mapAverage',
      parts: [
        part<number[]>({
          name: 'sum and count of a list of numbers',
          points: 2,
          inputs: (fc) => fc.array(anyNumber(fc), { minLength: 1, maxLength: 20 }),
          show: (list) => `mapAverage(${JSON.stringify(list)})`,
          verify: async (list, subject) => verifyMap(list, list, subject),
        }),
      ],
    },
    {
      id: 'mapAverage-any-list',
      title: 'mapAverage takes an empty list and a typed array',
      function: 'mapAverage',
      parts: [
        part<number[]>({
          name: 'a Float64Array, empty or not',
          points: 1,
          // Which numbers are summed is the other test's business.
          inputs: (fc) => fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { maxLength: 6 }),
          show: (list) => `mapAverage(Float64Array.of(${list.join(', ')}))`,
          verify: async (list, subject) => (await verifyMap(list, Float64Array.from(list), subject)) ?? told(await verifyMap([], [], subject), 'mapAverage([])'),
        }),
      ],
    },
    {
      id: 'reduceAverage-weighs',
      title: 'reduceAverage weighs each part by its count',
      function: 'reduceAverage',
      parts: [
        part<[number, number][]>({
          name: 'the average of all, from sums and counts of different sizes',
          points: 2,
          inputs: (fc) => fc.array(fc.tuple(anyNumber(fc), fc.integer({ min: 0, max: 9 })).map(([sum, count]): [number, number] => [count === 0 ? 0 : sum, count]), { minLength: 1, maxLength: 6 }).filter((parts) => parts.some(([, count]) => count > 0)),
          show: (parts) => `reduceAverage(${JSON.stringify(parts)})`,
          verify: verifyReduce,
        }),
      ],
    },
    {
      id: 'reduceAverage-nothing',
      title: 'reduceAverage of nothing is NaN',
      function: 'reduceAverage',
      parts: [
        part<number>({
          name: 'no parts, or empty ones: NaN; and a number where there is something',
          points: 1,
          inputs: (fc) => fc.integer({ min: 0, max: 4 }),
          runs: 8,
          show: (empty) => `reduceAverage(${JSON.stringify(Array.from({ length: empty }, () => [0, 0]))})`,
          verify: async (empty, subject) =>
            (await verifyReduce(Array.from({ length: empty }, (): [number, number] => [0, 0]), subject)) ?? told(await verifyReduce([[0, 0], [12, 4]], subject), 'reduceAverage([[0,0],[12,4]])'),
        }),
      ],
    },
    {
      id: 'parallelAverage-right',
      title: 'parallelAverage gives the average',
      function: 'parallelAverage',
      parts: [
        part<{ list: number[]; nNodes: number; isTyped: boolean }>({
          name: 'the average, on 1 to 5 nodes, fewer numbers than nodes included',
          points: 2,
          runs: 25,
          inputs: (fc) => fc.record({ list: fc.oneof(fc.array(anyNumber(fc), { maxLength: 30 }), fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 30 })), nNodes: fc.integer({ min: 1, max: 5 }), isTyped: fc.boolean() }),
          show: ({ list, nNodes, isTyped }) => `parallelAverage(createPool(${nNodes}), ${isTyped ? `Float64Array.of(${list.join(', ')})` : JSON.stringify(list)})`,
          verify: async ({ list, nNodes, isTyped }, subject) => {
            const outcome = await subject.call('parallelAverage', [new PoolOf(nNodes), isTyped ? Float64Array.from(list) : list]);
            const expected = averageOf(list);
            return verifyEnding(outcome, 'promise') ?? (isNear(outcome.value, expected) ? undefined : differs(expected, outcome.value, averageHint(outcome, expected, list, nNodes)));
          },
        }),
      ],
    },
    {
      id: 'parallelAverage-shares',
      title: 'parallelAverage gives every node a near-equal share',
      function: 'parallelAverage',
      parts: [
        part<{ size: number; nNodes: number }>({
          name: 'every node sums a near-equal share, sent to it once',
          points: 2,
          runs: 3,
          inputs: (fc) => fc.record({ size: fc.integer({ min: 3000, max: 3300 }), nNodes: fc.integer({ min: 2, max: 4 }) }),
          show: ({ size, nNodes }) => `parallelAverage(createPool(${nNodes}), ${size} numbers)`,
          verify: verifyParallel,
        }),
      ],
    },
  ],
};

async function verifyMap(list: readonly number[], argument: ArrayLike<number>, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('mapAverage', [argument]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const expected = [list.reduce((sum, number) => sum + number, 0), list.length];
  const received = outcome.value;
  if (Array.isArray(received) && received.length === 2 && isNear(received[0], expected[0]!) && received[1] === expected[1]) return undefined;
  const isPair = Array.isArray(received) && received.length === 2;
  const isSwapped = isPair && received[0] === expected[1] && isNear(received[1], expected[0]!);
  if (!isPair || isSwapped) return differs(expected, received, 'pair');
  const isLeftover = list.every((number) => number === 0) && Number.isFinite(received[0]) && received[0] !== 0;
  return differs(expected, received, isLeftover ? 'leftover' : list.length === 0 ? 'empty' : received[1] === list.length - 1 ? 'lastLost' : 'wrong');
}

/** What is wrong with a call that isn't the input itself. */
function told(wrong: Wrong | undefined, call: string): Wrong | undefined {
  return wrong && { ...wrong, message: `${call}: ${wrong.message}` };
}

/** For an average of a list on the pool that is wrong. */
function averageHint({ value }: Outcome, expected: number, list: readonly number[], nNodes: number): HintName {
  if (typeof value !== 'number') return 'oneNumber';
  if (Number.isNaN(expected)) return 'nothing';
  if (Number.isNaN(value)) return list.length < nNodes ? 'empty' : 'notANumber';
  const layouts = ['strided', 'block'] as const;
  const isOfAverages = layouts.some((layout) => {
    const averages = distributeData(list, nNodes, { layout }).filter((part) => part.length > 0).map(averageOf);
    return isNear(value, averageOf(averages));
  });
  return isOfAverages ? 'averages' : 'wrong';
}

async function verifyReduce(parts: [number, number][], subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('reduceAverage', [parts]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const count = parts.reduce((total, part) => total + part[1], 0);
  const expected = parts.reduce((total, part) => total + part[0], 0) / count;
  if (isNear(outcome.value, expected)) return undefined;
  const averageOfAverages = (of: [number, number][]): number => of.reduce((total, [sum, each]) => total + sum / each, 0) / of.length;
  const isOfAverages = [parts, parts.filter((part) => part[1] > 0)].some((of) => isNear(outcome.value, averageOfAverages(of)));
  if (typeof outcome.value !== 'number') return differs(expected, outcome.value, 'oneNumber');
  return differs(expected, outcome.value, count === 0 ? 'nothing' : isOfAverages ? 'averages' : 'wrong');
}
