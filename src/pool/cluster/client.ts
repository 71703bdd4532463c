import { randomBytes } from 'node:crypto';
import { BlobStore } from './blob-store';
import { ClientBlobs } from './client-blobs';
import { connect, probe, unreachable, worthCompressing } from './connection';
import { JobTracker } from './job-tracker';
import { clusterKeys, type Keys } from './keys';
import { Lease } from './lease';
import { readAddress, type Address } from './address';
import { loadQueueLibrary, type JobEvents, type JobQueue, type QueueLibrary, type Redis } from './queue-library';
import { serverOffsetMs } from './server-clock';
import { clusterSigner, type Signer } from './signature';

export interface ClientOptions {
  readonly url: string;
  readonly prefix: string;
  readonly caFile: string | undefined;
  readonly leaseMs: number;
  readonly serverTimeoutMs: number;
}

/** One pool's side of the cluster: its connections, its lease, its data, and the jobs that it waits for. */
export class Client {
  readonly id = randomBytes(8).toString('hex');
  readonly #away: AwayWatch;

  private constructor(
    readonly options: ClientOptions,
    readonly address: Address,
    readonly library: QueueLibrary,
    readonly signer: Signer,
    readonly keys: Keys,
    readonly redis: Redis,
    readonly queue: JobQueue,
    readonly events: JobEvents,
    readonly eventsConnection: Redis,
    readonly serverOffsetMs: number,
  ) {
    this.tracker = new JobTracker(redis, keys, events);
    this.#away = new AwayWatch(redis, options.serverTimeoutMs, address);
  }

  readonly tracker: JobTracker;
  readonly results!: BlobStore;
  readonly blobs!: ClientBlobs;
  #lease!: Lease;

  /** @throws Error within 3 s when the server can't be used, or when the address, the key or the packages are not right. */
  static async open(options: ClientOptions): Promise<Client> {
    const signer = clusterSigner();
    const address = readAddress(options.url, options.caFile);
    const keys = clusterKeys(options.prefix);
    const library = loadQueueLibrary();
    await probe(library, address);
    const redis = connect(library, address);
    const eventsConnection = connect(library, address);
    const offset = await serverOffsetMs(redis);
    const queue = new library.Queue(keys.queue, { connection: redis, prefix: keys.prefix });
    const last = await redis.xrevrange(`${keys.prefix}:${keys.queue}:events`, '+', '-', 'COUNT', 1);
    // From the last event on, not from "now", which would be whenever the first question arrives.
    const events = new library.QueueEvents(keys.queue, { connection: eventsConnection, prefix: keys.prefix, lastEventId: last[0]?.[0] ?? '0' });
    for (const part of [queue, events]) (part as JobQueue).on('error', () => {});
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
    const client = new Client(options, address, library, signer, keys, redis, queue, events, eventsConnection, offset);
    await client.#settle();
    return client;
  }

  async #settle(): Promise<void> {
    const { leaseMs } = this.options;
    const expiryMs = 4 * leaseMs;
    this.#lease = await Lease.take(this.redis, this.keys, { address: this.address, client: this.id, leaseMs, expiryMs });
    const results = new BlobStore(this.redis, this.keys, worthCompressing(this.address), expiryMs);
    Object.assign(this, { results, blobs: new ClientBlobs(results, this.id, (change) => this.#lease.renew(change)) });
  }

  /** Rejects when the server has been away for too long; `work` otherwise. */
  whileThere<T>(work: Promise<T>): Promise<T> {
    return this.#away.race(work);
  }

  get isThere(): boolean {
    return this.redis.status === 'ready';
  }

  async close(): Promise<void> {
    const isThere = this.isThere;
    this.tracker.close();
    this.#away.close();
    await this.#lease.end(isThere);
    for (const connection of [this.redis, this.eventsConnection]) connection.disconnect();
    await Promise.allSettled([this.queue.close(), this.events.close()]);
  }
}

/** Watches how long the server has been away. Commands wait for it meanwhile, as connections come back by themselves. */
class AwayWatch {
  readonly #timer: NodeJS.Timeout;
  readonly #waiting = new Set<(error: Error) => void>();
  #awaySince: number | undefined;

  constructor(redis: Redis, timeoutMs: number, address: Address) {
    redis.on('close', () => void (this.#awaySince ??= Date.now()));
    redis.on('ready', () => void (this.#awaySince = undefined));
    this.#timer = setInterval(() => {
      if (this.#awaySince === undefined || Date.now() - this.#awaySince < timeoutMs) return;
      const error = unreachable(address, new Error(`it has been away for ${Math.round((Date.now() - this.#awaySince) / 1000)} s (serverTimeoutMs)`));
      for (const reject of this.#waiting) reject(error);
    }, 250);
    this.#timer.unref();
  }

  async race<T>(work: Promise<T>): Promise<T> {
    let reject: ((error: Error) => void) | undefined;
    const away = new Promise<never>((_, no) => (reject = no));
    this.#waiting.add(reject!);
    try {
      return await Promise.race([work, away]);
    } finally {
      this.#waiting.delete(reject!);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
