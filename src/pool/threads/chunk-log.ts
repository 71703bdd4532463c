import type { Chunk, ChunkReport } from '../engine';
import { clockMs, epochOffsetMs } from './clock';
import type { ThreadNode } from './nodes';

interface Submitted {
  readonly at: number;
  readonly firstItem: number;
  readonly items: number;
  readonly bytesIn: number;
}

interface Ran {
  readonly chunk: number;
  readonly node: number;
  /** Left out when it isn't known: the chunk's worker died. */
  readonly started?: number;
  readonly finished?: number;
  readonly bytesOut: number;
}

/** Remembers what was handed over, until it can be reported. */
export class ChunkLog {
  readonly #submitted = new Map<number, Submitted>();
  readonly #epochOffset = epochOffsetMs();
  readonly #seats: readonly ThreadNode[];

  constructor(seats: readonly ThreadNode[]) {
    this.#seats = seats;
  }

  submit({ index, firstItem, items }: Chunk, bytesIn: number): void {
    this.#submitted.set(index, { at: clockMs(), firstItem, items: items.length, bytesIn });
  }

  report({ chunk, node, started, finished, bytesOut }: Ran): ChunkReport {
    const now = clockMs();
    const { at, firstItem, items, bytesIn } = this.#submitted.get(chunk) ?? { at: now, firstItem: 0, items: 0, bytesIn: 0 };
    this.#submitted.delete(chunk);
    // The threads' clocks agree within a few microseconds; the order of events must hold all the same.
    const begun = Math.min(Math.max(started ?? at, at), now);
    return {
      chunk,
      firstItem,
      items,
      node,
      thread: this.#seats[node]?.thread ?? -1,
      submitted: at + this.#epochOffset,
      started: begun + this.#epochOffset,
      finished: Math.min(Math.max(finished ?? now, begun), now) + this.#epochOffset,
      received: now + this.#epochOffset,
      bytesIn,
      bytesOut,
    };
  }

  /** The chunk that has the item; −1 when none does. */
  chunkOf(item: number): number {
    for (const [chunk, { firstItem, items }] of this.#submitted) if (item >= firstItem && item < firstItem + items) return chunk;
    return -1;
  }
}
