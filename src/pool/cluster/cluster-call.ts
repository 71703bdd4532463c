import type { Chunk, ChunkReport, Job } from '../engine';
import { packChunk } from '../pack-chunk';
import { pack, packetBytes, unpack } from '../packet';
import { lostWorkerError } from '../threads/lost-worker';
import { MissingBlob, type BlobPlace } from './blob-store';
import { ChunkGroups } from './chunk-groups';
import type { Client } from './client';
import type { JobEnd } from './job-tracker';
import { itemsOf, whyLost } from './why-lost';
import { fetchPacket, placePacket, placesOf, sharedCopy, type PacketPlace, INLINE_BYTES } from './packet-place';
import { seal, unseal } from './sealed';
import { nowMs } from './server-clock';
import { CLIENT_GONE, resultPurpose, taskPurpose, type Task, type TaskResult } from './task';

/** A job that vanished with the server's memory is sent again this often. */
const MOST_RESENDS = 5;
const CANCEL_EXPIRY_MS = 60_000;
/** Workers that live stop a cancelled task within a second or so; for those that don't, there is nothing to wait for. */
const CANCEL_WAIT_MS = 5_000;

interface Ready {
  readonly chunks: Chunk[];
  readonly inputs: readonly PacketPlace[];
  readonly bytesIn: number;
  /** Holds the data of this group. */
  readonly holder: object;
}

/** One job of the pool on the cluster: each node is a lane or two, with a job in the queue each. */
export class ClusterCall {
  readonly #name: string;
  readonly #groups: ChunkGroups;
  readonly #ahead: Promise<Ready | undefined>[] = [];
  readonly #holder = {};
  readonly #seats = new Map<string, number>();
  readonly #ended = new AbortController();
  #code: PacketPlace | undefined;
  #jobs = 0;

  constructor(
    readonly client: Client,
    readonly job: Job,
    readonly nNodes: number,
  ) {
    this.#name = `${client.id}-${job.map}`;
    this.#groups = new ChunkGroups(job.chunks, nNodes);
  }

  async run(): Promise<void> {
    const { client, job } = this;
    const cancel = (): void => void this.#cancel().catch(() => {});
    job.signal.addEventListener('abort', cancel);
    try {
      await client.whileThere(this.#runLanes());
    } finally {
      job.signal.removeEventListener('abort', cancel);
      this.#ended.abort();
      if (client.isThere) await client.tidy(() => this.#clean());
    }
  }

  async #runLanes(): Promise<void> {
    this.#code = await this.#placeCode();
    // The first nNodes lanes take the first nNodes chunks, in this order.
    await Promise.all(Array.from({ length: 2 * this.nNodes }, (_, lane) => this.#lane(lane)));
  }

  #placeCode(): Promise<PacketPlace> {
    const packet = pack(this.job.code, { asideFrom: Infinity });
    return placePacket(packet, (bytes) => this.client.blobs.put(this.#holder, bytes));
  }

  /**
   * Each node has a second lane, whose job waits in the queue until a thread is free: that hides the jobs' way to the workers. Where the
   * cluster has more threads than the pool has nodes it would run at once, so there the second lane rests, and data are only made ready.
   */
  async #lane(lane: number): Promise<void> {
    const isSecond = lane >= this.nNodes;
    while (!this.job.signal.aborted && !(isSecond && this.#hasThreadsToSpare())) {
      const ready = await this.#take();
      if (!ready) return;
      await this.#runGroup(lane % this.nNodes, ready);
    }
  }

  #hasThreadsToSpare(): boolean {
    return this.client.threads > this.nNodes;
  }

  async #take(): Promise<Ready | undefined> {
    const mine = this.#ahead.shift() ?? this.#makeReady();
    if (this.#hasThreadsToSpare() && this.#ahead.length < this.nNodes) {
      const next = this.#makeReady();
      next.catch(() => {});
      this.#ahead.push(next);
    }
    return mine;
  }

  /** A thread keeps the node's number under which it was first seen, unless a chunk has a number of its own. */
  #nodeOf(lane: number, firstChunk: number, { machine, thread }: TaskResult): number {
    const name = `${machine} ${thread}`;
    const seat = this.#seats.get(name);
    if (firstChunk >= this.nNodes) return seat ?? lane;
    if (seat === undefined) this.#seats.set(name, lane);
    return lane;
  }

  async #makeReady(): Promise<Ready | undefined> {
    const chunks = await this.#groups.take();
    if (!chunks || this.job.signal.aborted) return undefined;
    const holder = {};
    let bytesIn = 0;
    const inputs = await this.#placeInputs({ chunks, holder }, (bytes) => (bytesIn += bytes));
    return { chunks, inputs, bytesIn, holder };
  }

