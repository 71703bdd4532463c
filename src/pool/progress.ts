/** Shows how far a map is. The pool says what it knows; how it looks is the reporter's. */
export interface ProgressReporter {
  /** Called as chunks come in, at most 10 times a second, and once at the end. */
  update(state: ProgressState): void;
}

export interface ProgressState {
  readonly done: number;
  /** undefined while an iterable hasn't ended. */
  readonly total: number | undefined;
  /** ms since the call began. */
  readonly elapsedMs: number;
  /** 'running', or how the call ended. */
  readonly phase: 'running' | 'done' | 'failed';
}

/** Makes a reporter for one call. */
export type ProgressFactory = () => ProgressReporter;

let factory: ProgressFactory | undefined;

/** Sets what `progress: true` shows; the house's door wires it once. Without it, nothing is shown. */
export function setProgressReporter(create: ProgressFactory | undefined): void {
  factory = create;
}

const EVERY_MS = 100;

/** Counts for one call, and reports seldom enough. */
export class Progress {
  readonly #reporter = factory?.();
  readonly #startedAt = performance.now();
  #reportedAt = -Infinity;
  #done = 0;

  constructor(readonly total: number | undefined) {
    this.#report('running');
  }

  add(items: number): void {
    this.#done += items;
    if (performance.now() - this.#reportedAt >= EVERY_MS) this.#report('running');
  }

  end(phase: 'done' | 'failed'): void {
    this.#report(phase);
  }

  #report(phase: ProgressState['phase']): void {
    this.#reportedAt = performance.now();
    this.#reporter?.update({ done: this.#done, total: this.total, elapsedMs: this.#reportedAt - this.#startedAt, phase });
  }
}
