import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What this engine uses of an ioredis connection. Written down here, so that the build doesn't need the package. */
export interface Redis {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(): void;
  quit(): Promise<unknown>;
  duplicate(options?: object): Redis;
  on(event: string, listener: (...args: never[]) => void): this;
  off(event: string, listener: (...args: never[]) => void): this;
  ping(): Promise<string>;
  info(section: string): Promise<string>;
  time(): Promise<[string | number, string | number]>;
  get(key: string): Promise<string | null>;
  getBuffer(key: string): Promise<Buffer | null>;
  mgetBuffer(keys: string[]): Promise<(Buffer | null)[]>;
  mget(keys: string[]): Promise<(string | null)[]>;
  set(key: string, value: string | Buffer, ...options: (string | number)[]): Promise<unknown>;
  exists(...keys: string[]): Promise<number>;
  hget(key: string, field: string): Promise<string | null>;
  unlink(...keys: string[]): Promise<number>;
  pexpire(key: string, ms: number): Promise<number>;
  sadd(key: string, ...members: string[]): Promise<number>;
  srem(key: string, ...members: string[]): Promise<number>;
  smembers(key: string): Promise<string[]>;
  scan(cursor: string, match: 'MATCH', pattern: string, count: 'COUNT', size: number): Promise<[string, string[]]>;
  xrevrange(key: string, end: string, start: string, count: 'COUNT', size: number): Promise<[string, string[]][]>;
  eval(script: string, nKeys: number, ...keysAndArguments: (string | number | Buffer)[]): Promise<unknown>;
  publish(channel: string, message: string): Promise<number>;
  subscribe(channel: string): Promise<unknown>;
}

/** What this engine uses of BullMQ. */
export interface QueueLibrary {
  readonly Queue: new (name: string, options: object) => JobQueue;
  readonly FlowProducer: new (options: object) => FlowProducer;
  readonly QueueEvents: new (name: string, options: object) => JobEvents;
  readonly Worker: new (name: string, processor: JobProcessor | null, options: object) => JobWorker;
  readonly UnrecoverableError: new (message: string) => Error;
  readonly Redis: new (options: object) => Redis;
}

export interface JobQueue {
  add(name: string, data: unknown, options: object): Promise<QueuedJob>;
  remove(jobId: string, options?: { removeChildren?: boolean }): Promise<number>;
  getJobs(states: string[], start?: number, end?: number): Promise<(QueuedJob | undefined)[]>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): this;
  waitUntilReady(): Promise<unknown>;
}

/** A job that waits for its children, and they with it. */
export interface Flow {
  readonly name: string;
  readonly queueName: string;
  readonly data: unknown;
  readonly opts: object;
  readonly children?: Flow[];
}

export interface FlowProducer {
  add(flow: Flow): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): this;
}

export interface QueuedJob {
  readonly id?: string;
  readonly name: string;
  readonly data: unknown;
  readonly stalledCounter: number;
  readonly attemptsStarted: number;
}

export interface JobEvents {
  on(event: 'completed', listener: (event: { jobId: string }) => void): this;
  on(event: 'failed', listener: (event: { jobId: string; failedReason: string }) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

export type JobProcessor = (job: QueuedJob, token?: string) => Promise<unknown>;

export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): this;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

/**
 * BullMQ and ioredis, which only clusters need. They live in a package of their own, src/pool/cluster/package.json,
 * so that nobody installs or loads them for threads.
 *
 * @throws Error that says how to install them.
 */
export function loadQueueLibrary(): QueueLibrary {
  const load = createRequire(join(clusterFolder(), 'package.json'));
  try {
    const bullmq = load('bullmq') as Omit<QueueLibrary, 'Redis'>;
    const ioredis = load('ioredis') as Pick<QueueLibrary, 'Redis'>;
    const { Queue, FlowProducer, QueueEvents, Worker, UnrecoverableError } = bullmq;
    return { Queue, FlowProducer, QueueEvents, Worker, UnrecoverableError, Redis: ioredis.Redis };
  } catch (cause) {
    throw new Error(
      "The cluster engine's packages, bullmq and ioredis, aren't installed. Run `npm run cluster:setup` in the project's folder, on every machine of the cluster.",
      { cause },
    );
  }
}

/** src/pool/cluster, seen from src/dist/pool/cluster, where this file runs, or from its own place. */
export function clusterFolder(): string {
  for (let folder = __dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const candidate = join(folder, 'pool', 'cluster');
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return __dirname;
}
