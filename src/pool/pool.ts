import { Call } from './call';
import { capture } from './capture/index';
import { chunkSizes } from './chunk-sizes';
import { describeValue } from './describe-value';
import type { ChunkReport, ChunkSource, Engine } from './engine';
import { iterableChunks } from './iterable-chunks';
import { listChunks } from './list-chunks';
import { checkMapOptions, type MapOptions } from './map-options';
import { Progress } from './progress';
import type { TaskSpan } from '../measure/task-span';

/** What items map takes: lists and typed arrays, and anything that for-of or for-await-of goes through. */
export type Items<T> = ArrayLike<T> | Iterable<T> | AsyncIterable<T>;

/** A fixed number of nodes that run functions at the same time. Made by createPool. */
export class Pool {
  readonly #engine: Engine;
  readonly #opened: Promise<void> | undefined;
  readonly #createdAt = performance.timeOrigin + performance.now();
  readonly #spans: TaskSpan[] = [];
  readonly #calls = new Set<Call>();
  #maps = 0;
  #closed: Promise<void> | undefined;

  /** How many nodes the pool has. */
  readonly nNodes: number;

  constructor(engine: Engine, nNodes: number) {
    this.#engine = engine;
    this.nNodes = nNodes;
    const opened = engine.open(nNodes);
    this.#opened = opened ?? undefined;
    // Whoever uses the pool gets the error; until then it isn't an unhandled rejection.
    this.#opened?.catch(() => {});
  }

  /** The results of f(item, index) for every item, in the order of the items, computed on the pool's nodes at the same time. */
  async map<T, R>(f: (item: T, index: number) => R, items: Items<T>, options?: MapOptions): Promise<Awaited<R>[]> {
    const { chunkSize, signal, timeoutMs, progress } = checkMapOptions('pool.map', options);
    this.#checkUse('pool.map', f);
    const code = capture(f);
    const results: Awaited<R>[] = [];
    const chunks = this.#chunks(items, chunkSize);
    const bar = progress ? new Progress(isList(items) ? items.length : undefined) : undefined;
    const take = ({ firstItem }: ChunkReport, values: ArrayLike<unknown>): void => {
      for (let index = 0; index < values.length; index++) results[firstItem + index] = values[index] as Awaited<R>;
      bar?.add(values.length);
    };
    try {
      await this.#call({ kind: 'map', code, chunks, signal, timeoutMs, name: 'pool.map', take });
      bar?.end('done');
      return results;
    } catch (error) {
      bar?.end('failed');
      throw error;
    }
  }

  /** The result of f(...args), computed on one node. */
  async apply<A extends unknown[], R>(f: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    this.#checkUse('pool.apply', f);
    const code = capture(f);
    let result: unknown;
    const chunks = listChunks([args], [1]);
    const one: ChunkSource = {
      count: 1,
      next: () => {
        const chunk = chunks.next();
        return chunk && 'index' in chunk ? { ...chunk, items: args } : undefined;
      },
    };
    await this.#call({ kind: 'apply', code, chunks: one, name: 'pool.apply', take: (_, values) => void (result = values[0]) });
    return result as Awaited<R>;
  }

  /** What ran where and when, for every chunk of every call so far, in the order in which they ended. */
  timeline(): TaskSpan[] {
    return [...this.#spans];
  }

  /** Ends the pool's workers; what still runs is cancelled. Closing twice is fine. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const reason = closedError('The pool was closed while this was running');
    await Promise.all([...this.#calls].map((call) => call.cancel(reason)));
    await this.#opened?.catch(() => {});
    await this.#engine.close();
  }

  #chunks(items: Items<unknown>, chunkSize: number | undefined): ChunkSource {
    if (isList(items)) return listChunks(items, chunkSizes(items.length, this.nNodes, chunkSize));
    if (isIterable(items)) return iterableChunks(items, chunkSize ?? 1);
    throw new TypeError(`pool.map: items must be a list or an iterable; got ${describeValue(items)}.`);
  }

  async #call(plan: Omit<ConstructorParameters<typeof Call>[0], 'map' | 'span'>): Promise<void> {
    const map = this.#maps++;
    const call = new Call({ ...plan, map, span: (report, ok) => this.#spans.push(this.#span(map, report, ok)) });
    this.#calls.add(call);
    try {
      await call.run(this.#engine, this.#opened);
    } finally {
      this.#calls.delete(call);
    }
  }

  #span(map: number, report: ChunkReport, ok: boolean): TaskSpan {
    const { chunk, submitted, started, finished, received, ...rest } = report;
    const since = (time: number): number => time - this.#createdAt;
    const times = { submitted: since(submitted), started: since(started), finished: since(finished), received: since(received) };
    return { map, task: chunk, ...rest, ...times, ok };
  }

  #checkUse(call: string, f: unknown): void {
    if (this.#closed) throw closedError(`${call}: this pool is closed`);
    if (typeof f !== 'function') throw new TypeError(`${call}: f must be a function; got ${describeValue(f)}.`);
  }
}

function closedError(what: string): Error {
  return new Error(`${what}. Make a new one with createPool().`);
}

function isList(items: unknown): items is ArrayLike<unknown> {
  return typeof items === 'object' && items !== null && typeof (items as { length?: unknown }).length === 'number';
}

function isIterable(items: unknown): items is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof items === 'string' || (typeof items === 'object' && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items));
}
