import type { Chunk, ChunkSource } from './engine';

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Chunks of an iterable, cut as they are asked for; the iterable may be endless, and may make its reader wait. */
export function iterableChunks(items: Iterable<unknown> | AsyncIterable<unknown>, chunkSize: number): ChunkSource & { end(): void } {
  let iterator: AnyIterator | undefined;
  let index = 0;
  let firstItem = 0;
  let ended = false;

  function cut(values: unknown[]): Chunk | undefined {
    if (values.length === 0) return undefined;
    const chunk = { index, firstItem, items: values };
    index++;
    firstItem += values.length;
    return chunk;
  }

  function next(): Chunk | undefined | Promise<Chunk | undefined> {
    if (ended) return undefined;
    iterator ??= Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    return fill([]);
  }

  function fill(values: unknown[]): Chunk | undefined | Promise<Chunk | undefined> {
    while (values.length < chunkSize) {
      const step = (iterator as AnyIterator).next();
      if (step instanceof Promise) return fillLater(values, step);
      if (step.done) {
        ended = true;
        break;
      }
      values.push(step.value);
    }
    return cut(values);
  }

  async function fillLater(values: unknown[], step: Promise<IteratorResult<unknown>>): Promise<Chunk | undefined> {
    const { done, value } = await step;
    if (done) {
      ended = true;
      return cut(values);
    }
    values.push(value);
    return fill(values);
  }

  /** Lets the iterable tidy up (a generator's finally), when the rest of it isn't wanted. */
  function end(): void {
    if (ended) return;
    ended = true;
    // An iterator that fails to tidy up can't change a result that is already there.
    try {
      void Promise.resolve(iterator?.return?.()).catch(() => {});
    } catch {}
  }

  return { count: undefined, next, end };
}
