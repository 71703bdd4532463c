import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { ChunkGroups } from '../cluster/chunk-groups';
import type { Chunk, ChunkReport, Job } from '../engine';
import { packChunk } from '../pack-chunk';
import { pack, packetBytes, unpack } from '../packet';
import { lostWorkerError } from '../threads/lost-worker';
import type { Driver } from './driver';
import { whySparkFailed } from './why-failed';
import { fromWire, toWire, type SparkResult, type SparkTask, type Wire, type WirePacket } from './wire';

/** From this size on, what all tasks of a map use is broadcast. */
const BROADCAST_BYTES = 64 * 1024;

const now = (): number => performance.timeOrigin + performance.now();

interface Sent {
  readonly chunks: readonly Chunk[];
  readonly submitted: number;
  readonly bytesIn: number;
}

/** One job of the pool on Spark: each node is a lane or two, with a Spark job each. */
export class SparkCall {
  readonly #group: string;
  readonly #groups: ChunkGroups;
  readonly #blobs = new Map<string, Promise<void>>();
  readonly #seats = new Map<string, number>();
  #code: WirePacket | undefined;

  constructor(
    readonly driver: Driver,
    readonly job: Job,
    readonly nNodes: number,
    pool: string,
  ) {
    this.#group = `${pool}-${job.map}`;
    this.#groups = new ChunkGroups(job.chunks, nNodes);
  }

  async run(): Promise<void> {
    const { driver, job, nNodes } = this;
    let isCancelled: Promise<void> | undefined;
    const cancel = (): void => void (isCancelled = driver.cancel(this.#group));
    job.signal.addEventListener('abort', cancel);
    try {
      const blobs: string[] = [];
      this.#code = toWire(pack(job.code, { asideFrom: Infinity }), (bytes) => this.#large(bytes, blobs));
      const codeBlobs = [...blobs];
      // A second lane waits in Spark's queue while the first one runs, unless it would run at once.
      const lanes = driver.slots > nNodes ? nNodes : 2 * nNodes;
      await Promise.all(Array.from({ length: lanes }, (_, lane) => this.#lane(lane % nNodes, codeBlobs)));
    } finally {
      job.signal.removeEventListener('abort', cancel);
      await isCancelled;
      driver.end(this.#group);
    }
  }

  async #lane(lane: number, codeBlobs: readonly string[]): Promise<void> {
    const { driver, job } = this;
    while (!job.signal.aborted) {
      const chunks = await this.#groups.take();
      if (!chunks || job.signal.aborted) return;
      const blobs = [...codeBlobs];
      let bytesIn = 0;
      const inputs = chunks.map((chunk) => {
        const packet = packChunk(chunk, { asideFrom: BROADCAST_BYTES });
        bytesIn += packetBytes(packet);
        // Only what is shared among tasks is worth a broadcast.
        return { ...toWire(packet), shared: packet.shared.map((buffer) => this.#large(new Uint8Array(buffer), blobs)) };
      });
      await Promise.all(blobs.map((key) => this.#blobs.get(key)));
      const task: SparkTask = { call: this.#group, kind: job.kind, code: this.#code!, inputs, firstItems: chunks.map(({ firstItem }) => firstItem) };
      const sent = { chunks, bytesIn, submitted: now() };
      const end = await driver.run(this.#group, serialize(task), blobs);
      if (end.kind === 'done') await this.#deliver(lane, sent, deserialize(end.body) as SparkResult);
      else if (!job.signal.aborted) this.#lost(lane, sent, end.message);
    }
  }

  /** Notes in `used` what is broadcast. */
  #large(bytes: Uint8Array, used: string[]): Wire {
    if (bytes.length < BROADCAST_BYTES) return bytes;
    const blob = createHash('sha256').update(bytes).digest('hex');
    if (!this.#blobs.has(blob)) this.#blobs.set(blob, this.driver.broadcast(this.#group, blob, bytes));
    used.push(blob);
    return { blob };
  }

  async #deliver(lane: number, sent: Sent, result: SparkResult): Promise<void> {
    const { job } = this;
    const { chunks } = sent;
    for (const [stream, text] of result.printed) job.printed(stream, text);
    const node = this.#nodeOf(lane, chunks[0]!.index, result.machine);
    const report = this.#reporter(node, sent, result);
    const { spans } = result;
    if (spans.length > 0) this.#groups.took(spans.length, spans.at(-1)![1] - spans[0]![0], Math.max(sent.bytesIn, result.bytesOut));
    for (const [place, output] of result.outputs.entries()) {
      job.succeeded(report(chunks[place]!, place), unpack(await fromWire(output)) as ArrayLike<unknown>);
    }
    if (!result.failure) return;
    const { kind, bytes, item } = result.failure;
    const place = Math.min(result.outputs.length, chunks.length - 1);
    const packed = unpack({ bytes, aside: [], shared: [] });
    const value = kind === 'thrown' ? packed : lostWorkerError(Object.assign(new Error(), packed), node, item);
    job.failed(report(chunks[place]!, place), item === undefined ? { kind, value } : { kind, value, item });
  }

  #lost(node: number, sent: Sent, message: string): void {
    const [first] = sent.chunks;
    const report = this.#reporter(node, sent, { machine: '', thread: -1, spans: [], bytesOut: 0 });
    const { machine: _none, ...rest } = report(first!, 0);
    const isOne = sent.chunks.length === 1 && first!.items.length === 1;
    const value = whySparkFailed(message, this.job.kind === 'map' ? itemsOf(sent.chunks) : 'the call');
    this.job.failed(rest, isOne ? { kind: 'lost', value, item: first!.firstItem } : { kind: 'lost', value });
  }

  /** A node child keeps the node's number under which it was first seen, unless a chunk has a number of its own. */
  #nodeOf(lane: number, firstChunk: number, machine: string): number {
    const seat = this.#seats.get(machine);
    if (firstChunk >= this.nNodes) return seat ?? lane;
    if (seat === undefined) this.#seats.set(machine, lane);
    return lane;
  }

  #reporter(node: number, { chunks, submitted, bytesIn }: Sent, { machine, thread, spans, bytesOut }: Pick<SparkResult, 'machine' | 'thread' | 'spans' | 'bytesOut'>) {
    const received = now();
    // The machines' clocks needn't agree: nothing begins before it was submitted.
    const here = (there: number): number => Math.min(Math.max(there, submitted), received);
    return ({ index, firstItem, items }: Chunk, place: number): ChunkReport => {
      const [started, finished] = spans[place] ?? [received, received];
      const times = { submitted, started: here(started), finished: here(finished), received };
      return { chunk: index, firstItem, items: items.length, node, thread, machine, ...times, bytesIn: bytesIn / chunks.length, bytesOut: bytesOut / Math.max(1, spans.length) };
    };
  }
}

/** 'item 3', 'items 3 to 9'. */
function itemsOf(chunks: readonly Chunk[]): string {
  const first = chunks[0]!.firstItem;
  const last = chunks.at(-1)!;
  const end = last.firstItem + last.items.length - 1;
  return first === end ? `item ${first}` : `items ${first} to ${end}`;
}
