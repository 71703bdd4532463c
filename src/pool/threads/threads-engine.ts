import { resolve } from 'node:path';
import { SHARE_ENV } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Chunk, ChunkReport, Engine, Job } from '../engine';
import { pack, packetBytes, transferList, unpack } from '../packet';
import { resultsOf } from './batch';
import { blockOf, chunkBytes } from './block';
import { clockMs, epochOffsetMs } from './clock';
import { CANCELLED, ITEM, type Batch, type Block, type SideMessage, type StintMessage, type StintReply } from './messages';

/** How long a cancelled task may take to end by itself before its worker is ended. */
const GRACE_MS = 50;

/** The default engine: nNodes worker threads, run by Piscina. */
export function threadsEngine(): Engine {
  let pool: ThreadNodes | undefined;
  return {
    name: 'threads',
    open(nNodes) {
      pool = new ThreadNodes(nNodes);
    },
    run(job) {
      if (!pool) throw new Error('threads: open was not called.');
      return pool.run(job);
    },
    async close() {
      await pool?.close();
    },
  };
}

interface Node {
  readonly number: number;
  thread: number;
  busy: boolean;
  readonly waiting: (() => void)[];
}

class ThreadNodes {
  readonly #piscina: Piscina;
  readonly #nodes: Node[];
  readonly #jobs = new Map<number, ThreadJob>();
  #jobCount = 0;

