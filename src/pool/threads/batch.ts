import type * as PackChunk from '../pack-chunk';
import { pack, packetBytes, transferList, unpack, type Packet } from '../packet';
import { clockMs } from './clock';
import type { Batch } from './messages';

const DUE_MS = 25;

interface BatchedChunk {
  readonly index: number;
  readonly firstItem: number;
}

/** Gathers results of chunks in a worker, so that many small chunks travel in one message. */
export class BatchBuilder {
  #chunks: number[] = [];
  #results: ArrayLike<unknown>[] = [];
  #firstItems: number[] = [];
  #since = clockMs();

  add({ index, firstItem }: BatchedChunk, results: ArrayLike<unknown>, started: number, finished: number): void {
    this.#chunks.push(index, results.length, started, finished);
    this.#results.push(results);
    this.#firstItems.push(firstItem);
  }

  /** Whether it is time to send: a progress bar moves, and memory goes. */
  isDue(now: number): boolean {
    return now - this.#since > DUE_MS;
  }

  /** What was gathered; undefined when there is nothing. @throws ItemFailure for a result that can't travel. */
  take(): Batch | undefined {
    if (this.#chunks.length === 0) return undefined;
    const numbers = allNumbers(this.#results);
    const batch = { chunks: Float64Array.from(this.#chunks), numbers, packet: numbers ? undefined : this.#pack() };
    this.#chunks = [];
    this.#results = [];
    this.#firstItems = [];
    this.#since = clockMs();
    return batch;
  }

  #pack(): Packet {
    try {
      return pack(flat(this.#results));
    } catch (cause) {
      // Once more, chunk by chunk: which item was it?
      const { packResults } = require('../pack-chunk') as typeof PackChunk;
      this.#results.forEach((results, chunk) => packResults(results, this.#firstItems[chunk] as number));
      throw cause;
    }
  }
}

function flat(lists: readonly ArrayLike<unknown>[]): unknown {
  const [first] = lists;
  return lists.length === 1 ? first : lists.flatMap((list) => list as unknown[]);
}

/** The lists' elements as doubles when they are nothing but numbers: they travel 20 times faster so. */
function allNumbers(lists: readonly ArrayLike<unknown>[]): Float64Array | undefined {
  if (typeof lists[0]?.[0] !== 'number') return undefined;
  let length = 0;
  for (const list of lists) length += list.length;
  const numbers = new Float64Array(length);
  let at = 0;
  for (const list of lists) {
    for (let index = 0; index < list.length; index++) {
      const value = list[index];
      if (typeof value !== 'number') return undefined;
      numbers[at++] = value;
    }
  }
  return numbers;
}

/** All results of a batch, in its own order. */
export function resultsOf({ numbers, packet }: Batch): ArrayLike<unknown> {
  return numbers ?? (packet ? (unpack(packet) as unknown[]) : []);
}

export function batchTransfer(batch: Batch | undefined): ArrayBuffer[] {
  if (!batch) return [];
  return batch.packet ? transferList(batch.packet) : [];
}

export function batchBytes({ numbers, packet }: Batch): number {
  return numbers ? numbers.byteLength : packet ? packetBytes(packet) : 0;
}
