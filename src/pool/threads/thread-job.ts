import { setMaxListeners } from 'node:events';
import type { Chunk, Job } from '../engine';
import { packChunk } from '../pack-chunk';
import { pack, packetBytes, transferList, type Packet } from '../packet';
import { blockOf, chunkBytes } from './block';
import { CANCELLED, newControl } from './control';
import { ChunkLog } from './chunk-log';
import { Inbox } from './inbox';
import type { Block, ChunkMessage, SideMessage, StintReply } from './messages';
import type { Nodes, ThreadNode } from './nodes';

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
  readonly #inbox: Inbox;
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
    this.#inbox = new Inbox(job, this.#log, this.#control);
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

  side(message: SideMessage): void {
    this.#inbox.side(message);
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
      if (!this.#kill.signal.aborted) this.#inbox.lost(node, thread, mine?.index, error);
      return;
    }
    if (reply) await this.#inbox.reply(node, reply);
  }

  #message(seat: ThreadNode, keepCode: boolean) {
    const code = seat.jobs.has(this.number) ? undefined : this.#code;
    const forget = seat.forget;
    seat.forget = [];
    if (keepCode) seat.jobs.add(this.number);
    return { job: this.number, kind: this.#job.kind, node: seat.number, nNodes: this.#nNodes, control: this.#control, code, keepCode, forget };
  }
}
