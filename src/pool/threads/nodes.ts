import { resolve } from 'node:path';
import { Piscina } from 'piscina';
import { CANCELLED } from './control';
import { watchLater } from './jit';
import type { SideMessage, StintMessage, StintReply } from './messages';
import { workerArguments } from './worker-arguments';

/** One seat in the pool: its number stays, its worker may be replaced. */
export interface ThreadNode {
  readonly number: number;
  /** The threadId of the worker that sits here; −1 while a replacement starts. */
  thread: number;
  /** The jobs whose function this worker has, and those that are over since its last stint. */
  readonly jobs: Set<number>;
  forget: number[];
}

interface Seat extends ThreadNode {
  busy: boolean;
  readonly waiting: (() => void)[];
}

export interface NodeEvents {
  side(message: SideMessage): void;
  /** A worker died while it had nothing to do: something that a task had left behind threw. */
  lostAtRest(error: unknown): void;
}

/**
 * nNodes worker threads in one Piscina. Each has a number, and takes the stints for that number, one at a time, in order.
 * Piscina's own choice (any idle worker) is replaced by its loadBalancer option, so that chunk i can go to node i.
 */
export class Nodes {
  readonly #piscina: Piscina;
  readonly #seats: Seat[];

  constructor(nNodes: number, events: NodeEvents, memoryMB: number | undefined) {
    watchLater();
    const execArgv = workerArguments(process.execArgv);
    this.#piscina = new Piscina({
      filename: resolve(__dirname, 'worker.js'),
      // Piscina's defaults depend on the machine's cores; a speed-up curve wants exactly what was asked for.
      minThreads: nNodes,
      maxThreads: nNodes,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: 1,
      // A worker that sleeps on Atomics between tasks would let a task's late timer fail in the midst of the next task.
      atomics: 'disabled',
      recordTiming: false,
      ...(execArgv ? { execArgv } : {}),
      ...(memoryMB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMB } }),
      loadBalancer: (task, workers) => workers.find(({ id }) => id === this.#wanted(task)?.thread) ?? null,
    });
    this.#seats = this.#piscina.threads.map(({ threadId }, number) => ({
      number,
      thread: threadId,
      jobs: new Set(),
      forget: [],
      busy: false,
      waiting: [],
    }));
    this.#piscina.on('message', (message: SideMessage) => events.side(message));
    this.#piscina.on('error', (error: unknown) => events.lostAtRest(error));
    this.#piscina.on('workerCreate', () => this.#seat());
    this.#piscina.on('workerDestroy', () => this.#seat());
  }

  get seats(): readonly ThreadNode[] {
    return this.#seats;
  }

  /**
   * Runs one stint on its node, after those that wait there. undefined when it was cancelled before it began.
   * `message` is called at the last moment, when it is known which worker will get it. Aborting `signal` ends the worker.
   */
  async run(number: number, control: Int32Array, signal: AbortSignal, message: (node: ThreadNode) => { stint: StintMessage; transfer: ArrayBuffer[] }): Promise<StintReply | undefined> {
    const seat = this.#seats[number] as Seat;
    if (seat.busy) await new Promise<void>((go) => seat.waiting.push(go));
    seat.busy = true;
    try {
      if (Atomics.load(control, CANCELLED) !== 0) return undefined;
      const { stint, transfer } = message(seat);
      const task = Object.assign(stint, { [Piscina.queueOptionsSymbol]: seat });
      return (await this.#piscina.run(task, { transferList: transfer, signal })) as StintReply;
    } finally {
      seat.busy = false;
      seat.waiting.shift()?.();
    }
  }

  close(): Promise<void> {
    return this.#piscina.destroy();
  }

  #wanted(task: object): Seat | undefined {
    return (task as Record<symbol, Seat | undefined>)[Piscina.queueOptionsSymbol];
  }

  /** A new worker takes the place of one that is gone. It knows no job's function yet. */
  #seat(): void {
    const alive = new Set(this.#piscina.threads.map(({ threadId }) => threadId));
    for (const seat of this.#seats) {
      alive.delete(seat.thread) || (seat.thread = -1);
    }
    for (const seat of this.#seats) {
      const [fresh] = alive;
      if (seat.thread !== -1 || fresh === undefined) continue;
      alive.delete(fresh);
      seat.thread = fresh;
      seat.jobs.clear();
    }
  }
}
