import type { Job } from '../engine';
import { pack, unpack } from '../packet';
import { CallJobs, type EndedJob } from './call-jobs';
import { ChunkReports } from './chunk-reports';
import type { Client } from './client';
import { KeptResults } from './kept-results';
import { fetchPacket, placePacket, placesOf, type PacketPlace } from './packet-place';
import { ReadyGroups, type Ready } from './ready-groups';
import { isServersLoss, openResult, resultSource, taskFailure } from './result';
import { nowMs } from './server-clock';
import { TreeRun } from './tree-run';
import { itemsOf, whyLost } from './why-lost';

/** A job that vanished with the server's memory is sent again this often. */
const MOST_RESENDS = 5;

/** One job of the pool on the cluster: each node is a lane or two, with a job in the queue each. */
export class ClusterCall {
  readonly #name: string;
  readonly #jobs: CallJobs;
  readonly #ready: ReadyGroups;
  readonly #reports: ChunkReports;
  readonly #kept: KeptResults;
  readonly #holder = {};
  readonly #ended = new AbortController();
  #code: PacketPlace | undefined;

  constructor(
    readonly client: Client,
    readonly job: Job,
    readonly nNodes: number,
  ) {
    this.#name = `${client.id}-${job.map}`;
    this.#jobs = new CallJobs(client, this.#name, job.signal);
    this.#ready = new ReadyGroups(job, client.blobs, nNodes);
    this.#reports = new ChunkReports(nNodes, client.serverOffsetMs);
    this.#kept = new KeptResults(client);
  }

  async run(): Promise<void> {
    const { client, job } = this;
    const cancel = (): void => void this.#jobs.cancel(this.#ended.signal).catch(() => {});
    job.signal.addEventListener('abort', cancel);
    try {
      await client.whileThere(this.#runLanes().then(() => this.#runTree()));
    } finally {
      job.signal.removeEventListener('abort', cancel);
      this.#ended.abort();
      if (client.isThere) await client.tidy(() => Promise.all([this.#ready.release(), this.#kept.dropAll(), client.blobs.release(this.#holder)]));
    }
  }

  async #runLanes(): Promise<void> {
    this.#code = await this.#placeCode();
    // The first nNodes lanes take the first nNodes chunks, in this order.
    await Promise.all(Array.from({ length: 2 * this.nNodes }, (_, lane) => this.#lane(lane)));
  }

  async #runTree(): Promise<void> {
    const { client, job } = this;
    if (!job.tree || job.signal.aborted) return;
    await new TreeRun(client, job, job.tree, this.#jobs, this.#kept, this.#reports, this.#holder).run();
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
    const hasThreadsToSpare = (): boolean => this.client.threads > this.nNodes;
    while (!this.job.signal.aborted && !(isSecond && hasThreadsToSpare())) {
      const ready = await this.#ready.take(hasThreadsToSpare());
      if (!ready) return;
      await this.#runGroup(lane % this.nNodes, ready);
    }
  }

  async #runGroup(node: number, ready: Ready): Promise<void> {
    const { client, job } = this;
    try {
      for (let sent = 0; ; sent++) {
        const submitted = nowMs();
        const firstItems = ready.chunks.map(({ firstItem }) => firstItem);
        const { kind, tree } = job;
        const end = await this.#jobs.send({ kind, code: this.#code!, codeName: this.#name, inputs: ready.inputs, firstItems, isForAnother: tree !== undefined });
        if (job.signal.aborted && end.kind !== 'stored') return;
        if (end.kind === 'stored') return await this.#deliver(node, ready, submitted, end);
        if (end.kind === 'failed' && !isServersLoss(end.reason)) return await this.#fail(node, ready, submitted, end.reason, end.jobId);
        if (sent >= MOST_RESENDS) throw new Error(`The cluster's Redis lost a job ${sent + 1} times. Does something delete its keys, or does it restart again and again?`);
        await client.lease.retake();
        await client.blobs.forgetMissing();
        this.#code = await this.#placeCode();
        ready = await this.#ready.again(ready);
      }
    } finally {
      if (client.isThere) await client.tidy(() => client.blobs.release(ready.holder));
    }
  }

  async #deliver(lane: number, { chunks, bytesIn }: Ready, submitted: number, { jobId, sealed }: Extract<EndedJob, { kind: 'stored' }>): Promise<void> {
    const { client, job } = this;
    const result = openResult(client, jobId, sealed);
    const results = await this.#results(result.outputs, jobId, chunks[0]!.firstItem);
    for (const [stream, text] of result.printed) job.printed(stream, text);
    const node = this.#reports.nodeOf(lane, chunks[0]!.index, result);
    const report = this.#reports.done(node, submitted, bytesIn / chunks.length, result);
    const last = result.spans.at(-1);
    if (last && result.spans[0]) this.#ready.groups.took(result.spans.length, last[1] - result.spans[0][0], Math.max(bytesIn, result.bytesOut));
    results.forEach((values, place) => job.succeeded(report(chunks[place]!, place), values));
    const place = Math.min(results.length, chunks.length - 1);
    if (result.failure) job.failed(report(chunks[place]!, place), taskFailure(result.failure, node));
  }

  /** The results of each chunk; of a tree's parts nothing, since theirs stay. */
  async #results(outputs: readonly PacketPlace[], jobId: string, firstItem: number): Promise<ArrayLike<unknown>[]> {
    const { client } = this;
    client.link.redis.unlink(client.keys.result(jobId)).catch(() => {});
    if (this.job.tree) {
      outputs.forEach((output, place) => this.#kept.keep(firstItem + place, output));
      return outputs.map(() => []);
    }
    const packets = await Promise.all(outputs.map((output) => fetchPacket(output, resultSource(client))));
    client.results.drop(outputs.flatMap(placesOf)).catch(() => {});
    return packets.map((packet) => unpack(packet) as ArrayLike<unknown>);
  }

  async #fail(node: number, { chunks, bytesIn }: Ready, submitted: number, reason: string, jobId: string): Promise<void> {
    const { link, keys } = this.client;
    const at = await link.redis.get(keys.at(jobId));
    const item = at === null ? (chunks.length === 1 && chunks[0]!.items.length === 1 ? chunks[0]!.firstItem : undefined) : Number(at);
    const place = Math.max(0, chunks.findLastIndex(({ firstItem }) => item !== undefined && firstItem <= item));
    const report = this.#reports.lost(node, submitted, bytesIn, chunks[place]!);
    const value = whyLost(reason, { name: this.job.kind === 'map' ? itemsOf(chunks, item) : 'the call' });
    this.job.failed(report, item === undefined ? { kind: 'lost', value } : { kind: 'lost', value, item });
  }
}
