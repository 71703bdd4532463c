import type { Job } from '../engine';
import { packetBytes, unpack } from '../packet';
import { batchBytes, resultsOf } from './batch';
import type { ChunkLog } from './chunk-log';
import { itemWord, printedWord } from './control';
import { lostWorkerError } from './lost-worker';
import type { Batch, FailureMessage, SideMessage, StintReply } from './messages';
import { printedSize } from './side-channel';

/** What comes back from the workers of a job, on its way to the pool. */
export class Inbox {
  readonly #job: Job;
  readonly #log: ChunkLog;
  readonly #control: Int32Array;
  /** For each node: side messages that arrived and aren't accounted for, and who waits for more. */
  readonly #arrived: number[] = [];
  readonly #waiters: ((() => void) | undefined)[] = [];

  constructor(job: Job, log: ChunkLog, control: Int32Array) {
    this.#job = job;
    this.#log = log;
    this.#control = control;
  }

  /** A message that a worker sent while its stint ran. */
  side({ node, batch, stream, text }: SideMessage): void {
    if (batch) this.#deliver(node, batch);
    if (stream && text !== undefined) this.#print(node, stream, text);
    this.#arrived[node] = (this.#arrived[node] ?? 0) + 1;
    this.#waiters[node]?.();
  }

  /** A stint's end. */
  async reply(node: number, { batch, failure, sent }: StintReply): Promise<void> {
    await this.#allArrived(node, sent);
    if (batch) this.#deliver(node, batch);
    if (failure) this.#fail(node, failure);
  }

  /** A worker's end, in the midst of a stint. `chunk`: what it was given, when that was one chunk. */
  lost(node: number, thread: number, given: number | undefined, error: unknown): void {
    this.#arrived[node] = 0;
    const item = (this.#control[itemWord(node)] as number) - 1;
    const chunk = given ?? this.#log.chunkOf(item);
    const report = { ...this.#log.report({ chunk, node, bytesOut: 0 }), thread };
    const value = lostWorkerError(error, node, this.#job.kind === 'map' && item >= 0 ? item : undefined);
    this.#job.failed(report, item < 0 ? { kind: 'lost', value } : { kind: 'lost', value, item });
  }

  #deliver(node: number, batch: Batch): void {
    const results = resultsOf(batch);
    const bytesEach = batchBytes(batch) / Math.max(1, results.length);
    let at = 0;
    for (let field = 0; field < batch.chunks.length; field += 4) {
      const items = batch.chunks[field + 1] as number;
      const values = ArrayBuffer.isView(results) ? (results as Float64Array).subarray(at, at + items) : Array.prototype.slice.call(results, at, at + items);
      const [chunk, started, finished] = [batch.chunks[field] as number, batch.chunks[field + 2] as number, batch.chunks[field + 3] as number];
      at += items;
      this.#job.succeeded(this.#log.report({ chunk, node, started, finished, bytesOut: items * bytesEach }), values);
    }
  }

  #fail(node: number, { chunk, item, started, finished, packet }: FailureMessage): void {
    const report = this.#log.report({ chunk, node, started, finished, bytesOut: packetBytes(packet) });
    const value = unpack(packet);
    this.#job.failed(report, item < 0 ? { kind: 'thrown', value } : { kind: 'thrown', value, item });
  }

  #print(node: number, stream: 'stdout' | 'stderr', text: string): void {
    this.#job.printed(stream, text);
    Atomics.sub(this.#control, printedWord(node), printedSize(text));
    Atomics.notify(this.#control, printedWord(node));
  }

  /** Replies and side messages take different ways: a reply may overtake what was sent before it. */
  async #allArrived(node: number, sent: number): Promise<void> {
    while ((this.#arrived[node] ?? 0) < sent) await new Promise<void>((resolve) => (this.#waiters[node] = resolve));
    this.#arrived[node] = (this.#arrived[node] ?? 0) - sent;
  }
}
