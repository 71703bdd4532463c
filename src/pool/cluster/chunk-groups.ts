import type { Chunk, ChunkSource } from '../engine';

/** How long the chunks of one job should take together: a job's way through the queue costs some 3 ms. */
const GROUP_MS = 50;
const MOST_CHUNKS = 256;
/** The chunks of one job should have about so many bytes in all, since they travel inside it. */
const GROUP_BYTES = 256 * 1024;

/**
 * Takes chunks off a source, small ones several at a time: a thousand chunks of a millisecond need not be a thousand jobs.
 * The first nNodes groups are one chunk each, as are all whose duration isn't known yet.
 */
export class ChunkGroups {
  #pulled = 0;
  #chunkMs = Infinity;
  #chunkBytes = 0;
  #carried: Promise<Chunk | undefined> | undefined;
  #ended = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly source: ChunkSource,
    readonly nNodes: number,
  ) {}

  /** The next chunks; undefined at the end. Answers come in the order of the questions. */
  take(): Promise<Chunk[] | undefined> {
    const turn = this.#turn.then(() => this.#take());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Learns how long chunks take, and how large they are on the way there or back. */
  took(chunks: number, ms: number, bytes: number): void {
    const each = ms / Math.max(1, chunks);
    this.#chunkMs = Number.isFinite(this.#chunkMs) ? 0.5 * this.#chunkMs + 0.5 * each : each;
    this.#chunkBytes = Math.max(this.#chunkBytes / 2, bytes / Math.max(1, chunks));
  }

  async #take(): Promise<Chunk[] | undefined> {
    if (this.#ended) return undefined;
    const first = await (this.#carried ?? this.source.next());
    this.#carried = undefined;
    if (!first) {
      this.#ended = true;
      return undefined;
    }
    const group = [first];
    const most = this.#size();
    while (group.length < most) {
      const next = this.source.next();
      if (next instanceof Promise) {
        // Not waited for: what is there may run meanwhile.
        this.#carried = next;
        next.catch(() => {});
        break;
      }
      if (!next) {
        this.#ended = true;
        break;
      }
      group.push(next);
    }
    this.#pulled += group.length;
    return group;
  }

  #size(): number {
    if (this.#pulled < this.nNodes || !Number.isFinite(this.#chunkMs)) return 1;
    const byTime = Math.floor(GROUP_MS / Math.max(this.#chunkMs, 0.01));
    // Guided: what is left is dealt out in ever smaller portions, so that all nodes end together.
    const { count } = this.source;
    const byShare = count === undefined ? MOST_CHUNKS : Math.ceil((count - this.#pulled) / (2 * this.nNodes));
    return Math.max(1, Math.min(byTime, byShare, Math.floor(GROUP_BYTES / (this.#chunkBytes + 1)), MOST_CHUNKS));
  }
}
