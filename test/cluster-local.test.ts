import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { cluster, createPool, localCluster } from 'parallel';
import { kill, said, whyNoCluster } from './cluster-hosts';

describe('localCluster', { skip: whyNoCluster() ?? false }, () => {
  test('localCluster({ workers }) starts a process each, and close() leaves nothing', async () => {
    const local = await localCluster({ workers: ['ada', 'grace'], threads: 2 });
    const pids = local.workers.map(({ pid }) => pid);
    const pool = createPool(2, { engine: cluster({ url: local.url }) });
    try {
      await pool.ready();
      const ran = await pool.map(async () => { await new Promise((go) => setTimeout(go, 100)); return process.pid; }, [0, 1, 2, 3, 4, 5], { chunkSize: 1 });
      assert.deepEqual(ran.filter((pid) => !pids.includes(pid)), []);
      assert.ok(pool.timeline().every(({ machine }) => machine === 'ada' || machine === 'grace'));
      assert.equal(new Set([process.pid, ...pids]).size, 3);
      assert.ok(isAlive(pids[1]!));
      await local.workers[1]!.kill();
      assert.ok(!isAlive(pids[1]!));
      await Promise.all(local.workers.map((worker) => worker.kill()));
      assert.deepEqual(pids.filter(isAlive), []);
    } finally {
      await pool.close();
      await local.close();
    }
    await local.close();
    assert.deepEqual(pids.filter(isAlive), []);
    assert.ok(!existsSync(folderOf(local.url)));
  });

  test("localCluster's Redis is for this user only, and its address holds no secret", async () => {
    await using local = await localCluster({ workers: 1 });
    assert.match(local.url, /^unix:\/\/\/[^@]+\/redis\.sock$/);
    assert.equal(statSync(folderOf(local.url)).mode & 0o77, 0);
    const key = process.env['PARALLEL_CLUSTER_KEY'] ?? '';
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.ok(!JSON.stringify(local).includes(key));
  });

  test('localCluster ends with its program, however that ends', async () => {
    for (const end of ['process.kill(process.pid, "SIGKILL")', 'throw new Error("on purpose")', 'void 0']) {
      const program = `require('parallel').localCluster().then((local) => {
        console.log(JSON.stringify([local.url, ...local.workers.map(({ pid }) => pid)]));
        setTimeout(() => { ${end}; }, 100);
      });`;
      const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
      let text = '';
      child.stdout?.on('data', (part) => (text += String(part)));
      await said(child, ']\n');
      const [url, ...pids] = JSON.parse(text) as [string, ...number[]];
      assert.equal(pids.length, 2);
      await new Promise((go) => (child.exitCode === null && child.signalCode === null ? child.on('exit', go) : go(0)));
      for (let tries = 0; tries < 100 && (pids.some(isAlive) || existsSync(folderOf(url))); tries++) await sleep(50);
      assert.deepEqual(pids.filter(isAlive), [], end);
      assert.ok(!existsSync(folderOf(url)), end);
      await kill(child);
    }
  });

  test('localCluster says what to install where there is no Redis, and leaves nothing', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      await assert.rejects(localCluster(), { message: /^localCluster: redis-server isn't installed on this machine\. Install it: / });
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('localCluster refuses workers and threads of the wrong size or kind', async () => {
    for (const options of [{ workers: 0 }, { workers: 1.5 }, { workers: [] }, { workers: ['a', 'a'] }, { threads: 0 }, { threads: 65 }]) {
      await assert.rejects(localCluster(options), { name: 'RangeError', message: /^localCluster: (workers|threads) must be / }, JSON.stringify(options));
    }
    await assert.rejects(localCluster({ workers: ['a b'] }), { name: 'TypeError', message: /a worker's name must be .*'a b'|"a b"/ });
  });
});

function folderOf(url: string): string {
  return dirname(new URL(url).pathname);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
