import type { Keys } from './keys';
import type { JobEvents, Redis } from './queue-library';

/** What became of a job, as far as the queue knows. */
export type JobEnd =
  | { readonly kind: 'stored'; readonly sealed: Buffer }
  | { readonly kind: 'failed'; readonly reason: string; readonly sealed: Buffer | undefined }
  /** Neither the job nor a result is there: it was removed, or the server came back without it. */
  | { readonly kind: 'vanished' };

const SWEEP_MS = 1_000;

interface Tracked {
  readonly settle: (end: JobEnd) => void;
  since: number;
  missing: number;
}

/**
 * Tells when jobs end. The queue's events say so at once, but its stream is trimmed, so a client that was busy or cut off may
 * miss some: what hasn't been heard of for a second is looked up.
 */
export class JobTracker {
  readonly #jobs = new Map<string, Tracked>();
  readonly #timer: NodeJS.Timeout;
  #sweeping = false;

  constructor(
    readonly redis: Redis,
    readonly keys: Keys,
    events: JobEvents,
  ) {
    events.on('completed', ({ jobId }) => void this.#ended(jobId, undefined));
    events.on('failed', ({ jobId, failedReason }) => void this.#ended(jobId, failedReason));
    this.#timer = setInterval(() => void this.#sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  /** Resolves when the job has ended. Call it before the job is added. */
  track(jobId: string): Promise<JobEnd> {
    return new Promise((resolve) => {
      const settle = (end: JobEnd): void => {
        this.#jobs.delete(jobId);
        resolve(end);
      };
      this.#jobs.set(jobId, { settle, since: Date.now(), missing: 0 });
    });
  }

  /** The job is off the queue: either it was removed before it began, or it has ended and its event is still on the way. */
  async gone(jobId: string): Promise<void> {
    const sealed = await this.redis.getBuffer(this.keys.result(jobId));
    this.#jobs.get(jobId)?.settle(sealed ? { kind: 'stored', sealed } : { kind: 'vanished' });
  }

  /** The job isn't awaited any more. */
  untrack(jobId: string): void {
    this.#jobs.get(jobId)?.settle({ kind: 'vanished' });
  }

  waitingFor(): string[] {
    return [...this.#jobs.keys()];
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { settle } of this.#jobs.values()) settle({ kind: 'vanished' });
  }

  async #ended(jobId: string, failedReason: string | undefined): Promise<void> {
    if (!this.#jobs.has(jobId)) return;
    try {
      const sealed = (await this.redis.getBuffer(this.keys.result(jobId))) ?? undefined;
      if (failedReason !== undefined) this.#jobs.get(jobId)?.settle({ kind: 'failed', reason: failedReason, sealed });
      else if (sealed) this.#jobs.get(jobId)?.settle({ kind: 'stored', sealed });
    } catch {
      // The connection went: the sweep asks again.
    }
  }

  async #sweep(): Promise<void> {
    if (this.#sweeping || this.redis.status !== 'ready') return;
    this.#sweeping = true;
    try {
      const old = [...this.#jobs].filter(([, { since }]) => Date.now() - since > SWEEP_MS);
      await Promise.all(old.map(([jobId, tracked]) => this.#lookUp(jobId, tracked)));
    } catch {
      // As above.
    } finally {
      this.#sweeping = false;
    }
  }

  /** First the job, then its result: a worker stores the result before the job goes. */
  async #lookUp(jobId: string, tracked: Tracked): Promise<void> {
    const [exists, reason] = await Promise.all([this.redis.exists(this.keys.job(jobId)), this.redis.hget(this.keys.job(jobId), 'failedReason')]);
    if (exists && !reason) {
      tracked.missing = 0;
      return;
    }
    const sealed = (await this.redis.getBuffer(this.keys.result(jobId))) ?? undefined;
    if (!this.#jobs.has(jobId)) return;
    if (reason) tracked.settle({ kind: 'failed', reason, sealed });
    else if (sealed) tracked.settle({ kind: 'stored', sealed });
    else if (++tracked.missing >= 2) tracked.settle({ kind: 'vanished' });
  }
}
