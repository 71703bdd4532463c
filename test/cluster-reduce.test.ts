import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, describe, test } from 'node:test';
import { cluster, createPool, mapReduce, type Pool } from 'parallel';
import { Hosts, kill, whyNoCluster } from './cluster-hosts';
import { openRedis, type BareRedis } from './cluster-redis';

process.env['PARALLEL_CLUSTER_KEY'] = 'only-for-tests-0123456789abcdef';

const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const total = (sums: number[]): number => sums.reduce((a, b) => a + b, 0);
const slowTotal = async (sums: number[]): Promise<number> => {
  await new Promise((go) => setTimeout(go, 200));
  return sums.reduce((a, b) => a + b, 0);
};
const table = (n: number): Float64Array => new Float64Array(100_000).fill(n);
const addTables = (tables: Float64Array[]): Float64Array => {
  const sum = new Float64Array(tables[0]!.length);
  for (const each of tables) for (let i = 0; i < sum.length; i++) sum[i]! += each[i]!;
  return sum;
};

class Mean {
  constructor(readonly sum: number, readonly count: number) {}
  with(other: Mean): Mean {
    return new Mean(this.sum + other.sum, this.count + other.count);
  }
}

class TooMany extends Error {
  override readonly name = 'TooMany';
  constructor(readonly limit: number) {
    super('too many');
  }
}

