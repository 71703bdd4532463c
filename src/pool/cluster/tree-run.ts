import type { Job } from '../engine';
import { pack, unpack } from '../packet';
import { PARTIALS_LOST } from '../tree-call';
import type { TreeStep } from '../tree';
import type { CallJobs, EndedJob } from './call-jobs';
import type { ChunkReports } from './chunk-reports';
import type { Client } from './client';
import { FAILED_INPUT } from './job-output';
import type { KeptResults } from './kept-results';
import { fetchPacket, placePacket, type PacketPlace } from './packet-place';
import { isServersLoss, openResult, resultSource, taskFailure } from './result';
import { nowMs } from './server-clock';
import { whyLost } from './why-lost';

/** What BullMQ says of a job whose child failed. */
const CHILD_FAILED = /^child .* failed$/;

/** The reduction of a call, as one of BullMQ's flows: each step a job that waits for those it needs. The partial results stay on the cluster. */
export class TreeRun {
  readonly #parts: number;

  constructor(
    readonly client: Client,
    readonly job: Job,
    readonly steps: readonly TreeStep[],
    readonly jobs: CallJobs,
    readonly kept: KeptResults,
    readonly reports: ChunkReports,
    /** Holds the functions on the server. */
    readonly holder: object,
  ) {
    this.#parts = job.chunks.count ?? 0;
  }

  async run(): Promise<void> {
    const ids = this.steps.map(() => this.jobs.newId());
    const codes = await this.#placeCodes();
    const submitted = nowMs();
    const ends = await this.jobs.sendFlow(
      this.steps.map(({ code, from }, step) => ({
        jobId: ids[step]!,
        children: from.flatMap((number) => (number < this.#parts ? [] : [number - this.#parts])),
        content: {
          kind: 'reduce',
          code: codes.get(code)!,
          codeName: `${this.jobs.name}/${code.id}/${step === this.steps.length - 1 ? 'reduce' : 'combine'}`,
          inputs: from.map((number) => (number < this.#parts ? this.kept.place(number) : ids[number - this.#parts]!)),
          firstItems: [0],
          isForAnother: step < this.steps.length - 1,
        },
      })),
    );
    await Promise.all(ends.map(async (end, step) => this.#ended(step, submitted, await end)));
  }

  async #placeCodes(): Promise<Map<TreeStep['code'], PacketPlace>> {
    const codes = [...new Set(this.steps.map(({ code }) => code))];
    const places = codes.map((code) => placePacket(pack(code, { asideFrom: Infinity }), (bytes) => this.client.blobs.put(this.holder, bytes)));
    return new Map((await Promise.all(places)).map((place, index) => [codes[index]!, place]));
  }

  async #ended(step: number, submitted: number, end: EndedJob): Promise<void> {
    const { client, job } = this;
    const { from } = this.steps[step]!;
    const chunk = { index: this.#parts + step, firstItem: this.#parts + step, items: from };
    if (end.kind === 'stored') {
      const result = openResult(client, end.jobId, end.sealed);
      for (const [stream, text] of result.printed) job.printed(stream, text);
      const node = this.reports.nodeOf(step % this.reports.nNodes, Infinity, result);
      const report = this.reports.done(node, submitted, 0, result)(chunk, 0);
      if (result.failure) {
        client.link.redis.unlink(client.keys.result(end.jobId)).catch(() => {});
        return job.failed(report, taskFailure(result.failure, node));
      }
      this.kept.keep(chunk.index, result.outputs[0]!, client.keys.result(end.jobId));
      const isRoot = step === this.steps.length - 1;
      job.succeeded(report, isRoot ? (unpack(await fetchPacket(result.outputs[0]!, resultSource(client))) as unknown[]) : []);
      await this.kept.drop(isRoot ? [...from, chunk.index] : from);
      return;
    }
    if (job.signal.aborted) return;
    if (end.kind === 'vanished' || isServersLoss(end.reason)) throw await this.#partialsLost();
    // The step that failed first says so by itself.
    if (CHILD_FAILED.test(end.reason) || end.reason.includes(FAILED_INPUT)) return;
    const report = this.reports.lost(step % this.reports.nNodes, submitted, 0, chunk);
    job.failed(report, { kind: 'lost', value: whyLost(end.reason, { name: 'a step of the reduction' }) });
  }

  async #partialsLost(): Promise<Error> {
    await this.client.lease.retake();
    const error = new Error("The cluster's Redis lost partial results, again and again. Does something delete its keys, or does it restart without its appendonly file?");
    error.name = PARTIALS_LOST;
    return error;
  }
}
