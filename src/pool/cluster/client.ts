import { randomBytes } from 'node:crypto';
import { BlobStore } from './blob-store';
import { ClientBlobs } from './client-blobs';
import { AwayWatch } from './away-watch';
import { connect, probe, unreachable, worthCompressing } from './connection';
import { JobTracker } from './job-tracker';
import { clusterKeys, type Keys } from './keys';
import { Lease } from './lease';
import { readAddress, type Address } from './address';
import { loadQueueLibrary, type FlowProducer, type JobEvents, type JobQueue, type QueueLibrary, type Redis } from './queue-library';
import { serverOffsetMs } from './server-clock';
import { liveWorkers } from './worker-presence';
import { clusterSigner, type Signer } from './signature';

export interface ClientOptions {
  readonly url: string;
  readonly prefix: string;
  readonly caFile: string | undefined;
  readonly leaseMs: number;
  readonly serverTimeoutMs: number;
}

/** Data that nobody renews any more expires after so many leases. */
const EXPIRY_LEASES = 4;

const TIDY_MS = 2_000;

/** One pool's side of the cluster: its connections, its lease, its data, and the jobs that it waits for. */
export class Client {
  readonly #away: AwayWatch;

  readonly tracker: JobTracker;
  /** How many threads the cluster's workers had when they were last asked. */
  threads = 0;
  readonly results: BlobStore;
  readonly blobs: ClientBlobs;

  private constructor(
    readonly id: string,
    readonly options: ClientOptions,
    readonly address: Address,
    readonly signer: Signer,
    readonly keys: Keys,
    readonly link: Link,
    readonly lease: Lease,
    readonly serverOffsetMs: number,
  ) {
    const { redis, events } = link;
    this.tracker = new JobTracker(redis, keys, events);
    this.results = new BlobStore(redis, keys, worthCompressing(address), EXPIRY_LEASES * options.leaseMs);
    this.blobs = new ClientBlobs(this.results, id, (change) => lease.renew(change));
    this.#away = new AwayWatch(redis, options.serverTimeoutMs, address);
  }

  /** @throws Error within 3 s when the server can't be used, or when the address, the key or the packages are not right. */
  static async open(options: ClientOptions): Promise<Client> {
    const signer = clusterSigner();
    const address = readAddress(options.url, options.caFile);
    const keys = clusterKeys(options.prefix);
    const library = loadQueueLibrary();
    await probe(library, address);
    const { leaseMs } = options;
    const id = randomBytes(8).toString('hex');
    const link = await openLink(library, address, keys);
    const lease = await Lease.take(link.redis, keys, { address, client: id, leaseMs, expiryMs: EXPIRY_LEASES * leaseMs });
    const client = new Client(id, options, address, signer, keys, link, lease, await serverOffsetMs(link.redis));
    await liveWorkers(client);
    return client;
  }

  /** Rejects when the server has been away for too long; `work` otherwise. */
  whileThere<T>(work: Promise<T>): Promise<T> {
    return this.#away.race(work);
  }

  get isThere(): boolean {
    return this.link.redis.status === 'ready';
  }

  /** Does what is good manners, while the server is there: it may go meanwhile, and then commands would wait for it. */
  async tidy(work: () => Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, TIDY_MS)));
    await Promise.race([work().catch(() => {}), late]);
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    const isThere = this.isThere;
    this.tracker.close();
    this.#away.close();
    await this.tidy(() => this.lease.end(isThere));
    const { redis, eventsConnection, queue, flows, events } = this.link;
    for (const connection of [redis, eventsConnection]) connection.disconnect();
    await this.tidy(() => Promise.allSettled([queue.close(), flows.close(), events.close()]));
  }
}

/** The connections of a client, and what BullMQ makes of them. */
interface Link {
  readonly redis: Redis;
  readonly eventsConnection: Redis;
  readonly queue: JobQueue;
  readonly flows: FlowProducer;
  readonly events: JobEvents;
}

async function openLink(library: QueueLibrary, address: Address, keys: Keys): Promise<Link> {
  const redis = connect(library, address);
  const eventsConnection = connect(library, address);
  const { prefix } = keys;
  try {
    const last = await redis.xrevrange(`${prefix}:${keys.queue}:events`, '+', '-', 'COUNT', 1);
    const queue = new library.Queue(keys.queue, { connection: redis, prefix });
    // From the last event on, not from "now", which would be whenever the first question arrives.
    const events = new library.QueueEvents(keys.queue, { connection: eventsConnection, prefix, lastEventId: last[0]?.[0] ?? '0' });
    const flows = new library.FlowProducer({ connection: redis, prefix });
    for (const part of [queue, flows, events]) (part as JobQueue).on('error', () => {});
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
    return { redis, eventsConnection, queue, flows, events };
  } catch (error) {
    // What isn't closed would try to connect for ever.
    for (const connection of [redis, eventsConnection]) connection.disconnect();
    throw unreachable(address, error);
  }
}
