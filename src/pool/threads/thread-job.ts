import { setMaxListeners } from 'node:events';
import type { Chunk, Job } from '../engine';
import { packChunk } from '../pack-chunk';
import { pack, packetBytes, transferList, unpack, type Packet } from '../packet';
import { batchBytes, resultsOf } from './batch';
import { blockOf, chunkBytes } from './block';
import { CANCELLED, itemWord, newControl, printedWord } from './control';
import { ChunkLog } from './chunk-log';
import { lostWorkerError } from './lost-worker';
import type { Batch, Block, ChunkMessage, FailureMessage, SideMessage, StintReply } from './messages';
import type { Nodes, ThreadNode } from './nodes';
import { printedSize } from './side-channel';

/** How long tasks that were cancelled may take to end by themselves before their workers are ended. */
const GRACE_MS = 50;

interface Stint {
  readonly node: number;
  readonly mine?: ChunkMessage;
  readonly block?: Block;
  readonly transfer?: ArrayBuffer[];
}

/** One job on the worker threads. */
export class ThreadJob {
  readonly number: number;
  readonly #job: Job;
  readonly #nodes: Nodes;
  readonly #nNodes: number;
  readonly #control: Int32Array;
  readonly #log: ChunkLog;
  /** Ends the workers that still work on the job. */
  readonly #kill = new AbortController();
  /** For each node: side messages that arrived and aren't accounted for, and who waits for more. */
  readonly #arrived: number[] = [];
  readonly #waiters: ((() => void) | undefined)[] = [];
  #code: Packet | undefined;

