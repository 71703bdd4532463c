/**
 * The border between the pool and what runs its work: one engine is a few worker threads, another no threads at all,
 * a third a cluster. The pool checks arguments, captures the function, cuts items into chunks, puts results in order,
 * and turns failures into errors. An engine moves chunks to nodes and their results back, and knows nothing else.
 */
import type { TaskSpan } from '../measure/task-span';
import type { CapturedFunction } from './capture/index';
import type { TreeStep } from './tree';

/** What runs the chunks of a pool's maps on nNodes nodes. */
export interface Engine {
  /** For messages and timelines: 'threads', 'inline', 'cluster'. */
  readonly name: string;
  /** Whether `run` takes jobs with a `tree`. Where not, mapReduce has the partial results come home between its steps. */
  readonly reduces?: boolean;
  /**
   * Starts the nodes. Called once, by createPool, which doesn't wait: a world that can't be reached
   * rejects here, and the pool's next map rejects with that error.
   */
  open(nNodes: number): void | Promise<void>;
  /**
   * Runs one job. Resolves when every chunk was reported, or, after `job.signal` was aborted, when nothing of the
   * job runs any more (the engine stops what runs, endless loops included, and replaces the workers that it had to end).
   * Rejects only when the engine itself failed; a task's failure goes to `job.failed`.
   * Several jobs may be under way at once.
   */
  run(job: Job): Promise<void>;
  /** Ends the nodes. Called once; no job is under way. */
  close(): Promise<void>;
}

/** What `options.engine` of createPool takes, besides 'threads' and 'inline': an engine for one pool, or a maker of engines. */
export type EngineFactory = () => Engine;

/** One call of map, imap or apply. */
export interface Job {
  /** The number of this call in its pool: 0, 1, 2 … */
  readonly map: number;
  /** 'map': f(item, index) for each item of a chunk. 'apply': one chunk, whose items are the arguments of one call. */
  readonly kind: 'map' | 'apply';
  /** Ship `program` once a node and `id`; `values` once a node and map. */
  readonly code: CapturedFunction;
  readonly chunks: ChunkSource;
  /** Aborted when the rest of the job is not wanted any more: a task failed, an interrupt, a timeout, a break. */
  readonly signal: AbortSignal;
  /**
   * What to make of the results, on the nodes, by an engine that `reduces`; every chunk then holds one item. All results but the
   * last step's stay there: they are reported as empty lists. Step i is reported as chunk `chunks.count` + i.
   */
  readonly tree?: readonly TreeStep[] | undefined;
  /** Reports one chunk's results, as the worker's Work.run gave them, in the order of its items. In any order of chunks. */
  succeeded(report: ChunkReport, values: ArrayLike<unknown>): void;
  /** Reports a chunk that failed, by its own error or by the loss of its worker. The pool then aborts the signal. */
  failed(report: ChunkReport, failure: TaskFailure): void;
  /** Passes on what a task printed. All of it must have been passed on before `run` resolves. */
  printed(stream: 'stdout' | 'stderr', text: string): void;
}

/**
 * Chunks, cut when they are asked for. Ask for one when a node can take it soon (one ahead a node is fine): what is
 * pulled is memory, and the items may come from an endless iterable.
 * Chunk i of the first nNodes chunks goes to node i; the others to whichever node is free.
 */
export interface ChunkSource {
  /** How many chunks there will be; undefined when only the end will tell. */
  readonly count: number | undefined;
  /** The next chunk; undefined at the end. A promise where items are awaited, or where the reader has to catch up first. */
  next(): Chunk | undefined | Promise<Chunk | undefined>;
}

/** A run of items that one node works through, one after the other. */
export interface Chunk {
  /** 0, 1, 2 … in the order in which chunks were pulled. */
  readonly index: number;
  /** The index of its first item among all items of the map. */
  readonly firstItem: number;
  /** The items, made ready for `pack` (packet.ts); Work.run brings them to life in the worker. Never to be changed. */
  readonly items: ArrayLike<unknown>;
}

/**
 * Where and when a chunk ran: a span's fields, but in ms since the epoch, with fractions (performance.timeOrigin + performance.now()),
 * since engines needn't know the pool's own time.
 */
export interface ChunkReport extends Omit<TaskSpan, 'task' | 'map' | 'ok'> {
  readonly chunk: number;
}

/** Why a chunk failed: what the task threw, or what befell its worker. */
export interface TaskFailure {
  /** 'thrown': by f. 'lost': the worker died. */
  readonly kind: 'thrown' | 'lost';
  /** 'thrown': what Work.failure gave. 'lost': an Error of this side. */
  readonly value: unknown;
  /** The index of the item among all items of the map, when it is known. */
  readonly item?: number;
}
