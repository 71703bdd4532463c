import { AsyncResource } from 'node:async_hooks';
import type { ChunkReport, ChunkSource, Engine, Job, TaskFailure } from './engine';
import type { CapturedFunction } from './capture/index';
import { InterruptError, onInterrupt } from './interrupt';
import { taskError } from './task-error';

export interface CallPlan {
  readonly map: number;
  readonly kind: 'map' | 'apply';
  readonly code: CapturedFunction;
  readonly chunks: ChunkSource;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** 'pool.map', for messages. */
  readonly name: string;
  /** Takes the results of a chunk, in any order of chunks. */
  readonly take: (report: ChunkReport, values: ArrayLike<unknown>) => void;
  /** Hears of every chunk, good or bad. */
  readonly span: (report: ChunkReport, ok: boolean) => void;
}

/** One map, imap or apply, from its start until nothing of it runs any more. */
export class Call implements Job {
  readonly map: number;
  readonly kind: 'map' | 'apply';
  readonly code: CapturedFunction;
  readonly chunks: ChunkSource;
  readonly #plan: CallPlan;
  readonly #controller = new AbortController();
  // What tasks print belongs to where the call was made, not to whichever event brought the text.
  readonly #context = new AsyncResource('ParallelCall');
  #failure: { reason: unknown } | undefined;
  #ended: Promise<void> | undefined;

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.map = plan.map;
    this.kind = plan.kind;
    this.code = plan.code;
    this.chunks = plan.chunks;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves when all chunks were taken, rejects with the first thing that went wrong, in both cases when all is quiet. */
  run(engine: Engine, opened: Promise<void> | undefined): Promise<void> {
    this.#ended = this.#run(engine, opened);
    return this.#ended;
  }

  /** Stops the call; it rejects with the reason. The promise resolves when nothing of it runs any more. */
  cancel(reason: unknown): Promise<void> {
    this.#failure ??= { reason };
    this.#controller.abort();
    return this.#ended?.then(noop, noop) ?? Promise.resolve();
  }

  succeeded(report: ChunkReport, values: ArrayLike<unknown>): void {
    this.#plan.span(report, true);
    if (this.#failure) return;
    try {
      this.#plan.take(report, values);
    } catch (error) {
      void this.cancel(error);
    }
  }

  failed(report: ChunkReport, failure: TaskFailure): void {
    this.#plan.span(report, false);
    if (!this.#failure) void this.cancel(taskError(failure, report, this.kind));
  }

  printed(stream: 'stdout' | 'stderr', text: string): void {
    if (!this.#failure) this.#context.runInAsyncScope(() => void process[stream].write(text));
  }

  async #run(engine: Engine, opened: Promise<void> | undefined): Promise<void> {
    const { signal, timeoutMs, name } = this.#plan;
    const onAbort = (): void => void this.cancel(signal?.reason);
    const stopListening = onInterrupt(() => this.cancel(new InterruptError()));
    // Worker threads at rest don't keep a program alive; a call under way does.
    const alive = setInterval(noop, 2 ** 30);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => void this.cancel(timeoutError(name, timeoutMs)), Math.min(timeoutMs, 2 ** 31 - 1));
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    try {
      if (opened) await opened;
      if (!this.#failure) await engine.run(this);
    } catch (error) {
      this.#failure ??= { reason: error };
    } finally {
      stopListening();
      clearInterval(alive);
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#context.emitDestroy();
    }
    if (this.#failure) throw this.#failure.reason;
  }
}

function timeoutError(name: string, timeoutMs: number): Error {
  const error = new Error(
    `${name}: not done after ${timeoutMs} ms (timeoutMs), so it was cancelled. Give it more time, fewer items, or a faster function.`,
  );
  error.name = 'TimeoutError';
  return error;
}

function noop(): void {}