  constructor(number: number, job: Job, nodes: Nodes) {
    this.number = number;
    this.#job = job;
    this.#nodes = nodes;
    this.#nNodes = nodes.seats.length;
    this.#control = newControl(this.#nNodes);
    // One listener a node: no leak, and not worth a warning.
    setMaxListeners(0, this.#kill.signal);
    this.#log = new ChunkLog(nodes.seats);
  }

  async run(): Promise<void> {
    const { signal, chunks, code } = this.#job;
    this.#code = pack(code, { receivers: 'many' });
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      Atomics.store(this.#control, CANCELLED, 1);
      timer = setTimeout(() => this.#kill.abort(), GRACE_MS);
    };
    signal.addEventListener('abort', stop);
    try {
      if (chunks.count === undefined) await this.#runFed();
      else await this.#runKnown();
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      for (const seat of this.#nodes.seats) if (seat.jobs.delete(this.number)) seat.forget.push(this.number);
    }
  }

  side({ node, batch, stream, text }: SideMessage): void {
    if (batch) this.#deliver(node, batch);
    if (stream && text !== undefined) this.#print(node, stream, text);
    this.#arrived[node] = (this.#arrived[node] ?? 0) + 1;
    this.#waiters[node]?.();
  }

  lostAtRest(error: unknown): void {
    const what = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    this.#job.printed('stderr', `A task had left something behind, which failed after the task was done; its worker was replaced.\n${what}\n`);
  }

  /** All chunks are there: one stint a node does it. */
  async #runKnown(): Promise<void> {
    const chunks: Chunk[] = [];
    for (let chunk = this.#job.chunks.next(); chunk && !(chunk instanceof Promise); chunk = this.#job.chunks.next()) chunks.push(chunk);
    if (chunks.length > this.#nNodes) {
      const block = blockOf(chunks);
      chunks.forEach((chunk, index) => this.#log.submit(chunk, chunkBytes(block, index)));
      await Promise.all(this.#nodes.seats.map(({ number }) => this.#stint({ node: number, block })));
    } else {
      await Promise.all(chunks.map((chunk, node) => this.#stint(this.#chunkStint(chunk, node))));
    }
  }

  /** Chunks come one by one: a stint each, on node i for chunk i at first, then on any node that is free. */
  async #runFed(): Promise<void> {
    const { chunks, signal } = this.#job;
    const free = this.#nodes.seats.map(({ number }) => number);
    const running = new Set<Promise<void>>();
    let wake: (() => void) | undefined;
    let failure: { error: unknown } | undefined;
    const end = (node: number, stint: Promise<void>): void => {
      running.delete(stint);
      free.push(node);
      wake?.();
    };
    while (!signal.aborted && !failure) {
      if (free.length === 0) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const next = chunks.next();
      const chunk = next instanceof Promise ? await next : next;
      if (!chunk || signal.aborted) break;
      const node = chunk.index < this.#nNodes ? chunk.index : (free[0] as number);
      free.splice(free.indexOf(node), 1);
      const stint: Promise<void> = this.#stint(this.#chunkStint(chunk, node), true).then(
        () => end(node, stint),
        (error: unknown) => {
          failure ??= { error };
          end(node, stint);
        },
      );
      running.add(stint);
    }
    await Promise.all(running);
    if (failure) throw failure.error;
  }

  #chunkStint(chunk: Chunk, node: number): Stint {
    const packet = packChunk(chunk);
    this.#log.submit(chunk, packetBytes(packet));
    return { node, mine: { index: chunk.index, firstItem: chunk.firstItem, packet }, transfer: transferList(packet) };
  }

  async #stint({ node, mine, block, transfer = [] }: Stint, keepCode = false): Promise<void> {
    let reply: StintReply | undefined;
    let thread = -1;
    try {
      reply = await this.#nodes.run(node, this.#control, this.#kill.signal, (seat) => {
        thread = seat.thread;
        return { stint: { ...this.#message(seat, keepCode), mine, block }, transfer };
      });
    } catch (error) {
      // Ended by us: the job is over anyway.
      if (!this.#kill.signal.aborted) this.#lost(node, thread, mine, error);
      return;
    }
    if (!reply) return;
    await this.#allArrived(node, reply.sent);
    if (reply.batch) this.#deliver(node, reply.batch);
    if (reply.failure) this.#fail(node, reply.failure);
  }

  #message(seat: ThreadNode, keepCode: boolean) {
    const code = seat.jobs.has(this.number) ? undefined : this.#code;
    const forget = seat.forget;
    seat.forget = [];
    if (keepCode) seat.jobs.add(this.number);
    return { job: this.number, kind: this.#job.kind, node: seat.number, nNodes: this.#nNodes, control: this.#control, code, keepCode, forget };
  }

  #deliver(node: number, batch: Batch): void {
    const results = resultsOf(batch);
    const bytesEach = batchBytes(batch) / Math.max(1, results.length);
    let at = 0;
    for (let field = 0; field < batch.chunks.length; field += 4) {
      const items = batch.chunks[field + 1] as number;
      const values = ArrayBuffer.isView(results) ? (results as Float64Array).subarray(at, at + items) : Array.prototype.slice.call(results, at, at + items);
      const [chunk, started, finished] = [batch.chunks[field] as number, batch.chunks[field + 2] as number, batch.chunks[field + 3] as number];
      at += items;
      this.#job.succeeded(this.#log.report({ chunk, node, started, finished, bytesOut: items * bytesEach }), values);
    }
  }

  #fail(node: number, { chunk, item, started, finished, packet }: FailureMessage): void {
    const report = this.#log.report({ chunk, node, started, finished, bytesOut: packetBytes(packet) });
    const value = unpack(packet);
    this.#job.failed(report, item < 0 ? { kind: 'thrown', value } : { kind: 'thrown', value, item });
  }

  #lost(node: number, thread: number, mine: ChunkMessage | undefined, error: unknown): void {
    const item = (this.#control[itemWord(node)] as number) - 1;
    const chunk = mine?.index ?? this.#log.chunkOf(item);
    const report = { ...this.#log.report({ chunk, node, bytesOut: 0 }), thread };
    const value = lostWorkerError(error, node, this.#job.kind === 'map' && item >= 0 ? item : undefined);
    this.#job.failed(report, item < 0 ? { kind: 'lost', value } : { kind: 'lost', value, item });
  }

  #print(node: number, stream: 'stdout' | 'stderr', text: string): void {
    this.#job.printed(stream, text);
    Atomics.sub(this.#control, printedWord(node), printedSize(text));
    Atomics.notify(this.#control, printedWord(node));
  }

  /** Replies and side messages take different ways: a reply may overtake what was sent before it. */
  async #allArrived(node: number, sent: number): Promise<void> {
    while ((this.#arrived[node] ?? 0) < sent) await new Promise<void>((resolve) => (this.#waiters[node] = resolve));
    this.#arrived[node] = (this.#arrived[node] ?? 0) - sent;
  }
}
