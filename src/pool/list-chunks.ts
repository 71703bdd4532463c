import { isTypedArray } from '../data/typed-array';
import type { Chunk, ChunkSource } from './engine';

/** Chunks of a list whose length is known, of the given sizes. */
export function listChunks(list: ArrayLike<unknown>, sizes: readonly number[]): ChunkSource {
  let index = 0;
  let firstItem = 0;
  return {
    count: sizes.length,
    next(): Chunk | undefined {
      const size = sizes[index];
      if (size === undefined) return undefined;
      const chunk = { index, firstItem, items: slice(list, firstItem, firstItem + size) };
      index++;
      firstItem += size;
      return chunk;
    },
  };
}

function slice(list: ArrayLike<unknown>, from: number, to: number): ArrayLike<unknown> {
  if (Array.isArray(list)) return list.slice(from, to);
  if (isTypedArray(list)) return list.subarray(from, to) as ArrayLike<unknown>;
  return Array.from({ length: to - from }, (_, offset) => list[from + offset]);
}
