import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { cluster, createPool, distributeData, sharedArray, type Pool } from 'parallel';
import { Hosts, whyNoCluster } from './cluster-hosts';
import { openRedis, type BareRedis } from './cluster-redis';

process.env['PARALLEL_CLUSTER_KEY'] = 'only-for-tests-0123456789abcdef';

describe('the data of a cluster', { skip: whyNoCluster() ?? false }, () => {
  const hosts = new Hosts();
  let pool: Pool;
  let redis: BareRedis;
  before(async () => {
    await hosts.redis();
    await hosts.worker(['--threads', '2', '--name', 'only']);
    pool = createPool(2, { engine: cluster({ url: hosts.url }) });
    redis = openRedis(hosts.url);
  });
  after(async () => {
    await pool.close();
    redis.disconnect();
    await hosts.end();
  });
  const blobs = (): Promise<string[]> => redis.keys('parallel:blob:*');
  /** The most blobs there were while it ran. */
  const mostBlobs = async (running: Promise<unknown>): Promise<number> => {
    let isOver = false;
    let most = 0;
    const ended = running.finally(() => (isOver = true));
    ended.catch(() => {});
    while (!isOver) {
      most = Math.max(most, (await blobs()).length);
      await sleep(5);
    }
    await ended;
    return most;
  };

  test('an array that every task uses is stored once, and deleted when the map ends', async () => {
    const table = Float64Array.from({ length: 100_000 }, (_, i) => Math.sqrt(i));
    const look = async (x: number): Promise<number> => { await new Promise((go) => setTimeout(go, 20)); return table[x]!; };
    const running = pool.map(look, [1, 4, 9, 16, 25, 36], { chunkSize: 1 });
    assert.equal(await mostBlobs(running), 1);
    assert.deepEqual(await running, [1, 4, 9, 16, 25, 36].map(Math.sqrt));
    assert.deepEqual(await blobs(), []);
  });
  test('items that are the same array are stored once', async () => {
    const same = new Float64Array(50_000).map(Math.random);
    const wait = async (x: Float64Array): Promise<number> => { await new Promise((go) => setTimeout(go, 50)); return x.length; };
    assert.equal(await mostBlobs(pool.map(wait, Array.from({ length: 8 }, () => same), { chunkSize: 1 })), 1);
    assert.deepEqual(await blobs(), []);
  });
  test('data are deleted when the map fails or is cancelled', async () => {
    const big = new Float64Array(50_000).map(Math.random);
    await assert.rejects(pool.map((x) => { if (x === 2) throw new Error('two'); return big; }, [1, 2, 3, 4]), { message: 'two' });
    await assert.rejects(pool.map(() => { for (;;) big.fill(0); }, [1, 2, 3, 4], { timeoutMs: 300 }), { name: 'TimeoutError' });
    for (let tries = 0; tries < 200 && (await blobs()).length > 0; tries++) await sleep(50);
    assert.deepEqual(await blobs(), []);
  });
  test('a few jobs only are in the queue, however many chunks there are', async () => {
    let isOver = false;
    let most = 0;
    const running = pool.map((x) => x + 1, Array.from({ length: 3000 }, (_, i) => i), { chunkSize: 1 }).finally(() => (isOver = true));
    while (!isOver) most = Math.max(most, (await redis.keys('parallel:tasks:*-*-*')).filter((key) => !key.endsWith(':lock')).length);
    assert.equal((await running).length, 3000);
    assert.ok(most > 0 && most <= 6, `${most} jobs at a time`);
  });
  test('large results come home whole', async () => {
    const results = await pool.map((n) => new Float64Array(n).fill(n), [100_000, 200_000, 1]);
    assert.deepEqual(results.map((result) => [result.length, result[0]]), [[100_000, 100_000], [200_000, 200_000], [1, 1]]);
    for (let tries = 0; tries < 200 && (await blobs()).length > 0; tries++) await sleep(50);
    assert.deepEqual(await blobs(), []);
  });
  test('a shared array is read on the workers, and what they write stays there', async () => {
    const shared = sharedArray(Float64Array.from({ length: 200_000 }, (_, i) => i));
    const fill = (part: { [i: number]: number; length: number }): number => { let sum = 0; for (let i = 0; i < part.length; i++) { sum += part[i]!; part[i] = -1; } return sum; };
    for (let time = 0; time < 2; time++) {
      const sums = await pool.map(fill, distributeData(shared, 2, { layout: 'block' }));
      assert.equal(sums[0]! + sums[1]!, (200_000 * 199_999) / 2);
      assert.equal(shared[7], 7);
    }
  });
  test('data that shrink much are stored compressed, and arrive whole', async () => {
    const zeros = new Float64Array(1_000_000);
    zeros[999_999] = 7;
    const sum = async (x: Float64Array): Promise<number> => { await new Promise((go) => setTimeout(go, 300)); return x.length + x.reduce((a, b) => a + b); };
    const running = pool.map(sum, [zeros]);
    let stored = 0;
    while (stored === 0) for (const key of await blobs()) stored = (await redis.getBuffer(key))?.length ?? 0;
    assert.ok(stored < 100_000, `${stored} bytes for 8,000,000`);
    assert.deepEqual(await running, [1_000_007]);
    // And back.
    const ones = await pool.apply((n: number) => new Float64Array(n).fill(1), 300_000);
    assert.equal(ones.reduce((a, b) => a + b), 300_000);
  });
  test('70 MB that do not shrink lie in two strings, and arrive whole', async () => {
    const random = new Uint8Array(70_000_000);
    for (let at = 0; at < random.length; at += 65_536) crypto.getRandomValues(random.subarray(at, at + 65_536));
    const look = async (bytes: Uint8Array): Promise<number[]> => { await new Promise((go) => setTimeout(go, 100)); return [bytes.length, bytes[0]!, bytes[69_999_999]!]; };
    const running = pool.map(look, [random]);
    assert.equal(await mostBlobs(running), 2);
    assert.deepEqual(await running, [await look(random)]);
  });
  test("a million items need little of the server's memory", async () => {
    const used = async (): Promise<number> => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
    const before = await used();
    const mostUsed = async (running: Promise<number[]>): Promise<number> => {
      let isOver = false;
      let most = 0;
      const ended = running.finally(() => (isOver = true));
      for (; !isOver; await sleep(1)) most = Math.max(most, (await used()) - before);
      assert.equal((await ended)[999_999], 1_000_000);
      return most;
    };
    function* oneByOne(): Generator<number> { for (let i = 0; i < 1_000_000; i++) yield i; }
    // The bounds that docs/cluster.md states: half of a list and of its results, at 9 bytes a number; 4 MB of a stream, events included.
    const list = await mostUsed(pool.map((x) => x + 1, Array.from(oneByOne())));
    assert.ok(list < 9_000_000, `${list} bytes`);
    const stream = await mostUsed(pool.map((x) => x + 1, oneByOne()));
    assert.ok(stream < 4_000_000, `${stream} bytes`);
  });
});
