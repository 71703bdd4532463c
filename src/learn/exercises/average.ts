import { part, PoolOf, type Exercise, type Subject, type Wrong } from '../exercise';
import { differs, isNear, verifyEnding } from '../verify';
import { averageOf, verifyParallel } from './average/shares';

const numbers = { min: -1000, max: 1000 };

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
          inputs: (fc) => fc.array(fc.integer(numbers), { minLength: 1, maxLength: 20 }),
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
          inputs: (fc) => fc.array(fc.integer(numbers), { maxLength: 6 }),
          show: (list) => `mapAverage(Float64Array.of(${list.join(', ')}))`,
          verify: async (list, subject) => (await verifyMap(list, Float64Array.from(list), subject)) ?? (await verifyMap([], [], subject)),
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
          inputs: (fc) => fc.array(fc.tuple(fc.integer(numbers), fc.integer({ min: 0, max: 9 })).map(([sum, count]): [number, number] => [count === 0 ? 0 : sum, count]), { minLength: 1, maxLength: 6 }).filter((parts) => parts.some(([, count]) => count > 0)),
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
            (await verifyReduce(Array.from({ length: empty }, (): [number, number] => [0, 0]), subject)) ?? (await verifyReduce([[0, 0], [12, 4]], subject)),
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
          inputs: (fc) => fc.record({ list: fc.array(fc.integer(numbers), { maxLength: 30 }), nNodes: fc.integer({ min: 1, max: 5 }), isTyped: fc.boolean() }),
          show: ({ list, nNodes, isTyped }) => `parallelAverage(createPool(${nNodes}), ${isTyped ? `Float64Array.of(${list.join(', ')})` : JSON.stringify(list)})`,
          verify: async ({ list, nNodes, isTyped }, subject) => {
            const outcome = await subject.call('parallelAverage', [new PoolOf(nNodes), isTyped ? Float64Array.from(list) : list]);
            const expected = averageOf(list);
            return verifyEnding(outcome, 'promise') ?? (isNear(outcome.value, expected) ? undefined : differs(expected, outcome.value, Number.isNaN(expected) ? 'nothing' : 'wrong'));
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
          inputs: (fc) => fc.record({ size: fc.integer({ min: 1000, max: 1200 }), nNodes: fc.integer({ min: 2, max: 4 }) }),
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
  return differs(expected, received, list.length === 0 ? 'empty' : received[1] === list.length - 1 ? 'lastLost' : 'wrong');
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
  return differs(expected, outcome.value, count === 0 ? 'nothing' : isOfAverages ? 'averages' : 'wrong');
}
