import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describeValue } from '../describe-value';
import { keepAliveFor } from '../keep-alive';
import type { GuardOrder, GuardReport } from './local-guard';
import { loadQueueLibrary } from './queue-library';
import { KEY_VARIABLE } from './signature';

/** Options of localCluster. */
export interface LocalClusterOptions {
  /** How many worker processes, or their names. Default 2. */
  workers?: number | readonly string[];
  /** How many tasks each of them runs at the same time. Default 1. */
  threads?: number;
}

/** A worker process of a local cluster. */
export interface LocalWorker {
  /** As timelines call it. */
  readonly name: string;
  readonly pid: number;
  /** Ends it at once, as a power cut would (SIGKILL). Resolves when it is gone. */
  kill(): Promise<void>;
}

/** A Redis and workers on this machine. Made by localCluster. */
export interface LocalCluster {
  /** For `cluster({ url })`. */
  readonly url: string;
  readonly workers: readonly LocalWorker[];
  /** Ends all of it. Closing twice is fine. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A cluster on this machine, to learn and to try things out with: a Redis and workers, each a process of its own.
 *
 * They end with close(), and by themselves when this program ends, however that happens. The Redis listens on no port: it is
 * reached by a file that only this user may open. It needs redis-server (or valkey-server) on the machine and
 * `npm run cluster:setup` in the project. A dead worker's tasks run again elsewhere after 2 to 4 s. Where the environment has no
 * PARALLEL_CLUSTER_KEY, this program gets a random one.
 *
 * @throws Error that says what to install, where something is missing; RangeError for no worker or no thread.
 * @example
 * const local = await localCluster({ workers: 3 });
 * const pool = createPool(3, { engine: cluster({ url: local.url }) });
 */
export async function localCluster({ workers = 2, threads = 1 }: LocalClusterOptions = {}): Promise<LocalCluster> {
  const names = typeof workers === 'number' ? Array.from({ length: whole('workers', workers) }, (_, i) => `worker-${i + 1}`) : [...workers];
  checkNames(names);
  whole('threads', threads);
  loadQueueLibrary();
  process.env[KEY_VARIABLE] ??= randomBytes(32).toString('hex');
  // A group of its own: Ctrl+C in a terminal is for the program, which then ends the cluster.
  const guard = fork(join(__dirname, 'local-guard.js'), { detached: true, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const gone = new Promise<void>((resolve) => {
    guard.once('exit', () => resolve());
    guard.once('error', () => resolve());
  });
  tell(guard, { kind: 'start', names, threads });
  const { folder, pids } = await started(guard).catch(async (error: unknown) => {
    await gone;
    throw error;
  });
  guard.unref();
  guard.channel?.unref();
  const close = async (): Promise<void> => {
    if (guard.connected) guard.disconnect();
    await keepAliveFor(gone);
  };
  return {
    url: `unix://${folder}/redis.sock`,
    workers: names.map((name, index) => ({ name, pid: pids[index]!, kill: () => killed(guard, name, gone) })),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What the guard reports when all are ready. @throws Error with what it says otherwise; then it has ended everything. */
function started(guard: ChildProcess): Promise<Extract<GuardReport, { kind: 'ready' }>> {
  return new Promise((resolve, reject) => {
    guard.once('message', (report: GuardReport) => {
      if (report.kind === 'ready') resolve(report);
      else reject(new Error(`localCluster: ${report.kind === 'trouble' ? report.what : 'a worker ended at its start'}`));
    });
    guard.once('error', reject);
    guard.once('exit', () => reject(new Error('localCluster: the process that looks after Redis and the workers ended at its start.')));
  });
}

async function killed(guard: ChildProcess, name: string, gone: Promise<void>): Promise<void> {
  let hear: (report: GuardReport) => void = () => {};
  const ended = new Promise<void>((resolve) => {
    hear = (report) => void (report.kind === 'ended' && report.name === name && resolve());
  });
  guard.on('message', hear);
  tell(guard, { kind: 'kill', name });
  await keepAliveFor(Promise.race([ended, gone]));
  guard.off('message', hear);
}

function tell(guard: ChildProcess, order: GuardOrder): void {
  if (guard.connected) guard.send(order);
}

function checkNames(names: readonly unknown[]): void {
  const bad = names.find((name) => typeof name !== 'string' || !/^[\w.-]{1,64}$/.test(name));
  if (bad !== undefined) throw new TypeError(`localCluster: a worker's name must be 1 to 64 letters, digits, '-', '_' or '.'; got ${describeValue(bad)}.`);
  if (names.length === 0 || new Set(names).size < names.length) {
    throw new RangeError(`localCluster: workers must be at least one, each with a name of its own; got ${JSON.stringify(names)}.`);
  }
}

function whole(option: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= 64) return value;
  throw new RangeError(`localCluster: ${option} must be a whole number from 1 to 64; got ${describeValue(value)}.`);
}
