import type { Chunk, ChunkReport } from '../engine';
import { nowMs } from './server-clock';
import type { TaskResult } from './task';

/** What a report tells of a chunk. */
export type Reported = Pick<Chunk, 'index' | 'firstItem'> & { readonly items: { readonly length: number } };

/** Where and when jobs ran, as the pool wants to hear it. */
export class ChunkReports {
  readonly #seats = new Map<string, number>();

  constructor(
    readonly nNodes: number,
    /** What the server's clock is ahead of ours. */
    readonly serverOffsetMs: number,
  ) {}

  /** A thread keeps the node's number under which it was first seen, unless a chunk has a number of its own. */
  nodeOf(lane: number, firstChunk: number, { machine, thread }: Pick<TaskResult, 'machine' | 'thread'>): number {
    const name = `${machine} ${thread}`;
    const seat = this.#seats.get(name);
    if (firstChunk >= this.nNodes) return seat ?? lane;
    if (seat === undefined) this.#seats.set(name, lane);
    return lane;
  }

  /** For a job that came to a result: `place` is the chunk's place in it. */
  done(node: number, submitted: number, bytesIn: number, { machine, thread, spans, bytesOut }: TaskResult) {
    const received = nowMs();
    const offset = this.serverOffsetMs;
    // The machines' clocks agree to a fraction of a millisecond only: nothing begins before it was submitted.
    const here = (server: number): number => Math.min(Math.max(server - offset, submitted), received);
    return ({ index, firstItem, items }: Reported, place: number): ChunkReport => {
      const [started, finished] = spans[place] ?? [received + offset, received + offset];
      const times = { submitted, started: here(started), finished: here(finished), received };
      return { chunk: index, firstItem, items: items.length, node, thread, machine, ...times, bytesIn, bytesOut: bytesOut / Math.max(1, spans.length) };
    };
  }

  /** For a job that no worker brought to an end. */
  lost(node: number, submitted: number, bytesIn: number, { index, firstItem, items }: Reported): ChunkReport {
    const received = nowMs();
    return { chunk: index, firstItem, items: items.length, node, thread: -1, submitted, started: received, finished: received, received, bytesIn, bytesOut: 0 };
  }
}
