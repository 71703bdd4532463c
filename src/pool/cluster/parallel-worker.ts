import { readAddress } from './address';
import { BlobStore } from './blob-store';
import { connect, probe, worthCompressing } from './connection';
import { jobOutput } from './job-output';
import { clusterKeys } from './keys';
import { loadQueueLibrary } from './queue-library';
import { nowMs, serverOffsetMs } from './server-clock';
import { clusterSigner } from './signature';
import { statusLine } from './status-line';
import { TaskRunner } from './task-runner';
import { WorkerDesk } from './worker-desk';
import { HELP, readWorkerOptions, type WorkerOptions } from './worker-options';
import { stopUnwanted, sweepAfterClients } from './worker-watch';

const WATCH_MS = 1_000;
const ALIVE_MS = 6_000;
const RESULT_EXPIRY_MS = 10 * 60_000;
const CLOCK_EVERY_MS = 60_000;

/** A lost worker's job may be tried again this often; then it is taken for the culprit. */
export const MOST_LOST_WORKERS = 2;

/** The program `parallel-worker`. Resolves with its exit code. */
export async function parallelWorker(argv: string[], environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  try {
    const options = readWorkerOptions(argv, environment);
    if (!options) {
      console.log(HELP);
      return 0;
    }
    return await serve(options, environment);
  } catch (error) {
    console.error(`parallel-worker: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

async function serve(options: WorkerOptions, environment: NodeJS.ProcessEnv): Promise<number> {
  const { name, threads, lockMs, stalledMs } = options;
  const signer = clusterSigner(environment);
  const address = readAddress(options.url, options.caFile);
  const keys = clusterKeys(options.prefix);
  const library = loadQueueLibrary();
  await probe(library, address);

  const redis = connect(library, address, { keepsAlive: true });
  const listener = connect(library, address, { keepsAlive: true });
  const show = statusLine(`parallel-worker ${name}`);
  let offset = await serverOffsetMs(redis);
  const blobs = new BlobStore(redis, keys, worthCompressing(address), RESULT_EXPIRY_MS);
  const runner = new TaskRunner(blobs, name, threads, () => offset, (jobId) => jobOutput({ redis, keys, signer }, jobId));
  const desk = new WorkerDesk({ library, redis, keys, signer, runner, resultExpiryMs: RESULT_EXPIRY_MS, log: show.line });
  const common = { connection: redis, prefix: keys.prefix };
  const queue = new library.Queue(keys.queue, common);
  const worker = new library.Worker(keys.queue, (job, token) => desk.process(job, token), {
    ...common,
    name,
    concurrency: threads,
    lockDuration: lockMs,
    stalledInterval: stalledMs,
    maxStalledCount: MOST_LOST_WORKERS,
  });
  for (const part of [queue, worker]) (part as typeof worker).on('error', () => {});
  listener.on('message', (_channel: string, call: string) => desk.stop((running) => running.call === call));
  await listener.subscribe(keys.cancelChannel);
  await worker.waitUntilReady();

  let draining = false;
  let isAway = false;
  redis.on('close', () => void (isAway = true));
  redis.on('ready', () => void (isAway = false));
  const about = `${threads} ${threads === 1 ? 'thread' : 'threads'} on ${address.shown}`;
  const tell = (): void => {
    const what = isAway ? 'the server is away, trying again' : draining ? 'draining' : desk.busy ? 'working' : 'waiting';
    show.state(`${about}: ${what}`, `${desk.busy} running, ${desk.done} done`);
  };
  const announce = (): Promise<unknown> =>
    Promise.all([redis.set(keys.worker(name), JSON.stringify({ threads, lockMs, stalledMs }), 'PX', ALIVE_MS), redis.sadd(keys.workers, name)]);
  let clockRead = nowMs();
  const watch = async (): Promise<void> => {
    tell();
    if (isAway) return;
    await announce();
    await stopUnwanted(redis, keys, desk);
    await sweepAfterClients(redis, keys, queue);
    if (nowMs() - clockRead > CLOCK_EVERY_MS) {
      clockRead = nowMs();
      offset = await serverOffsetMs(redis);
    }
  };
  let watching: Promise<void> | undefined;
  const timer = setInterval(() => {
    tell();
    watching ??= watch().catch(() => {}).finally(() => (watching = undefined));
  }, WATCH_MS);
  await announce();
  tell();

  await untilTold(() => {
    draining = true;
    tell();
    return worker.close();
  });
  clearInterval(timer);
  await Promise.race([Promise.all([redis.unlink(keys.worker(name)), redis.srem(keys.workers, name)]), new Promise((go) => setTimeout(go, 500))]).catch(() => {});
  await runner.close();
  for (const connection of [redis, listener]) connection.disconnect();
  show.line(`left after ${desk.done} tasks`);
  return 0;
}

/** Resolves when SIGTERM or SIGINT came and `drain` is done, or a second signal came. */
function untilTold(drain: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    const onSignal = (): void => {
      if (told) return resolve();
      told = true;
      drain().then(resolve, resolve);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}
