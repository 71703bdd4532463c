import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { cluster, createPool } from 'parallel';
import { freePort, Hosts, said, whyNoCluster } from './cluster-hosts';
import { clusterRequire, openRedis } from './cluster-redis';

const KEY = 'only-for-tests-0123456789abcdef';
process.env['PARALLEL_CLUSTER_KEY'] = KEY;

interface Queue {
  add(name: string, data: unknown, options: object): Promise<unknown>;
  getJob(id: string): Promise<{ failedReason?: string } | undefined>;
  close(): Promise<void>;
}

describe('a cluster among strangers', { skip: whyNoCluster() ?? false }, () => {
  const hosts = new Hosts();
  before(async () => {
    await hosts.redis();
    await hosts.worker(['--threads', '1']);
  });
  after(() => hosts.end());

  const open = (): ReturnType<typeof createPool> => createPool(1, { engine: cluster({ url: hosts.url }) });
  const queueOf = (): Queue => {
    const { Queue } = clusterRequire('bullmq') as { Queue: new (name: string, options: object) => Queue };
    return new Queue('tasks', { connection: { port: hosts.port, host: '127.0.0.1' }, prefix: 'parallel' });
  };

  test('a worker refuses a job without a signature, and says so in its log', async () => {
    const queue = queueOf();
    for (const [jobId, data] of [['stranger-1', { f: '() => process.exit()' }], ['stranger-2', Buffer.alloc(100, 7).toString('base64')]] as const) {
      await queue.add('task', data, { jobId });
      let reason: string | undefined;
      for (let tries = 0; tries < 200 && !reason; tries++, await sleep(50)) reason = (await queue.getJob(jobId))?.failedReason;
      assert.match(reason ?? '', /refused: not signed with this cluster's key/);
      assert.match(hosts.log, new RegExp(`refused job ${jobId}: not signed`));
    }
    await queue.close();
  });

  test('map rejects when the client has another key than the workers', async () => {
    process.env['PARALLEL_CLUSTER_KEY'] = 'another-key-0123456789abcdef';
    const pool = open();
    await assert.rejects(pool.map((x) => x, [1]), { name: 'WorkerLostError', message: /isn't signed with their key.*PARALLEL_CLUSTER_KEY/ });
    process.env['PARALLEL_CLUSTER_KEY'] = KEY;
    await pool.close();
  });

  test('map rejects when there is no key or a short one, as does a worker', async () => {
    for (const [key, message] of [['', /PARALLEL_CLUSTER_KEY isn't set.*no|PARALLEL_CLUSTER_KEY isn't set/], ['short', /5 characters; it needs at least 16/]] as const) {
      process.env['PARALLEL_CLUSTER_KEY'] = key;
      const pool = open();
      await assert.rejects(pool.map((x) => x, [1]), { message });
      await pool.close();
      await assert.rejects(said(hosts.spawnWorker([], { PARALLEL_CLUSTER_KEY: key }), 'never'), { message });
    }
    process.env['PARALLEL_CLUSTER_KEY'] = KEY;
  });

  test('cluster refuses redis:// without a password for another host, and shows no password', async () => {
    const pool = createPool(1, { engine: cluster({ url: 'redis://db.example.org' }) });
    await assert.rejects(pool.map((x) => x, [1]), { message: /redis:\/\/db\.example\.org:6379 has no password.*rediss:/ });
    await pool.close();
    const wrong = createPool(1, { engine: cluster({ url: `redis://me:geheim-42@127.0.0.1:${hosts.port}` }) });
    const error = await wrong.map((x) => x, [1]).then(() => undefined, (reason: unknown) => reason as Error);
    assert.match(error?.message ?? '', /can't be used.*user and the password/s);
    assert.doesNotMatch(`${error?.stack} ${String(error?.cause)}`, /geheim/);
    await wrong.close();
    assert.throws(() => cluster({ leaseMs: 0 }), { name: 'RangeError', message: /leaseMs/ });
  });

  test('a changed blob is never used', async () => {
    const pool = open();
    const redis = openRedis(hosts.url);
    const changed = pool.map(async (part) => { await new Promise((go) => setTimeout(go, 20)); return part[0]!; }, Array.from({ length: 40 }, (_, i) => new Float64Array(20_000).fill(i)), { chunkSize: 1 });
    let isOver = false;
    const isRejected = assert.rejects(changed, { message: /checksum differs/ }).finally(() => (isOver = true));
    isRejected.catch(() => {});
    for (let tries = 0; tries < 400 && !isOver; tries++) {
      for (const key of await redis.keys('parallel:blob:*')) await redis.set(key, 'x');
      await sleep(5);
    }
    await isRejected;
    redis.disconnect();
    await pool.close();
  });

  test('a cluster with TLS, an authority of its own and an ACL user works, and others stay out', async () => {
    const tls = new Hosts();
    try {
      const file = (name: string): string => join(tls.folder, name);
      const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { stdio: 'pipe' });
      openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test authority', '-keyout', file('ca.key'), '-out', file('ca.pem'));
      openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', file('server.key'), '-out', file('server.csr'));
      execFileSync('bash', ['-c', `openssl x509 -req -days 2 -in ${file('server.csr')} -CA ${file('ca.pem')} -CAkey ${file('ca.key')} -CAcreateserial -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out ${file('server.pem')}`], { stdio: 'pipe' });
      const port = await freePort();
      await tls.redis(['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', '--tls-cert-file', file('server.pem'), '--tls-key-file', file('server.key'), '--tls-ca-cert-file', file('ca.pem'),
        '--requirepass', 'a-long-password-of-the-default-user', '--user', 'course', 'on', '>pass-word-1', '~parallel:*', '&parallel:*', '+@all', '-@dangerous', '+info', '+client|setname'], port);
      tls.url = `rediss://course:pass-word-1@localhost:${port}`;
      await tls.worker(['--threads', '1', '--ca', file('ca.pem')]);
      const pool = createPool(1, { engine: cluster({ url: tls.url, caFile: file('ca.pem') }) });
      assert.deepEqual(await pool.map((x) => x + 1, [1, 2]), [2, 3]);
      await pool.close();
      for (const [options, message] of [
        [{ url: tls.url }, /certificate/],
        [{ url: `rediss://course:wrong@localhost:${port}`, caFile: file('ca.pem') }, /WRONGPASS/],
        [{ url: tls.url, caFile: file('ca.pem'), prefix: 'elsewhere' }, /NOPERM|can't/],
      ] as const) {
        const stranger = createPool(1, { engine: cluster(options) });
        await assert.rejects(stranger.map((x) => x, [1]), { message });
        await stranger.close();
      }
    } finally {
      await tls.end();
    }
  });
});
