import { AsyncResource } from 'node:async_hooks';
import { CallSite } from './call-site';
import type { CapturedFunction } from './capture/index';
import type { ChunkReport, ChunkSource, Engine, Job, TaskFailure } from './engine';
import { InterruptError, onInterrupt } from './interrupt';
import { taskError } from './task-error';
import type { TreeStep } from './tree';

export interface CallPlan {
  /** 'pool.map', for messages. */
  readonly name: string;
  readonly map: number;
  readonly kind: 'map' | 'apply';
  readonly f: Function;
  readonly code: CapturedFunction;
  readonly chunks: ChunkSource;
  readonly tree?: readonly TreeStep[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly site: CallSite;
  /** Takes the results of a chunk, in any order of chunks. */
  readonly take: (report: ChunkReport, values: ArrayLike<unknown>) => void;
  /** Takes what a chunk failed with; left out, the failure ends the call. */
  readonly fail?: (report: ChunkReport, reason: unknown) => void;
  /** Hears of every chunk, good or bad. */
  readonly log: (report: ChunkReport, ok: boolean) => void;
}

/** One map, imap or apply, from its start until nothing of it runs any more. */
export class Call implements Job {
  readonly #plan: CallPlan;
  readonly #controller = new AbortController();
  // What tasks print belongs to where the call was made, not to whichever event brought the text.
  readonly #context = new AsyncResource('ParallelCall', { requireManualDestroy: true });
  // Worker threads at rest don't keep a program alive; a call that somebody waits for does.
  #alive: NodeJS.Timeout | undefined;
  #failure: { reason: unknown } | undefined;
  #ended: Promise<void> | undefined;

  constructor(plan: CallPlan) {
    this.#plan = plan;
  }

  get map(): number {
    return this.#plan.map;
  }

  get kind(): 'map' | 'apply' {
    return this.#plan.kind;
  }

  get code(): CapturedFunction {
    return this.#plan.code;
  }

  get chunks(): ChunkSource {
    return this.#plan.chunks;
  }

  get tree(): readonly TreeStep[] | undefined {
    return this.#plan.tree;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves when all chunks were taken, rejects with the first thing that went wrong; in both cases when all is quiet. */
  run(engine: Engine, opened: Promise<void> | undefined): Promise<void> {
    this.#ended = this.#run(engine, opened);
    return this.#ended;
  }

  /** Stops the call; it rejects with the reason. Resolves when nothing of it runs any more. */
  cancel(reason: unknown): Promise<void> {
    this.#failure ??= { reason };
    this.#controller.abort();
    return this.#ended?.then(noop, noop) ?? Promise.resolve();
  }

  /** Whether somebody waits for the call: if not, it lets the program end. */
  attend(isAwaited: boolean): void {
    if (isAwaited) this.#alive?.ref();
    else this.#alive?.unref();
  }

  succeeded(report: ChunkReport, values: ArrayLike<unknown>): void {
    this.#plan.log(report, true);
    if (this.#failure) return;
    try {
      this.#plan.take(report, values);
    } catch (error) {
      void this.cancel(error);
    }
  }

  failed(report: ChunkReport, failure: TaskFailure): void {
    this.#plan.log(report, false);
    if (this.#failure) return;
    const reason = taskError(failure, report, this.#plan);
    if (this.#plan.fail) this.#plan.fail(report, reason);
    else void this.cancel(reason);
  }

  printed(stream: 'stdout' | 'stderr', text: string): void {
    if (!this.#failure) this.#context.runInAsyncScope(() => void process[stream].write(text));
  }

  async #run(engine: Engine, opened: Promise<void> | undefined): Promise<void> {
    const { signal, timeoutMs, site } = this.#plan;
    const onAbort = (): void => void this.cancel(signal?.reason);
    const stopListening = onInterrupt(() => this.cancel(site.lend(new InterruptError())));
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => void this.cancel(this.#timeoutError(timeoutMs)), Math.min(timeoutMs, LONGEST_MS));
    this.#alive = setInterval(noop, LONGEST_MS);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    try {
      if (opened) await opened;
      if (!this.#failure) await engine.run(this);
    } catch (error) {
      this.#failure ??= { reason: site.tidy(error) };
    } finally {
      stopListening();
      clearInterval(this.#alive);
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#context.emitDestroy();
    }
    if (this.#failure) throw this.#failure.reason;
  }

  #timeoutError(timeoutMs: number): Error {
    const { name, site } = this.#plan;
    const advice = 'Give it more time (timeoutMs), fewer items, or a faster function.';
    const error = new Error(`${name}: not done after ${timeoutMs} ms, so it was cancelled. ${advice}`);
    error.name = 'TimeoutError';
    return site.lend(error);
  }
}

/** The longest time that Node's timers know. */
const LONGEST_MS = 2 ** 31 - 1;

function noop(): void {}
