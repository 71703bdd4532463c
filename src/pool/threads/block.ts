import type { Chunk } from '../engine';
import { packChunk } from '../pack-chunk';
import { unpack } from '../packet';
import type { Block } from './messages';

const FIELDS = 4;

/** Puts all chunks of a job into shared memory. */
export function blockOf(chunks: readonly Chunk[]): Block {
  return numbersBlock(chunks) ?? packedBlock(chunks);
}

function numbersBlock(chunks: readonly Chunk[]): Block | undefined {
  const table = newTable(chunks.length);
  const total = chunks.reduce((sum, { items }) => sum + items.length, 0);
  const numbers = new Float64Array(new SharedArrayBuffer(total * 8));
  let at = 0;
  for (const { firstItem, items } of chunks) {
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (typeof item !== 'number') return undefined;
      numbers[firstItem + index] = item;
    }
    setRow(table, at++, firstItem, items.length, 0, items.length * 8);
  }
  return { count: chunks.length, table, numbers, bytes: new Uint8Array(0), aside: [], shared: [], whole: [] };
}

function packedBlock(chunks: readonly Chunk[]): Block {
  const table = newTable(chunks.length);
  const packets = chunks.map((chunk) => packChunk(chunk, { receivers: 'many' }));
  const bytes = new Uint8Array(new SharedArrayBuffer(packets.reduce((sum, packet) => sum + packet.bytes.byteLength, 0)));
  let at = 0;
  packets.forEach((packet, index) => {
    const { firstItem, items } = chunks[index] as Chunk;
    setRow(table, index, firstItem, items.length, at, packet.bytes.byteLength);
    bytes.set(packet.bytes, at);
    at += packet.bytes.byteLength;
  });
  return {
    count: chunks.length,
    table,
    numbers: undefined,
    bytes,
    aside: packets.map(({ aside }) => aside),
    shared: packets.map(({ shared }) => shared),
    whole: packets.map(({ whole }) => whole),
  };
}

function newTable(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(count * FIELDS * 8));
}

function setRow(table: Float64Array, index: number, firstItem: number, items: number, at: number, size: number): void {
  const row = index * FIELDS;
  table[row] = firstItem;
  table[row + 1] = items;
  table[row + 2] = at;
  table[row + 3] = size;
}

/** A chunk out of the block, in the worker. */
export function chunkOfBlock(block: Block, index: number): { index: number; firstItem: number; items: ArrayLike<unknown> } {
  const row = index * FIELDS;
  const firstItem = block.table[row] as number;
  const items = block.table[row + 1] as number;
  if (block.numbers) return { index, firstItem, items: block.numbers.subarray(firstItem, firstItem + items) };
  const at = block.table[row + 2] as number;
  const bytes = block.bytes.slice(at, at + (block.table[row + 3] as number));
  const packet = { bytes, aside: block.aside[index] ?? [], shared: block.shared[index] ?? [], whole: block.whole[index] };
  return { index, firstItem, items: unpack(packet) as ArrayLike<unknown> };
}

/** Bytes that a chunk of the block takes. */
export function chunkBytes({ table, aside }: Block, index: number): number {
  const beside = aside[index]?.reduce((sum, buffer) => sum + buffer.byteLength, 0) ?? 0;
  return (table[index * FIELDS + 3] as number) + beside;
}
