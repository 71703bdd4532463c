import { pack, unpack } from '../packet';
import { clockMs } from './clock';
import type { Batch } from './messages';

const DUE_MS = 25;

/** Gathers results of chunks in a worker, so that many small chunks travel in one message. */
export class BatchBuilder {
  #chunks: number[] = [];
  #results: unknown[] = [];
  #since = clockMs();

  add({ index }: { index: number }, results: unknown[], started: number, finished: number): void {
    this.#chunks.push(index, results.length, started, finished);
    if (this.#results.length === 0) this.#results = results;
    else for (const result of results) this.#results.push(result);
  }

  isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** Whether it is time to send: a progress bar moves, and memory goes. */
  isDue(): boolean {
    return clockMs() - this.#since > DUE_MS;
  }

  take(): Batch {
    const numbers = allNumbers(this.#results);
    const batch = { chunks: Float64Array.from(this.#chunks), numbers, packet: pack(numbers ? undefined : this.#results) };
    this.#chunks = [];
    this.#results = [];
    this.#since = clockMs();
    return batch;
  }
}

/** The list as doubles when it holds nothing but numbers: they travel 20 times faster so. */
export function allNumbers(list: ArrayLike<unknown>): Float64Array | undefined {
  const numbers = new Float64Array(list.length);
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (typeof value !== 'number') return undefined;
    numbers[index] = value;
  }
  return numbers;
}

/** All results of a batch, in its own order. */
export function resultsOf({ numbers, packet }: Batch): ArrayLike<unknown> {
  return numbers ?? (unpack(packet) as unknown[]);
}
