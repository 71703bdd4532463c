import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cluster, createPool, distributeData, mapReduce, randn, type Pool } from 'parallel';
import { Hosts, whyNoCluster } from './cluster-hosts';

process.env['PARALLEL_CLUSTER_KEY'] = 'only-for-tests-0123456789abcdef';
const hosts = new Hosts();
const pools: Pool[] = [];
const without = whyNoCluster();

const sumOfSquares = (part: Float64Array): number => {
  let sum = 0;
  for (const x of part) sum += x * x;
  return sum;
};
const total = (sums: number[]): number => sums.reduce((a, b) => a + b, 0);

describe('mapReduce', () => {
  before(async () => {
    pools.push(createPool(3, { engine: 'inline' }), createPool(3));
    if (without) return;
    await hosts.redis();
    await hosts.worker(['--threads', '2']);
    pools.push(createPool(3, { engine: cluster({ url: hosts.url }) }));
  });
  after(async () => {
    for (const pool of pools) await pool.close();
    await hosts.end();
  });

  test('mapReduce gives what fReduce makes of the partial results, in the order of the parts', async () => {
    for (const pool of pools) {
      assert.equal(await mapReduce(pool, (part: string) => part.toUpperCase(), (all) => all.join(''), [...'abcdefghij']), 'ABCDEFGHIJ');
      assert.equal(await mapReduce(pool, (part: string) => part, (all) => all.length, []), 0);
    }
  });
  test('mapReduce with combine reduces as a tree of neighbours', async () => {
    const nest = (all: string[]): string => `(${all.join('')})`;
    for (const pool of pools) {
      const shape = await mapReduce(pool, (part: string) => part, (all) => all.join('|'), [...'abcdefg'], { combine: nest, fanIn: 2 });
      assert.equal(shape, '((ab)(cd))|((ef)(g))');
    }
  });
  test('mapReduce gives the same sum to the last bit on every engine', { skip: without ?? false }, async () => {
    const parts = distributeData(randn(100_000, { seed: 7 }), 20);
    const expected = total(parts.map(sumOfSquares));
    for (const pool of pools) assert.equal(await mapReduce(pool, sumOfSquares, total, parts), expected);
    const trees = await Promise.all(pools.map((pool) => mapReduce(pool, sumOfSquares, total, parts, { combine: total, fanIn: 3 })));
    assert.equal(pools.length, 3);
    assert.equal(new Set(trees).size, 1);
  });
  test('mapReduce keeps to timeoutMs and signal in each of its functions', async () => {
    const endless = (): never => { for (;;); };
    for (const pool of pools.slice(1)) {
      await assert.rejects(mapReduce(pool, endless, total, [1, 2], { timeoutMs: 300 }), { name: 'TimeoutError' });
      await assert.rejects(mapReduce(pool, (x: number) => x, total, [1, 2, 3], { combine: endless, fanIn: 2, timeoutMs: 300 }), { name: 'TimeoutError' });
      await assert.rejects(mapReduce(pool, (x: number) => x, endless, [1, 2], { signal: AbortSignal.timeout(300) }), { name: 'TimeoutError' });
    }
  });
  test('mapReduce rejects with the error of fMap, combine or fReduce', async () => {
    const fail = (): never => { throw new RangeError('no'); };
    for (const pool of pools) {
      await assert.rejects(mapReduce(pool, fail, total, [1, 2]), { name: 'RangeError', message: 'no' });
      await assert.rejects(mapReduce(pool, (x: number) => x, fail, [1, 2]), { name: 'RangeError', message: 'no' });
      await assert.rejects(mapReduce(pool, (x: number) => x, total, [1, 2, 3], { combine: fail, fanIn: 2 }), { name: 'RangeError', message: 'no' });
      await assert.rejects(mapReduce(pool, (x: number) => x, total, [1], { fanIn: 1 }), { name: 'RangeError', message: /fanIn must be .*; got 1/ });
    }
  });
});