  constructor(readonly nNodes: number) {
    this.#piscina = new Piscina({
      filename: resolve(__dirname, 'worker.js'),
      minThreads: nNodes,
      maxThreads: nNodes,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: 1,
      atomics: 'disabled',
      recordTiming: false,
      trackUnmanagedFds: false,
      env: SHARE_ENV,
      loadBalancer: (task, workers) => {
        const node = this.#nodes[(task as unknown as Record<symbol, { node: number } | undefined>)[Piscina.queueOptionsSymbol]?.node ?? -1];
        return workers.find(({ id }) => id === node?.thread) ?? null;
      },
    });
    this.#nodes = this.#piscina.threads.map(({ threadId }, number) => ({ number, thread: threadId, busy: false, waiting: [] }));
    this.#piscina.on('message', (message: SideMessage) => this.#jobs.get(message.job)?.side(message));
    this.#piscina.on('workerCreate', () => this.#seatWorkers());
    this.#piscina.on('error', () => {});
  }

  async run(job: Job): Promise<void> {
    const threadJob = new ThreadJob(this.#jobCount++, job, this);
    this.#jobs.set(threadJob.number, threadJob);
    try {
      await threadJob.run();
    } finally {
      this.#jobs.delete(threadJob.number);
    }
  }

  /** Runs one stint on its node, after those that wait there already. */
  async stint(message: StintMessage, transfer: ArrayBuffer[], signal: AbortSignal): Promise<StintReply | undefined> {
    const node = this.#nodes[message.node]!;
    if (node.busy) await new Promise<void>((go) => node.waiting.push(go));
    node.busy = true;
    try {
      if (message.control[CANCELLED] !== 0) return undefined;
      const task = Object.assign(message, { [Piscina.queueOptionsSymbol]: { node: node.number } });
      return (await this.#piscina.run(task, { transferList: transfer, signal })) as StintReply;
    } finally {
      node.busy = false;
      node.waiting.shift()?.();
    }
  }

  threadOf(node: number): number {
    return this.#nodes[node]?.thread ?? -1;
  }

  close(): Promise<void> {
    return this.#piscina.destroy();
  }

  /** A replaced worker takes over the number of the one that it replaces. */
  #seatWorkers(): void {
    const alive = this.#piscina.threads.map(({ threadId }) => threadId);
    const seated = new Set(this.#nodes.map(({ thread }) => thread));
    const fresh = alive.filter((thread) => !seated.has(thread));
    for (const node of this.#nodes) {
      if (!alive.includes(node.thread)) node.thread = fresh.shift() ?? -1;
    }
  }
}

class ThreadJob {
  readonly #control: Int32Array;
  readonly #abort = new AbortController();
  readonly #submitted = new Map<number, { at: number; bytesIn: number; firstItem: number; items: number }>();
  readonly #sideCounts: number[] = [];
  readonly #sideWaiters: ((() => void) | undefined)[] = [];
  readonly #offset = epochOffsetMs();

  constructor(
    readonly number: number,
    readonly job: Job,
    readonly nodes: ThreadNodes,
  ) {
    this.#control = new Int32Array(new SharedArrayBuffer((ITEM + nodes.nNodes) * 4));
  }

  async run(): Promise<void> {
    const { signal } = this.job;
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      Atomics.store(this.#control, CANCELLED, 1);
      timer = setTimeout(() => this.#abort.abort(), GRACE_MS);
    };
    signal.addEventListener('abort', stop);
    try {
      if (this.job.chunks.count === undefined) await this.#runFed();
      else await this.#runKnown(this.job.chunks.count);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  side(message: SideMessage): void {
    if ('batch' in message) this.#deliver(message.node, message.batch);
    else this.job.printed(message.stream, message.text);
    this.#sideCounts[message.node] = (this.#sideCounts[message.node] ?? 0) + 1;
    this.#sideWaiters[message.node]?.();
  }

  async #runKnown(count: number): Promise<void> {
    const chunks: Chunk[] = [];
    for (let chunk = this.job.chunks.next(); chunk && !(chunk instanceof Promise); chunk = this.job.chunks.next()) chunks.push(chunk);
    const code = { job: this.number, packet: pack(this.job.code, { asideFrom: Infinity }) };
    const block = count > this.nodes.nNodes ? blockOf(chunks) : undefined;
    const at = clockMs();
    await Promise.all(
      chunks.slice(0, this.nodes.nNodes).map((chunk, node) => {
        const packet = block ? undefined : pack(chunk.items);
        if (!packet) return this.#stint({ code, node, mine: undefined, block }, []);
        this.#submitted.set(chunk.index, { at, bytesIn: packetBytes(packet), firstItem: chunk.firstItem, items: chunk.items.length });
        const mine = { index: chunk.index, firstItem: chunk.firstItem, packet };
        return this.#stint({ code, node, mine, block: undefined }, transferList(packet));
      }).concat(block ? (this.#noteBlock(chunks, block, at), []) : []),
    );
  }

  #noteBlock(chunks: Chunk[], block: Block, at: number): void {
    for (const { index, firstItem, items } of chunks) this.#submitted.set(index, { at, bytesIn: chunkBytes(block, index), firstItem, items: items.length });
  }

  async #runFed(): Promise<void> {
    const { nNodes } = this.nodes;
    const code = { job: this.number, packet: pack(this.job.code, { asideFrom: Infinity }) };
    const free = Array.from({ length: nNodes }, (_, node) => node);
    let wake: (() => void) | undefined;
    const under = new Set<Promise<void>>();
    while (!this.job.signal.aborted) {
      if (free.length === 0) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const next = this.job.chunks.next();
      const chunk = next instanceof Promise ? await next : next;
      if (!chunk) break;
      const node = chunk.index < nNodes ? (free.splice(free.indexOf(chunk.index), 1), chunk.index) : free.shift()!;
      const packet = pack(chunk.items);
      this.#submitted.set(chunk.index, { at: clockMs(), bytesIn: packetBytes(packet), firstItem: chunk.firstItem, items: chunk.items.length });
      const mine = { index: chunk.index, firstItem: chunk.firstItem, packet };
      const done: Promise<void> = this.#stint({ code, node, mine, block: undefined }, transferList(packet)).finally(() => {
        free.push(node);
        under.delete(done);
        wake?.();
      });
      done.catch(() => {});
      under.add(done);
    }
    await Promise.all(under);
  }

  async #stint(part: Pick<StintMessage, 'code' | 'node' | 'mine' | 'block'>, transfer: ArrayBuffer[]): Promise<void> {
    const { node } = part;
    const message = { ...part, job: this.number, kind: this.job.kind, nNodes: this.nodes.nNodes, control: this.#control };
    try {
      const reply = await this.nodes.stint(message, transfer, this.#abort.signal);
      if (!reply) return;
      await this.#sideArrived(node, reply.sent);
      if (reply.batch) this.#deliver(node, reply.batch);
      if (reply.failure) {
        const { chunk, item, started, finished, error } = reply.failure;
        const value = unpack(error);
        this.job.failed(this.#report(node, chunk, started, finished, packetBytes(error)), item < 0 ? { kind: 'thrown', value } : { kind: 'thrown', value, item });
      }
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      const item = (this.#control[ITEM + node] ?? 0) - 1;
      const now = clockMs();
      this.job.failed(this.#report(node, -1, now, now, 0), { kind: 'lost', value: lostError(error, node), ...(item < 0 ? {} : { item }) });
    }
  }

  async #sideArrived(node: number, sent: number): Promise<void> {
    while ((this.#sideCounts[node] ?? 0) < sent) await new Promise<void>((resolve) => (this.#sideWaiters[node] = resolve));
    this.#sideCounts[node] = (this.#sideCounts[node] ?? 0) - sent;
  }

  #deliver(node: number, batch: Batch): void {
    const results = resultsOf(batch);
    let at = 0;
    for (let field = 0; field < batch.chunks.length; field += 4) {
      const [chunk = 0, items = 0, started = 0, finished = 0] = batch.chunks.subarray(field, field + 4);
      const values = ArrayBuffer.isView(results) ? (results as Float64Array).subarray(at, at + items) : (results as unknown[]).slice(at, at + items);
      at += items;
      this.job.succeeded(this.#report(node, chunk, started, finished, 0), values);
    }
  }

  #report(node: number, chunk: number, started: number, finished: number, bytesOut: number): ChunkReport {
    const { at, bytesIn, firstItem, items } = this.#submitted.get(chunk) ?? { at: started, bytesIn: 0, firstItem: 0, items: 0 };
    this.#submitted.delete(chunk);
    const epoch = (ms: number): number => ms + this.#offset;
    return { chunk, firstItem, items, node, thread: this.nodes.threadOf(node), submitted: epoch(at), started: epoch(started), finished: epoch(finished), received: epoch(clockMs()), bytesIn, bytesOut };
  }
}

function lostError(cause: unknown, node: number): Error {
  const error = new Error(`The worker of node ${node} ended before its task did: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  error.name = 'WorkerLostError';
  return error;
}
