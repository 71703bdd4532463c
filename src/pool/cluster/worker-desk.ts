import { MissingBlob } from './blob-store';
import type { Keys } from './keys';
import type { QueuedJob, QueueLibrary, Redis } from './queue-library';
import { FAILED_INPUT, jobOutput } from './job-output';
import { NotSigned, seal, unseal } from './sealed';
import type { Signer } from './signature';
import { CLIENT_GONE, REFUSED, resultPurpose, taskPurpose, type Task, type TaskResult } from './task';
import type { TaskRunner } from './task-runner';

/** Stores a result, unless the job has meanwhile been given to another worker or was removed. */
const STORE_IF_MINE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1`;

const ASK_AGAIN_MS = 1_000;

export interface DeskTools {
  readonly library: QueueLibrary;
  readonly redis: Redis;
  readonly keys: Keys;
  readonly signer: Signer;
  readonly runner: TaskRunner;
  readonly resultExpiryMs: number;
  readonly log: (line: string) => void;
}

interface Running {
  readonly call: string;
  readonly client: string;
  readonly abort: AbortController;
}

/** Takes jobs from the queue: checks who sent them, has them run, and stores what they came to. */
export class WorkerDesk {
  readonly #running = new Map<string, Running>();
  readonly #asked = new Map<string, number>();
  done = 0;

  constructor(readonly tools: DeskTools) {}

  get busy(): number {
    return this.#running.size;
  }

  /** BullMQ's processor. It only waits: the work is in a thread. */
  async process(job: QueuedJob, token: string | undefined): Promise<string> {
    const { library, redis, keys, runner } = this.tools;
    const task = this.#open(job);
    const abort = new AbortController();
    // Asked while the data are fetched; a task that nobody wants is stopped as soon as that is known.
    const standing = this.#standing(task).then((reason) => reason && abort.abort(new Error(reason)));
    standing.catch(() => {});
    this.#running.set(task.jobId, { call: task.call, client: task.client, abort });
    try {
      const atItem = job.stalledCounter > 0 ? (item: number) => redis.set(keys.at(task.jobId), String(item), 'PX', this.tools.resultExpiryMs).then(() => {}) : undefined;
      const result = await runner.run(task, { atItem, signal: abort.signal });
      await standing;
      if (abort.signal.aborted) await runner.forget(result);
      abort.signal.throwIfAborted();
      this.#store(task, token ?? '', result);
      this.done++;
      return '';
    } catch (error) {
      if (abort.signal.aborted) throw new library.UnrecoverableError((abort.signal.reason as Error).message);
      if (error instanceof MissingBlob || (error instanceof Error && error.message === FAILED_INPUT)) throw new library.UnrecoverableError(`${REFUSED} ${error.message}`);
      throw error;
    } finally {
      this.#running.delete(task.jobId);
    }
  }

  /** Stops what runs for the calls or clients that `isUnwanted` tells. */
  stop(isUnwanted: (running: { call: string; client: string }) => boolean): void {
    this.#asked.clear();
    for (const running of this.#running.values()) if (isUnwanted(running)) running.abort.abort(new Error(`${REFUSED} cancelled`));
  }

  running(): { call: string; client: string }[] {
    return [...this.#running.values()];
  }

  #open(job: QueuedJob): Task {
    const { signer, keys, library, log } = this.tools;
    const id = job.id ?? '';
    const sealed = job.data;
    try {
      if (typeof sealed !== 'string') throw new NotSigned();
      const task = unseal(signer, taskPurpose(keys, id), Buffer.from(sealed, 'base64')) as Task;
      if (task.jobId !== id) throw new NotSigned();
      return task;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`refused job ${id.replace(/[^\w.-]/g, '?').slice(0, 80)}: ${reason}`);
      throw new library.UnrecoverableError(`${REFUSED} ${reason}`);
    }
  }

  /** Why nobody wants the task any more; undefined when its client lives and does. Asked once a second and call: what changes meanwhile, the watch finds out. */
  async #standing({ client, call }: Task): Promise<string | undefined> {
    if (Date.now() - (this.#asked.get(call) ?? 0) < ASK_AGAIN_MS) return undefined;
    const { redis, keys } = this.tools;
    const [hasLease, isCancelled] = await Promise.all([redis.exists(keys.lease(client)), redis.exists(keys.cancelled(call))]);
    if (hasLease && !isCancelled) this.#asked.set(call, Date.now());
    for (const [old, at] of this.#asked) if (Date.now() - at >= ASK_AGAIN_MS) this.#asked.delete(old);
    return !hasLease ? CLIENT_GONE : isCancelled ? `${REFUSED} cancelled` : undefined;
  }

  /** Not waited for: the queue is told that the job is done by the same connection, so after this. */
  #store(task: Task, token: string, result: TaskResult): void {
    const { redis, keys, signer, resultExpiryMs } = this.tools;
    const sealed = seal(signer, resultPurpose(keys, task.jobId), result);
    redis.eval(STORE_IF_MINE, 2, keys.lock(task.jobId), keys.result(task.jobId), token, sealed, resultExpiryMs).catch(() => {});
  }
}
