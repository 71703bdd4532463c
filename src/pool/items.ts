import { StridedPart } from '../data/strided-part';
import { packValue } from './capture/packed';
import type { CapturedFunction } from './capture/captured';
import { chunkSizes } from './chunk-sizes';
import { describeValue } from './describe-value';
import type { Chunk, ChunkSource } from './engine';
import { iterableChunks } from './iterable-chunks';
import { listChunks } from './list-chunks';

/** What map takes: lists and typed arrays, and anything that for-of or for-await-of goes through. */
export type Items<T> = ArrayLike<T> | Iterable<T> | AsyncIterable<T>;

export interface Cut {
  /** 'pool.map', for messages. */
  readonly name: string;
  readonly nNodes: number;
  readonly chunkSize: number | undefined;
  readonly code: CapturedFunction;
}

/** A map's chunks, and what must be done when the call ends early. */
export interface CutItems {
  readonly chunks: ChunkSource;
  /** How many items there are; undefined when only the end will tell. */
  readonly total: number | undefined;
  /** Lets an iterable tidy up. */
  readonly end: () => void;
}

/** How many items of an iterable, and for how long, are read at once, before it is taken for one that may be endless. */
const HEAD_ITEMS = 10_000;
const HEAD_MS = 20;

/** All items in chunks of fitting sizes, when the end of them can be seen; otherwise as they come. */
export function cutItems(items: unknown, cut: Cut): CutItems {
  if (items instanceof StridedPart) return cutList(items.slice(), cut);
  if (isList(items)) return cutList(items, cut);
  if (!isIterable(items)) throw notItems(cut.name, items);
  if (Symbol.asyncIterator in Object(items)) return cutIterable(items, cut, cut.chunkSize ?? 1);
  const head: unknown[] = [];
  const iterator = (items as Iterable<unknown>)[Symbol.iterator]();
  const until = performance.now() + HEAD_MS;
  while (head.length < HEAD_ITEMS && performance.now() < until) {
    const step = iterator.next();
    if (step.done) return cutList(head, cut);
    head.push(step.value);
  }
  return cutIterable(chained(head, iterator), cut, cut.chunkSize ?? Math.ceil(head.length / (8 * cut.nNodes)));
}

/** Items in chunks of one, or of chunkSize, as they are asked for. */
export function cutLazily(items: unknown, cut: Cut): CutItems {
  if (items instanceof StridedPart || (isList(items) && !(Symbol.iterator in items))) return cutIterable(Array.from(items as ArrayLike<unknown>), cut, cut.chunkSize ?? 1);
  if (!isIterable(items)) throw notItems(cut.name, items);
  return cutIterable(items, cut, cut.chunkSize ?? 1);
}

function cutList(list: ArrayLike<unknown>, { nNodes, chunkSize, code }: Cut): CutItems {
  const chunks = listChunks(list, chunkSizes(list.length, nNodes, chunkSize));
  // One look at the whole list, in place of one at each chunk.
  const isPlain = packValue(list, code, 'items') === list;
  return { chunks: isPlain ? chunks : packed(chunks, code), total: list.length, end: () => {} };
}

function cutIterable(items: Iterable<unknown> | AsyncIterable<unknown>, { code }: Cut, chunkSize: number): CutItems {
  const chunks = iterableChunks(items, chunkSize);
  return { chunks: packed(chunks, code), total: isList(items) ? items.length : undefined, end: () => chunks.end() };
}

function packed(chunks: ChunkSource, code: CapturedFunction): ChunkSource {
  const pack = (chunk: Chunk | undefined): Chunk | undefined =>
    chunk && { ...chunk, items: Array.from(chunk.items, (item, index) => packValue(item, code, `items[${chunk.firstItem + index}]`)) };
  return {
    count: chunks.count,
    next() {
      const chunk = chunks.next();
      return chunk instanceof Promise ? chunk.then(pack) : pack(chunk);
    },
  };
}

function* chained(head: readonly unknown[], rest: Iterator<unknown>): Iterable<unknown> {
  yield* head;
  yield* { [Symbol.iterator]: () => rest };
}

function notItems(name: string, items: unknown): TypeError {
  const advice = typeof items === 'number' ? ' To run f for 0, 1, 2 …, pass Array.from({ length: n }, (_, i) => i).' : '';
  return new TypeError(`${name}: items must be a list or an iterable, such as an array; got ${describeValue(items)}.${advice}`);
}

function isList(items: unknown): items is ArrayLike<unknown> {
  if (typeof items !== 'object' || items === null || items instanceof Map || items instanceof Set) return false;
  const { length } = items as { length?: unknown };
  return Number.isSafeInteger(length) && (length as number) >= 0;
}

function isIterable(items: unknown): items is Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof items === 'string') return true;
  return typeof items === 'object' && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items);
}
