import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, before, describe, test } from 'node:test';
import { cluster, createPool, type Pool } from 'parallel';
import { freePort, Hosts, kill, said, whyNoCluster } from './cluster-hosts';
import { openRedis, type BareRedis } from './cluster-redis';

process.env['PARALLEL_CLUSTER_KEY'] = 'only-for-tests-0123456789abcdef';

const slow = async (x: number): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return x * x;
};
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const squares = (n: number): number[] => numbers(n).map((x) => x * x);

describe('a cluster that loses something', { skip: whyNoCluster() ?? false }, () => {
  let hosts: Hosts;
  let pool: Pool | undefined;
  let redis: BareRedis | undefined;
  before(() => void (hosts = new Hosts()));
  afterEach(async () => {
    await pool?.close();
    redis?.disconnect();
    await hosts.end();
    hosts = new Hosts();
  });
  after(() => hosts.end());
  const open = (nNodes: number, options: object = {}): Pool => (pool = createPool(nNodes, { engine: cluster({ url: hosts.url, ...options }) }));
  const isUnderWay = async (): Promise<void> => {
    while (pool!.timeline().length === 0) await sleep(10);
  };

  test('map gives every result once when a worker is killed in mid-task', async () => {
    await hosts.redis();
    const [victim] = await Promise.all([hosts.worker(['--threads', '2', '--name', 'victim']), hosts.worker(['--threads', '2', '--name', 'heir'])]);
    const running = open(4).map(slow, numbers(40), { chunkSize: 1 });
    while (!pool!.timeline().some(({ machine }) => machine === 'victim')) await sleep(20);
    await kill(victim);
    assert.deepEqual(await running, squares(40));
    const spans = pool!.timeline();
    assert.equal(spans.length, 40);
    assert.deepEqual(new Set(spans.map(({ machine }) => machine)), new Set(['victim', 'heir']));
  });

  test('map ends right when a worker is frozen for longer than its lock and goes on', async () => {
    await hosts.redis();
    const [frozen] = await Promise.all([hosts.worker(['--threads', '1']), hosts.worker(['--threads', '1'])]);
    const running = open(2).map(slow, numbers(30), { chunkSize: 1 });
    await isUnderWay();
    frozen.kill('SIGSTOP');
    await sleep(4_000);
    frozen.kill('SIGCONT');
    assert.deepEqual(await running, squares(30));
    assert.equal(pool!.timeline().length, 30);
  });

  test('map rejects and names the item when a task kills every worker, and other maps go on', async () => {
    await hosts.redis();
    let stopped = false;
    const supervised = async (name: string): Promise<void> => {
      while (!stopped) {
        const worker = hosts.spawnWorker(['--threads', '1', '--name', name]);
        await new Promise((go) => worker.on('exit', go));
      }
    };
    const both = [supervised('first'), supervised('second')];
    const others = createPool(2, { engine: cluster({ url: hosts.url }) });
    const poison = open(2).map((x) => { if (x === 5) process.kill(process.pid, 'SIGKILL'); return x; }, numbers(8), { chunkSize: 4 });
    const isRejected = assert.rejects(poison, { name: 'WorkerLostError', item: 5, message: /every worker.*item 5.*three/i });
    assert.deepEqual(await others.map(slow, numbers(10), { chunkSize: 1 }), squares(10));
    await isRejected;
    stopped = true;
    await others.close();
    await hosts.end();
    await Promise.all(both);
  });

  test('map ends right when Redis is killed in mid-map and comes back with its appendonly file', async () => {
    const redis = await hosts.redis(['--appendonly', 'yes', '--appendfsync', 'always']);
    await hosts.worker(['--threads', '2']);
    const running = open(2).map(slow, numbers(30), { chunkSize: 1 });
    await isUnderWay();
    await kill(redis);
    await sleep(1_000);
    await hosts.redis(['--appendonly', 'yes', '--appendfsync', 'always'], hosts.port);
    assert.deepEqual(await running, squares(30));
  });

  test('map ends right when Redis comes back without its data', async () => {
    const redis = await hosts.redis();
    await hosts.worker(['--threads', '2']);
    const table = numbers(50_000);
    const late = async (x: number): Promise<number | undefined> => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return table[x];
    };
    const running = open(2).map(late, numbers(20), { chunkSize: 1 });
    await isUnderWay();
    await kill(redis);
    await hosts.redis([], hosts.port);
    assert.deepEqual(await running, numbers(20));
  });

  test('map rejects, and says what happened, when Redis is gone for good', async () => {
    const redis = await hosts.redis();
    await hosts.worker(['--threads', '1']);
    const running = open(1, { serverTimeoutMs: 1_500 }).map(slow, numbers(100), { chunkSize: 1 });
    const isRejected = assert.rejects(running, { message: /redis:\/\/127\.0\.0\.1:\d+.*away for \d s/ });
    await isUnderWay();
    await kill(redis);
    await isRejected;
  });

  test('map rejects when there is no worker for too long', async () => {
    await hosts.redis();
    await assert.rejects(open(1, { noWorkerTimeoutMs: 1_000 }).map(slow, [1]), { message: /No worker has been there.*parallel-worker/ });
  });

  test('map rejects at once when there is no Redis', async () => {
    const port = await freePort();
    pool = createPool(1, { engine: cluster({ url: `redis://127.0.0.1:${port}` }) });
    const away = { message: /redis:\/\/127\.0\.0\.1:\d+ can't be used.*redis-server running/ };
    await assert.rejects(pool.ready(), away);
    await assert.rejects(pool.map(slow, [1]), away);
  });

  test('pool.ready rejects when the server takes calls and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    pool = createPool(1, { engine: cluster({ url: `redis://127.0.0.1:${port}` }) });
    await assert.rejects(pool.ready(), { message: /can't be used: no answer for 2500 ms/ }).finally(() => silent.close());
  });

  test('a client that is killed leaves neither jobs nor data behind', async () => {
    await hosts.redis();
    await hosts.worker(['--threads', '1']);
    const program = `
      const { createPool, cluster, mapReduce } = require('parallel');
      const big = new Float64Array(100_000);
      const pool = createPool(2, { engine: cluster({ url: process.argv[1], leaseMs: 2000 }) });
      mapReduce(pool, (x) => big.map(() => Math.random()), (all) => all.length, [1, 2, 3, 4], { combine: () => { for (;;) big[0]++; }, fanIn: 2 });
      setTimeout(() => pool.map(() => { for (;;) big[0]++; }, [1, 2, 3, 4]), 500);
      setTimeout(() => console.log('under way'), 1000);`;
    const client = spawn(process.execPath, ['-e', program, hosts.url], { stdio: ['ignore', 'pipe', 'pipe'] });
    await said(client, 'under way');
    redis = openRedis(hosts.url);
    const stands = async (): Promise<[number, number]> => [(await redis!.keys('parallel:blob:*')).length, (await redis!.keys('parallel:tasks:waiting-children')).length];
    for (let tries = 0, [blobs, waiting] = [0, 0]; tries < 200 && (blobs <= 4 || waiting < 1); tries++, await sleep(50)) [blobs, waiting] = await stands();
    const [blobs, waiting] = await stands();
    assert.ok(blobs > 4);
    assert.equal(waiting, 1);
    await kill(client);
    const left = async (): Promise<string[]> => (await redis!.keys('*')).filter((key) => !/^parallel:(workers|worker:[^:]+|sweep|tasks:(events|id|marker|meta|stalled-check))$/.test(key));
    for (let tries = 0; tries < 200 && (await left()).length > 0; tries++) await sleep(100);
    assert.deepEqual(await left(), []);
    assert.deepEqual(await open(1).map(slow, [3]), [9]);
  });

  test('a worker that is told to leave ends its task, and takes no other', async () => {
    await hosts.redis();
    const leaver = await hosts.worker(['--threads', '1', '--name', 'leaver']);
    const running = open(1).map(async (x) => { await new Promise((go) => setTimeout(go, 1_000)); return x; }, [1, 2], { chunkSize: 1 });
    redis = openRedis(hosts.url);
    while ((await redis.keys('*:lock')).length === 0) await sleep(10);
    const isGone = new Promise<number | null>((go) => leaver.on('exit', (code) => go(code)));
    leaver.kill('SIGTERM');
    assert.equal(await isGone, 0);
    await hosts.worker(['--threads', '1', '--name', 'heir']);
    assert.deepEqual(await running, [1, 2]);
    assert.deepEqual(pool!.timeline().map(({ machine }) => machine), ['leaver', 'heir']);
  });

  test('a client that blocks for 5 s gets every result', async () => {
    await hosts.redis();
    await hosts.worker(['--threads', '2']);
    const running = open(2).map((x) => x + 1, numbers(8_000), { chunkSize: 1 });
    await sleep(100);
    const until = Date.now() + 5_000;
    while (Date.now() < until);
    assert.deepEqual(await running, numbers(8_000).map((x) => x + 1));
  });
});
