import type { Chunk } from '../engine';
import { pack, unpack } from '../packet';
import type { Block } from './messages';

const FIELDS = 4;

/** Puts all chunks of a job into shared memory. */
export function blockOf(chunks: readonly Chunk[]): Block {
  const table = new Float64Array(new SharedArrayBuffer(chunks.length * FIELDS * 8));
  const numbers = sharedNumbers(chunks);
  const packets = numbers ? [] : chunks.map(({ items }) => pack(items, { asideFrom: Infinity }));
  const total = packets.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const bytes = new Uint8Array(new SharedArrayBuffer(total));
  let at = 0;
  chunks.forEach(({ firstItem, items }, index) => {
    const packed = packets[index]?.bytes;
    table.set([firstItem, items.length, at, packed?.byteLength ?? 0], index * FIELDS);
    if (packed) bytes.set(packed, at);
    at += packed?.byteLength ?? 0;
  });
  return { count: chunks.length, table, numbers, bytes, shared: packets.map(({ shared }) => [...shared]) };
}

function sharedNumbers(chunks: readonly Chunk[]): Float64Array | undefined {
  const total = chunks.reduce((sum, { items }) => sum + items.length, 0);
  const numbers = new Float64Array(new SharedArrayBuffer(total * 8));
  let at = 0;
  for (const { items } of chunks) {
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (typeof item !== 'number') return undefined;
      numbers[at++] = item;
    }
  }
  return numbers;
}

/** A chunk out of the block, in the worker. */
export function chunkOfBlock(block: Block, index: number): { index: number; firstItem: number; items: ArrayLike<unknown> } {
  const [firstItem = 0, items = 0, at = 0, size = 0] = block.table.subarray(index * FIELDS, (index + 1) * FIELDS);
  if (block.numbers) return { index, firstItem, items: block.numbers.subarray(firstItem, firstItem + items) };
  const bytes = block.bytes.slice(at, at + size);
  return { index, firstItem, items: unpack({ bytes, aside: [], shared: block.shared[index] ?? [] }) as ArrayLike<unknown> };
}

/** Bytes that a chunk of the block takes. */
export function chunkBytes(block: Block, index: number): number {
  return block.numbers ? (block.table[index * FIELDS + 1] ?? 0) * 8 : (block.table[index * FIELDS + 3] ?? 0);
}
