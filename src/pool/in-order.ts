import type { Chunk, ChunkSource } from './engine';

type Outcome = { readonly values: ArrayLike<unknown> } | { readonly reason: unknown };

/**
 * Between nodes that finish in any order and a reader who wants the results in order and in his own time.
 * Chunks are cut only while fewer than `ahead` are out or wait to be read: a slow reader slows the nodes.
 */
export class InOrder {
  readonly #ahead: number;
  readonly #outcomes = new Map<number, Outcome>();
  #cut = 0;
  #read = 0;
  #isLastCut = false;
  #isOver = false;
  #broken: { reason: unknown } | undefined;
  #wakeReader: (() => void) | undefined;
  #wakeCutter: (() => void) | undefined;

  constructor(ahead: number) {
    this.#ahead = ahead;
  }

  /** The chunks of `source`, held back while the reader is behind. */
  holdBack(source: ChunkSource): ChunkSource {
    const cut = (chunk: Chunk | undefined): Chunk | undefined => {
      if (chunk) this.#cut++;
      else this.#endOfChunks();
      return chunk;
    };
    const next = async (): Promise<Chunk | undefined> => {
      while (!this.#isOver && this.#cut - this.#read >= this.#ahead) await new Promise<void>((resolve) => (this.#wakeCutter = resolve));
      if (this.#isOver) return undefined;
      try {
        return cut(await source.next());
      } catch (error) {
        // What came before is still read; then comes the error.
        this.put(this.#cut, { reason: error });
        return undefined;
      }
    };
    return { count: undefined, next };
  }

  put(chunk: number, outcome: Outcome): void {
    this.#outcomes.set(chunk, outcome);
    // After a failure nothing new is begun; what was begun before it is still wanted.
    if ('reason' in outcome) this.#isOver = true;
    this.#wakeReader?.();
    this.#wakeCutter?.();
  }

  /** The results of the next chunk; undefined at the end. @throws what the chunk failed with */
  async read(): Promise<ArrayLike<unknown> | undefined> {
    for (;;) {
      if (this.#broken) throw this.#broken.reason;
      const outcome = this.#outcomes.get(this.#read);
      if (outcome) {
        this.#outcomes.delete(this.#read++);
        this.#wakeCutter?.();
        if ('reason' in outcome) throw outcome.reason;
        return outcome.values;
      }
      if (this.#isLastCut && this.#read >= this.#cut) return undefined;
      await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }

  /** No more chunks will come: the reader gets the reason, whatever waits to be read. */
  break(reason: unknown): void {
    this.#broken = { reason };
    this.end();
    this.#wakeReader?.();
  }

  /** No more chunks are wanted. */
  end(): void {
    this.#isOver = true;
    this.#wakeCutter?.();
  }

  #endOfChunks(): void {
    this.#isLastCut = true;
    this.#wakeReader?.();
  }
}
