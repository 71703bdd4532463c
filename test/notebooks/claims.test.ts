import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPool, distributeData, isClose, pairwiseSum, plainSum, randn, sharedArray, type Pool } from 'parallel';

// What the lessons tell about parallel computing, as relations that hold on any machine. None of them reads the clock.

async function onPool(nNodes: number, use: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = createPool(nNodes);
  try {
    await use(pool);
  } finally {
    await pool.close();
  }
}

const errors = randn(1e5, { seed: 1 });
const bytesIn = (pool: Pool): number => pool.timeline().reduce((sum, span) => sum + span.bytesIn, 0);

test('lesson 2: map and reduce give the same number to the last digit on workers and in one thread', () =>
  onPool(5, async (pool) => {
    const fMap = (data: Iterable<number>): [sum: number, count: number] => {
      let sum = 0, count = 0;
      for (const error of data) { sum += error ** 2; count += 1; }
      return [sum, count];
    };
    const fReduce = (parts: [number, number][]): number =>
      parts.reduce((sum, part) => sum + part[0], 0) / parts.reduce((sum, part) => sum + part[1], 0);
    const inOneThread = fReduce(distributeData(Array.from(errors), 5).map(fMap));
    assert.equal(fReduce(await pool.map(fMap, distributeData(Array.from(errors), 5))), inOneThread);
    assert.equal(fReduce(await pool.map(fMap, distributeData(sharedArray(errors), 5))), inOneThread);
    assert.ok(isClose(inOneThread, fReduce([fMap(errors)])));
  }));

test('lesson 4: a list moves eight bytes a number, shared memory next to nothing', async () => {
  const lengthOf = (part: { length: number }): number => part.length;
  await onPool(2, async (pool) => {
    await pool.map(lengthOf, distributeData(Array.from(errors), 2));
    assert.ok(bytesIn(pool) >= 8 * errors.length, `only ${bytesIn(pool)} bytes`);
  });
  await onPool(2, async (pool) => {
    await pool.map(lengthOf, distributeData(sharedArray(errors), 2));
    assert.ok(bytesIn(pool) < errors.length / 100, `${bytesIn(pool)} bytes`);
  });
});

test('lesson 6: a careless counter loses updates, an atomic one never does', () =>
  onPool(2, async (pool) => {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const times = 10_000_000;
    const addCarelessly = (): void => { for (let i = 0; i < times; i++) counter[0]! += 1; };
    const addAtomically = (): void => { for (let i = 0; i < times; i++) Atomics.add(counter, 0, 1); };
    let lost = 0;
    // on a busy machine the two may take turns by chance; it never goes well thirty times
    for (let round = 0; round < 30 && lost === 0; round++) {
      counter[0] = 0;
      await pool.map(addCarelessly, [0, 1], { chunkSize: 1 });
      lost = 2 * times - counter[0]!;
    }
    assert.ok(lost > 0, 'nothing was lost');
    counter[0] = 0;
    await pool.map(addAtomically, [0, 1], { chunkSize: 1 });
    assert.equal(counter[0], 2 * times);
  }));

test('lesson 6: another cut of the data gives another sum; blocks of a fixed size give one sum on any number of nodes', async () => {
  const numbers = sharedArray(Float64Array.from(errors, (x) => 1000 * x + 0.1));
  const plain = [1, 2, 4, 8].map((n) => plainSum(distributeData(Array.from(numbers), n).map(plainSum)));
  assert.ok(new Set(plain).size > 1);
  const starts = Array.from({ length: numbers.length / 10_000 }, (_, block) => block * 10_000);
  const blockSum = (from: number): number => pairwiseSum(numbers.subarray(from, from + 10_000));
  const sums = new Set<number>();
  for (const nNodes of [1, 2, 3]) {
    await onPool(nNodes, async (pool) => void sums.add(pairwiseSum(await pool.map(blockSum, starts))));
  }
  assert.equal(sums.size, 1);
});

test('lesson 6: two locks in opposite order block each other, in the same order they never do', () =>
  onPool(2, async (pool) => {
    const locks = new Int32Array(new SharedArrayBuffer(8));
    const met = new Int32Array(new SharedArrayBuffer(4));
    const takeBoth = ([order, mustMeet]: [number[], boolean]): string => {
      for (const [step, lock] of order.entries()) {
        while (Atomics.compareExchange(locks, lock, 0, 1) !== 0) {
          if (Atomics.wait(locks, lock, 1, mustMeet ? 300 : Infinity) === 'timed-out') return 'timed-out';
        }
        // nobody goes on to the second lock before both have their first
        if (mustMeet && step === 0) {
          if (Atomics.add(met, 0, 1) === 0) Atomics.wait(met, 0, 1);
          else Atomics.notify(met, 0);
        }
      }
      for (const lock of order) { Atomics.store(locks, lock, 0); Atomics.notify(locks, lock); }
      return 'both';
    };
    const opposite: [number[], boolean][] = [[[0, 1], true], [[1, 0], true]];
    assert.deepEqual(await pool.map(takeBoth, opposite, { chunkSize: 1 }), ['timed-out', 'timed-out']);
    locks.fill(0);
    const same: [number[], boolean][] = [[[0, 1], false], [[0, 1], false]];
    assert.deepEqual(await pool.map(takeBoth, same, { chunkSize: 1 }), ['both', 'both']);
  }));