describe('a reduction on the cluster', { skip: whyNoCluster() ?? false }, () => {
  let hosts = new Hosts();
  let pool: Pool | undefined;
  let redis: BareRedis | undefined;
  afterEach(async () => {
    await pool?.close();
    redis?.disconnect();
    await hosts.end();
    hosts = new Hosts();
  });
  after(() => hosts.end());
  const start = async (workers: readonly string[] = ['only']): Promise<Pool> => {
    await hosts.redis();
    await Promise.all(workers.map((name) => hosts.worker(['--threads', '2', '--name', name])));
    redis = openRedis(hosts.url);
    return (pool = createPool(2, { engine: cluster({ url: hosts.url }) }));
  };
  const steps = (): string[] => pool!.timeline().filter(({ map }) => map === 1).map(({ machine = '' }) => machine);
  /** What calls left on the server: jobs, results, data. The lock of a job that was removed while it ran goes by itself. */
  const isTidy = async (): Promise<void> => {
    const left = async (): Promise<string[]> => (await redis!.keys('parallel:*')).filter((key) => /^parallel:(blob|result|at|tasks:[0-9a-f]{16}-)/.test(key) && !key.endsWith(':lock'));
    for (let tries = 0; tries < 200 && (await left()).length > 0; tries++) await sleep(50);
    assert.deepEqual(await left(), []);
  };

  test('partial results stay on the cluster, where jobs wait for those that make them', async () => {
    await start();
    await pool!.map((x) => x, [1, 2]);
    const sockets = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles().filter((each): each is Socket => each instanceof Socket && each.remotePort === hosts.port);
    const bytesRead = (): number => sockets.reduce((sum, socket) => sum + socket.bytesRead, 0);
    const before = bytesRead();
    const lastOf = (tables: Float64Array[]): number => addTables(tables)[99_999]!;
    let isOver = false;
    const running = mapReduce(pool!, table, lastOf, numbers(30), { combine: addTables, fanIn: 3 }).finally(() => (isOver = true));
    let waiting = 0;
    const bare = openRedis(hosts.url);
    while (!isOver) waiting = Math.max(waiting, (await bare.keys('parallel:tasks:waiting-children')).length);
    bare.disconnect();
    assert.equal(await running, (29 * 30) / 2);
    assert.ok(sockets.length > 0 && bytesRead() - before < 1_000_000, `${bytesRead() - before} bytes came home, of 24,000,000`);
    assert.equal(waiting, 1);
    await isTidy();
  });

  test('classes, equal tables and no parts at all are reduced as elsewhere', async () => {
    await start();
    const mean = await mapReduce(pool!, (x: number) => new Mean(x, 1), (all) => { const { sum, count } = all.reduce((a, b) => a.with(b)); return sum / count; }, numbers(20), { combine: (all) => all.reduce((a, b) => a.with(b)), fanIn: 3 });
    assert.equal(mean, 9.5);
    const whole = await mapReduce(pool!, (x: number) => new Mean(x, 1), (all) => all.reduce((a, b) => a.with(b)), [3, 4]);
    assert.ok(whole instanceof Mean);
    assert.equal(whole.with(new Mean(1, 1)).count, 3);
    assert.deepEqual(await mapReduce(pool!, () => table(2), addTables, numbers(9), { combine: addTables, fanIn: 2 }), table(18));
    // Quick parts travel several in a job, where equal results lie in one place.
    const text = 'x'.repeat(3_000);
    assert.equal(await mapReduce(pool!, () => text, (all) => all[0], numbers(300), { combine: (all) => all.at(-1)!, fanIn: 2 }), text);
    assert.equal(await mapReduce(pool!, table, (all) => all.length, []), 0);
    await isTidy();
  });

  test('an error of combine or fReduce keeps its class and fields, and the data are deleted', async () => {
    await start();
    const fail = (): never => { throw new TooMany(7); };
    const isTooMany = (error: unknown): boolean => error instanceof TooMany && error.limit === 7 && 'node' in error;
    await assert.rejects(mapReduce(pool!, table, fail, numbers(10), { combine: addTables, fanIn: 3 }), isTooMany);
    await assert.rejects(mapReduce(pool!, table, (all) => all.length, numbers(10), { combine: fail, fanIn: 3 }), isTooMany);
    await isTidy();
    assert.equal(await mapReduce(pool!, (x: number) => x, total, numbers(4)), 6);
  });

  test('steps that are stopped, some sooner, some later, leave nothing', async () => {
    await start();
    const inThreeWays = async ([first]: Float64Array[]): Promise<Float64Array> => {
      const way = first![0]! / 3;
      while (way === 1);
      await new Promise((go) => setTimeout(go, 200));
      if (way === 0) throw new TooMany(7);
      return first!;
    };
    await assert.rejects(mapReduce(pool!, table, (all) => all.length, numbers(9), { combine: inThreeWays, fanIn: 3 }), { name: 'TooMany' });
    await isTidy();
  });

  test('a reduction that is over its time is stopped, endless loops included, and the data are deleted', async () => {
    await start();
    const endless = (): never => { for (;;); };
    await assert.rejects(mapReduce(pool!, table, (all) => all.length, numbers(10), { combine: endless, fanIn: 3, timeoutMs: 1_000 }), { name: 'TimeoutError', message: /mapReduce/ });
    await isTidy();
    assert.deepEqual(await pool!.map((x) => x * x, [1, 2, 3, 4]), [1, 4, 9, 16]);
  });

  test('a pool that is closed in the midst of a reduction rejects it, leaves nothing, and takes no other', async () => {
    await start();
    const isRejected = assert.rejects(mapReduce(pool!, table, (all) => all.length, numbers(10), { combine: async (all) => { await new Promise((go) => setTimeout(go, 500)); return all[0]!; }, fanIn: 3 }), /closed while this was running/);
    while (pool!.timeline().length < 10) await sleep(10);
    await sleep(100);
    await pool!.close();
    await isRejected;
    await isTidy();
    await assert.rejects(mapReduce(pool!, table, (all) => all.length, [1]), /pool is closed/);
  });

  test('a worker killed in the midst of a reduction loses nothing, and every step counts once', async () => {
    await hosts.redis();
    const [victim] = await Promise.all([hosts.worker(['--threads', '2', '--name', 'victim']), hosts.worker(['--threads', '2', '--name', 'heir'])]);
    pool = createPool(4, { engine: cluster({ url: hosts.url }) });
    const running = mapReduce(pool, (x: number) => x, slowTotal, numbers(64), { combine: slowTotal, fanIn: 2 });
    while (!steps().includes('victim')) await sleep(10);
    await kill(victim);
    assert.equal(await running, (63 * 64) / 2);
    assert.equal(steps().length, 32 + 16 + 8 + 4 + 2 + 1);
  });

  // Ten seconds, of which the same for a map (cluster-faults.test.ts) takes most: on request only.
  if (process.env['PARALLEL_SOAK']) test('a task of a reduction that kills every worker is stopped', async () => {
    await start(['first', 'second', 'third']);
    const poison = (): never => { process.kill(process.pid, 'SIGKILL'); throw new Error(); };
    const others = [hosts, hosts].map((all) => all.worker(['--threads', '1']));
    await Promise.all(others);
    await assert.rejects(mapReduce(pool!, (x: number) => x, poison, numbers(4)), { name: 'WorkerLostError', message: /step of the reduction.*three/i });
    assert.deepEqual(await pool!.map((x) => x * x, [1, 2]), [1, 4]);
  });

  test('a reduction ends right when Redis comes back without its data', async () => {
    await hosts.redis().then(async (server) => {
      await hosts.worker(['--threads', '2']);
      pool = createPool(2, { engine: cluster({ url: hosts.url }) });
      const running = mapReduce(pool, (x: number) => x, slowTotal, numbers(16), { combine: slowTotal, fanIn: 2 });
      while (steps().length < 3) await sleep(10);
      await kill(server);
      await hosts.redis([], hosts.port);
      assert.equal(await running, 120);
    });
  });
});
