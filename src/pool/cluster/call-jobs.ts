import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client';
import type { JobEnd } from './job-tracker';
import type { Flow } from './queue-library';
import { seal } from './sealed';
import { taskPurpose, type Task } from './task';

const CANCEL_EXPIRY_MS = 60_000;
/** Workers that live stop a cancelled task within a second or so; for those that don't, there is nothing to wait for. */
const CANCEL_WAIT_MS = 5_000;
const AGAIN_MS = 50;
/** A failed job is removed by its client; should that be gone, the server forgets it after so many seconds. */
const OPTIONS = { removeOnComplete: true, removeOnFail: { age: 600 } };

export type EndedJob = JobEnd & { readonly jobId: string };

/** What a job is told besides its own name and its call's. */
export type TaskContent = Omit<Task, 'jobId' | 'client' | 'call'>;

/** The jobs of one call in the queue: sent, awaited, taken off again. */
export class CallJobs {
  #sent = 0;

  constructor(
    readonly client: Client,
    /** The call's. */
    readonly name: string,
    readonly signal: AbortSignal,
  ) {}

  newId(): string {
    return `${this.name}-${this.#sent++}`;
  }

  /** Resolves when the job has ended, one way or another. */
  async send(content: TaskContent): Promise<EndedJob> {
    const jobId = this.newId();
    const end = this.client.tracker.track(jobId);
    await this.client.link.queue.add('task', this.#sealed(jobId, content), { jobId, ...OPTIONS });
    return this.#awaited(jobId, end);
  }

  /** Adds jobs that wait for one another, the last of them the root. Their ends come one by one. */
  async sendFlow(jobs: readonly { jobId: string; content: TaskContent; children: readonly number[] }[]): Promise<Promise<EndedJob>[]> {
    const ends = jobs.map(({ jobId }) => this.client.tracker.track(jobId));
    const flows: Flow[] = [];
    for (const { jobId, content, children } of jobs) {
      const waitsFor = children.map((child) => flows[child]!);
      const opts = { jobId, ...OPTIONS, ...(flows.length < jobs.length - 1 ? { failParentOnFailure: true } : {}) };
      flows.push({ name: 'task', queueName: this.client.keys.queue, data: this.#sealed(jobId, content), opts, ...(waitsFor.length ? { children: waitsFor } : {}) });
    }
    await this.client.link.flows.add(flows.at(-1)!);
    return jobs.map(({ jobId }, index) => this.#awaited(jobId, ends[index]!));
  }

  /** Has the workers stop what runs, and takes what waits off the queue. `isOver` is aborted when nobody waits any more. */
  async cancel(isOver: AbortSignal): Promise<void> {
    const { link, keys, tracker } = this.client;
    const mine = (): string[] => tracker.waitingFor().filter((jobId) => jobId.startsWith(`${this.name}-`));
    const giveUp = setTimeout(() => mine().forEach((jobId) => tracker.untrack(jobId)), CANCEL_WAIT_MS);
    isOver.addEventListener('abort', () => clearTimeout(giveUp));
    await link.redis.set(keys.cancelled(this.name), '1', 'PX', CANCEL_EXPIRY_MS);
    await link.redis.publish(keys.cancelChannel, this.name);
    // The root of a flow was added last, and takes with it what it waits for, once nothing of that runs.
    for (; !isOver.aborted && mine().length > 0; await sleep(AGAIN_MS)) {
      for (const jobId of mine().reverse()) await this.#remove(jobId);
    }
  }

  #sealed(jobId: string, content: TaskContent): string {
    const { client } = this;
    const task: Task = { jobId, client: client.id, call: this.name, ...content };
    return seal(client.signer, taskPurpose(client.keys, jobId), task).toString('base64');
  }

  async #awaited(jobId: string, end: Promise<JobEnd>): Promise<EndedJob> {
    if (this.signal.aborted) await this.#remove(jobId);
    const ended = await end;
    // Without its children: those that still run are locked, and would keep it.
    if (ended.kind === 'failed') await this.client.link.queue.remove(jobId, { removeChildren: false }).catch(() => 0);
    return { ...ended, jobId };
  }

  /** Takes a job off the queue, with those it waits for; one that is being worked on stays, and its worker hears of the cancellation. */
  async #remove(jobId: string): Promise<void> {
    const { link, keys, tracker } = this.client;
    const removed = await link.queue.remove(jobId).catch(() => 0);
    if (removed || !(await link.redis.exists(keys.job(jobId)))) await tracker.gone(jobId);
  }
}
