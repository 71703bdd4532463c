import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cluster, createPool, distributeData, exactSum, isClose, localCluster, pairwiseSum, plainSum, randn, sharedArray, splitWords, textFiles, type Pool, type TextPart } from 'parallel';
import { whyNoCluster } from '../cluster-hosts';

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

test('lesson 5: a product by rows on the pool is the one of a single thread; a sum in float32 is farther off than one in float64', () =>
  onPool(2, async (pool) => {
    const n = 64;
    const [A, B] = [2, 3].map((seed) => randn(n * n, { seed, shared: true })) as [Float64Array, Float64Array];
    const C = sharedArray(n * n);
    const rows = (from: number, to: number): void => {
      for (let i = from; i < to; i++) for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += A[i * n + k]! * B[k * n + j]!;
        C[i * n + j] = sum;
      }
    };
    rows(0, n);
    const inOneThread = C.slice();
    C.fill(0);
    await pool.map((from: number) => rows(from, from + n / 2), [0, n / 2]);
    assert.deepEqual(C, inOneThread);

    const squares = errors.map((error) => error ** 2);
    const inFloat32 = squares.reduce((sum, square) => Math.fround(sum + Math.fround(square)), 0);
    const offBy = (sum: number): number => Math.abs(sum - exactSum(squares));
    assert.ok(offBy(inFloat32) > 1000 * offBy(plainSum(squares)), `${offBy(inFloat32)} and ${offBy(plainSum(squares))}`);
  }));

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

if (!whyNoCluster()) test('lesson 7: a cluster counts as threads do, also when a worker dies, though its task runs twice and shared memory stays behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-7-'));
  const local = await localCluster({ workers: ['ada', 'grace'] });
  const pool = createPool(2, { engine: cluster({ url: local.url }) });
  try {
    const text = gunzipSync(readFileSync(join(import.meta.dirname, '../../data/king-james.txt.gz'))).toString().slice(0, 500_000);
    const verses = text.split('\n');
    const parts = distributeData(verses, 8, { layout: 'block' }).map((part) => part.join('\n'));
    const countWords = (part: string): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const word of splitWords(part)) counts.set(word, (counts.get(word) ?? 0) + 1);
      return counts;
    };
    const merge = (all: Map<string, number>[]): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const part of all) for (const [word, count] of part) counts.set(word, (counts.get(word) ?? 0) + count);
      return counts;
    };
    const expected = countWords(text);
    await onPool(2, async (threads) => assert.deepEqual(merge(await threads.map(countWords, parts)), expected));
    assert.deepEqual(merge(await pool.map(countWords, parts)), expected);
    const sent = bytesIn(pool);
    assert.ok(sent >= text.length);

    const tally = new Int32Array(new SharedArrayBuffer(4));
    await pool.map(() => Atomics.add(tally, 0, 1), [1, 2, 3]);
    assert.equal(tally[0], 0);

    const before = bytesIn(pool);
    writeFileSync(join(folder, 'text.txt'), text);
    const countPart = async (part: TextPart): Promise<Map<string, number>> => {
      const counts = [];
      for await (const piece of part) counts.push(countWords(piece));
      return merge(counts);
    };
    assert.deepEqual(merge(await pool.map(countPart, textFiles(join(folder, '*.txt'), { partBytes: 2 ** 17 }))), expected);
    assert.ok(bytesIn(pool) - before < sent / 100, `${bytesIn(pool) - before} bytes sent`);

    // grace dies in the middle of her first task
    const isBegun = (): boolean => readdirSync(folder).includes('task-grace');
    const slowCount = async (part: string, index: number): Promise<Map<string, number>> => {
      appendFileSync(join(folder, 'log'), `${index}\n`);
      writeFileSync(join(folder, `task-${index}`), 'begun');
      if (process.pid === gracePid) writeFileSync(join(folder, 'task-grace'), 'begun');
      await new Promise((go) => setTimeout(go, process.pid === gracePid ? 60_000 : 50));
      return countWords(part);
    };
    const gracePid = local.workers[1]!.pid;
    const counting = pool.map(slowCount, parts, { chunkSize: 1 });
    while (!isBegun()) await new Promise((go) => setTimeout(go, 10));
    await local.workers[1]!.kill();
    assert.deepEqual(merge(await counting), expected);
    const begun = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
    assert.equal(begun.length, 9);
    assert.equal(new Set(begun).size, 8);

    const blocks = distributeData(errors, 50, { layout: 'block' });
    const inOneThread = pairwiseSum(blocks.map((block) => pairwiseSum(block)));
    assert.equal(pairwiseSum(await pool.map((block: Float64Array) => pairwiseSum(block), blocks)), inOneThread);
  } finally {
    await pool.close();
    await local.close();
    rmSync(folder, { recursive: true });
  }
});
