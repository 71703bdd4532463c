/**
 * The process behind localCluster: it starts a Redis and workers, and ends them when the program that asked for them does, however
 * that happens: then the channel between the two closes.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended, said } from './child-processes';
import { clusterFolder } from './queue-library';

export type GuardOrder = { kind: 'start'; names: readonly string[]; threads: number } | { kind: 'kill'; name: string };
export type GuardReport = { kind: 'ready'; folder: string; pids: number[] } | { kind: 'trouble'; what: string } | { kind: 'ended'; name: string };

/** How long a worker holds its tasks without a sign of life, and how often the others look for lost ones. */
const PATIENCE = ['--lock-ms', '2000', '--stalled-ms', '1000'];

const children = new Map<string, ChildProcess>();
const folder = mkdtempSync(join(tmpdir(), 'parallel-cluster-'));

function start(name: string, command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.set(name, child);
  return child;
}

async function startAll(names: readonly string[], threads: number): Promise<number[]> {
  const socket = join(folder, 'redis.sock');
  const redis = start('Redis', findRedis(), ['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--save', '', '--dir', folder]);
  await said(redis, 'eady to accept connections');
  const program = join(clusterFolder(), 'bin', 'parallel-worker.js');
  const workers = names.map((name) => start(`worker ${name}`, process.execPath, [program, '--url', `unix://${socket}`, '--name', name, '--threads', String(threads), ...PATIENCE]));
  await Promise.all(workers.map((worker) => said(worker, ': ready')));
  return workers.map(({ pid }) => pid!);
}

/** @throws Error when the machine has no Redis. */
function findRedis(): string {
  const found = ['redis-server', 'valkey-server'].find((command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  const how = process.platform === 'darwin' ? '`brew install redis`' : process.platform === 'win32' ? 'use WSL, and there `sudo apt install redis-server`' : '`sudo apt install redis-server` (Debian, Ubuntu) or `sudo dnf install redis` (Fedora)';
  throw new Error(`redis-server isn't installed on this machine. Install it: ${how}.`);
}

async function endAll(): Promise<never> {
  await Promise.all([...children.values()].map((child) => ended(child)));
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

function report(what: GuardReport): void {
  if (process.connected) process.send?.(what);
}

process.on('disconnect', () => void endAll());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void endAll());
process.on('message', (order: GuardOrder) => {
  if (order.kind === 'kill') {
    const worker = children.get(`worker ${order.name}`);
    void (worker ? ended(worker) : Promise.resolve()).then(() => report({ kind: 'ended', name: order.name }));
    return;
  }
  startAll(order.names, order.threads).then(
    (pids) => report({ kind: 'ready', folder, pids }),
    (error: Error) => {
      report({ kind: 'trouble', what: error.message });
      void endAll();
    },
  );
});