  #placeInputs({ chunks, holder }: Pick<Ready, 'chunks' | 'holder'>, count: (bytes: number) => void = () => {}): Promise<PacketPlace[]> {
    return Promise.all(
      chunks.map((chunk) => {
        const packet = packChunk(chunk, { asideFrom: INLINE_BYTES });
        count(packetBytes(packet));
        return placePacket(packet, (bytes) => this.client.blobs.put(holder, bytes));
      }),
    );
  }

  async #runGroup(node: number, ready: Ready): Promise<void> {
    try {
      for (let sent = 0; ; sent++) {
        const submitted = nowMs();
        const end = await this.#send(ready);
        if (this.job.signal.aborted && end.kind !== 'stored') return;
        if (end.kind === 'stored') return await this.#deliver(node, ready, submitted, end.sealed, end.jobId);
        if (end.kind === 'failed' && !isServersLoss(end.reason)) return await this.#fail(node, ready, submitted, end.reason, end.jobId);
        if (sent >= MOST_RESENDS) throw new Error(`The cluster's Redis lost a job ${sent + 1} times. Does something delete its keys, or does it restart again and again?`);
        await this.client.lease.retake();
        await this.client.blobs.forgetMissing();
        this.#code = await this.#placeCode();
        ready = { ...ready, inputs: await this.#placeInputs(ready) };
      }
    } finally {
      if (this.client.isThere) await this.client.tidy(() => this.client.blobs.release(ready.holder));
    }
  }

  async #send({ chunks, inputs }: Ready): Promise<JobEnd & { jobId: string }> {
    const { client, job } = this;
    const jobId = `${this.#name}-${this.#jobs++}`;
    const task: Task = {
      jobId,
      client: client.id,
      call: this.#name,
      kind: job.kind,
      code: this.#code!,
      inputs,
      firstItems: chunks.map(({ firstItem }) => firstItem),
    };
    const data = seal(client.signer, taskPurpose(client.keys, jobId), task).toString('base64');
    const end = client.tracker.track(jobId);
    await client.link.queue.add('task', data, { jobId, removeOnComplete: true, removeOnFail: { age: 600 } });
    if (job.signal.aborted) await this.#remove(jobId);
    const ended = await end;
    if (ended.kind === 'failed') await this.#remove(jobId);
    return { ...ended, jobId };
  }

  async #deliver(lane: number, { chunks, bytesIn }: Ready, submitted: number, sealed: Buffer, jobId: string): Promise<void> {
    const { client, job } = this;
    const result = unseal(client.signer, resultPurpose(client.keys, jobId), sealed) as TaskResult;
    const source = { get: (place: BlobPlace) => client.results.get(place), shared: async (place: BlobPlace) => sharedCopy(await client.results.get(place)) };
    const packets = await Promise.all(result.outputs.map((output) => fetchPacket(output, source)));
    client.link.redis.unlink(client.keys.result(jobId)).catch(() => {});
    client.results.drop(result.outputs.flatMap(placesOf)).catch(() => {});
    for (const [stream, text] of result.printed) job.printed(stream, text);
    const node = this.#nodeOf(lane, chunks[0]!.index, result);
    const report = this.#reporter(node, submitted, bytesIn / chunks.length, result);
    const last = result.spans.at(-1);
    if (last && result.spans[0]) this.#groups.took(result.spans.length, last[1] - result.spans[0][0], Math.max(bytesIn, result.bytesOut));
    packets.forEach((packet, place) => job.succeeded(report(chunks[place]!, place), unpack(packet) as ArrayLike<unknown>));
    if (!result.failure) return;
    const { kind, bytes, item } = result.failure;
    const place = Math.min(packets.length, chunks.length - 1);
    const packed = unpack({ bytes, aside: [], shared: [] });
    const value = kind === 'thrown' ? packed : lostWorkerError(Object.assign(new Error(), packed), node, item);
    job.failed(report(chunks[place]!, place), item === undefined ? { kind, value } : { kind, value, item });
  }

  #reporter(node: number, submitted: number, bytesIn: number, { machine, thread, spans, bytesOut }: Pick<TaskResult, 'machine' | 'thread' | 'spans' | 'bytesOut'>) {
    const received = nowMs();
    const offset = this.client.serverOffsetMs;
    // The machines' clocks agree to a fraction of a millisecond only: nothing begins before it was submitted.
    const here = (server: number): number => Math.min(Math.max(server - offset, submitted), received);
    return ({ index, firstItem, items }: Chunk, place: number): ChunkReport => {
      const [started, finished] = spans[place] ?? [received + offset, received + offset];
      const times = { submitted, started: here(started), finished: here(finished), received };
      return { chunk: index, firstItem, items: items.length, node, thread, machine, ...times, bytesIn, bytesOut: bytesOut / Math.max(1, spans.length) };
    };
  }

  async #fail(node: number, { chunks, bytesIn }: Ready, submitted: number, reason: string, jobId: string): Promise<void> {
    const { link, keys } = this.client;
    const at = await link.redis.get(keys.at(jobId));
    const item = at === null ? (chunks.length === 1 && chunks[0]!.items.length === 1 ? chunks[0]!.firstItem : undefined) : Number(at);
    const place = Math.max(0, chunks.findLastIndex(({ firstItem }) => item !== undefined && firstItem <= item));
    const report = this.#reporter(node, submitted, bytesIn, { machine: '', thread: -1, spans: [], bytesOut: 0 });
    const { machine: _none, ...rest } = report(chunks[place]!, place);
    const value = whyLost(reason, { name: this.job.kind === 'map' ? itemsOf(chunks, item) : 'the call' });
    this.job.failed(rest, item === undefined ? { kind: 'lost', value } : { kind: 'lost', value, item });
  }

  /** Has the workers stop what runs, and takes what waits off the queue. */
  async #cancel(): Promise<void> {
    const { link, keys, tracker } = this.client;
    const mine = (): string[] => tracker.waitingFor().filter((jobId) => jobId.startsWith(`${this.#name}-`));
    const giveUp = setTimeout(() => mine().forEach((jobId) => tracker.untrack(jobId)), CANCEL_WAIT_MS);
    this.#ended.signal.addEventListener('abort', () => clearTimeout(giveUp));
    await link.redis.set(keys.cancelled(this.#name), '1', 'PX', CANCEL_EXPIRY_MS);
    await link.redis.publish(keys.cancelChannel, this.#name);
    await Promise.all(mine().map((jobId) => this.#remove(jobId)));
  }

  /** Takes a job off the queue; one that is being worked on stays, and its worker hears of the cancellation. */
  async #remove(jobId: string): Promise<void> {
    const removed = await this.client.link.queue.remove(jobId).catch(() => 0);
    if (removed) this.client.tracker.untrack(jobId);
  }

  /** Deletes what the call had on the cluster. */
  async #clean(): Promise<void> {
    const { blobs } = this.client;
    const ahead = await Promise.allSettled(this.#ahead);
    const holders = ahead.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value.holder] : []));
    await Promise.all([this.#holder, ...holders].map((holder) => blobs.release(holder)));
  }
}

/** The server came back without the job's data, or without this client's lease: sent again, it will run. */
function isServersLoss(reason: string): boolean {
  return reason.includes(MissingBlob.said) || reason === CLIENT_GONE;
}
