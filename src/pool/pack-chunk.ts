import type { Chunk } from './engine';
import { pack, type Packet, type PackOptions } from './packet';
import { ItemFailure } from './run-items';

/** A chunk's items, packed. @throws TypeError that names the first item which can't travel. */
export function packChunk({ items, firstItem }: Pick<Chunk, 'items' | 'firstItem'>, options?: PackOptions): Packet {
  try {
    return pack(items, options);
  } catch (error) {
    throw untransportable(items, (index) => `item ${firstItem + index} can't be sent to a worker`, error)?.error ?? error;
  }
}

/** A chunk's results, packed. @throws ItemFailure for the first one that can't travel. */
export function packResults(results: ArrayLike<unknown>, firstItem: number): Packet {
  try {
    return pack(results);
  } catch (cause) {
    const found = untransportable(results, (index) => `the result of item ${firstItem + index} can't be sent back`, cause);
    throw found ? new ItemFailure(firstItem + found.index, found.error) : cause;
  }
}

/** The first element that can't be packed, and an error which says so; undefined when each of them can. */
function untransportable(
  values: ArrayLike<unknown>,
  what: (index: number) => string,
  cause: unknown,
): { index: number; error: TypeError } | undefined {
  for (let index = 0; index < values.length; index++) {
    try {
      pack([values[index]]);
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/\.?$/, '.') : String(error);
      const advice = 'Between threads go plain data: numbers, strings, arrays, objects, Map, Set, Date, typed arrays.';
      return { index, error: new TypeError(`${what(index)}: ${why} ${advice}`, { cause }) };
    }
  }
  return undefined;
}
