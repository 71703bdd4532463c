import type { TaskSpan } from '../measure/task-span';
import { CallSite } from './call-site';
import { Call, type CallPlan } from './call';
import { capture, unpackValue } from './capture/index';
import { packValue } from './capture/packed';
import { describeValue } from './describe-value';
import type { ChunkReport, Engine } from './engine';
import { InOrder } from './in-order';
import { cutItems, cutLazily, type Items } from './items';
import { keepAliveFor } from './keep-alive';
import { checkMapOptions, type MapOptions } from './map-options';
import { mapReduce } from './map-reduce';
import { Progress } from './progress';
import { readResults, type StartedCall } from './read-results';
import { SpanLog } from './span-log';
import { TREE, type TreeDoor, type TreePlan } from './tree';
import { runTree } from './tree-call';

/** A fixed number of nodes that run functions at the same time. Made by createPool. */
export class Pool {
  /** How many nodes the pool has. */
  readonly nNodes: number;
  readonly #engine: Engine;
  readonly #opened: Promise<void> | undefined;
  readonly #log = new SpanLog();
  readonly #calls = new Set<Call>();
  #maps = 0;
  #closed: Promise<void> | undefined;

  /** Not for use: createPool makes pools. */
  constructor(engine: Engine, nNodes: number) {
    this.#engine = engine;
    this.nNodes = nNodes;
    this.#opened = engine.open(nNodes) ?? undefined;
    // Whoever uses the pool gets the error; until then it isn't an unhandled rejection.
    this.#opened?.catch(() => {});
  }

  /**
   * The results of f(item, index) for every item, in the order of the items, computed on the pool's nodes at the same time.
   *
   * f goes to the workers with all that it refers to, as it is at this moment; an assignment to a captured variable changes the
   * worker's copy only. f may be async; a node runs one item at a time. Items and results are copies: an
   * ordinary typed array is copied once on its way, and the caller's own is never detached. Only what lies on shared memory
   * (sharedArray) isn't copied. Item i of the first nNodes chunks runs on node i; with at most four items a node, each item
   * is a chunk. Inside a task no pool can be used.
   *
   * Rejects with the first error of a task, which then says `item` and `node`; the other tasks are stopped, and the pool can be used again.
   * An error named WorkerLostError means that the worker itself died, TimeoutError that timeoutMs was over, InterruptError that
   * the program was interrupted.
   *
   * @throws TypeError (as a rejection) when f refers to something that can't travel, or for options of the wrong kind; RangeError for
   * options of the wrong size.
   * @example await pool.map((x) => x * x, [1, 2, 3]) // [1, 4, 9]
   */
  async map<T, R>(f: (item: T, index: number) => R, items: Items<T>, options?: MapOptions): Promise<Awaited<R>[]> {
    const site = new CallSite(Pool.prototype.map);
    const { chunkSize, signal, timeoutMs, progress } = site.during(() => checkMapOptions('pool.map', options));
    this.#checkUse('pool.map', f, site);
    const code = site.during(() => capture(f));
    const { chunks, total, end } = site.during(() => cutItems(items, { name: 'pool.map', nNodes: this.nNodes, chunkSize, code }));
    const results = new Array<Awaited<R>>(total ?? 0);
    const bar = progress ? new Progress(total) : undefined;
    const take = ({ firstItem }: ChunkReport, values: ArrayLike<unknown>): void => {
      for (let index = 0; index < values.length; index++) results[firstItem + index] = unpackValue(values[index], f) as Awaited<R>;
      bar?.add(values.length);
    };
    try {
      if (total !== 0) await this.#run(this.#call({ name: 'pool.map', kind: 'map', f, code, chunks, signal, timeoutMs, site, take }));
      bar?.end('done');
      return results;
    } catch (error) {
      bar?.end('failed');
      throw error;
    } finally {
      end();
    }
  }

  /**
   * The results of f(item, index), in the order of the items, each as soon as it and all before it are there.
   *
   * Items are taken as results are read: at most 2 · nNodes chunks (of one item, or of chunkSize) are ahead of the reader, so items may
   * be endless, and results needn't fit into memory. Work begins with the first read. Leaving the loop early, by break or
   * an error, stops the tasks. A task's error comes in its place in the order.
   *
   * @throws as map does; wrong arguments at once.
   * @example for await (const square of pool.imap((x) => x * x, [1, 2, 3])) console.log(square)
   */
  imap<T, R>(f: (item: T, index: number) => R, items: Items<T>, options?: MapOptions): AsyncGenerator<Awaited<R>, void, undefined> {
    const site = new CallSite(Pool.prototype.imap);
    const { chunkSize, signal, timeoutMs, progress } = site.during(() => checkMapOptions('pool.imap', options));
    this.#checkUse('pool.imap', f, site);
    const code = site.during(() => capture(f));
    const { chunks, total, end } = site.during(() => cutLazily(items, { name: 'pool.imap', nNodes: this.nNodes, chunkSize, code }));
    const order = new InOrder(2 * this.nNodes);
    const plan = {
      name: 'pool.imap',
      kind: 'map' as const,
      f,
      code,
      chunks: order.holdBack(chunks),
      signal,
      timeoutMs,
      site,
      take: ({ chunk }: ChunkReport, values: ArrayLike<unknown>) => order.put(chunk, { values }),
      fail: ({ chunk }: ChunkReport, reason: unknown) => order.put(chunk, { reason }),
    };
    const start = (): StartedCall => {
      this.#checkUse('pool.imap', f, site);
      const call = this.#call(plan);
      return { call, ended: this.#run(call), bar: progress ? new Progress(total) : undefined };
    };
    return readResults<Awaited<R>>(f, order, start, end);
  }

  /**
   * The result of f(...args), computed on one node.
   *
   * @throws as map does.
   * @example await pool.apply((a, b) => a + b, 1, 2) // 3
   */
  async apply<A extends unknown[], R>(f: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return (await this.#apply(f, args, new CallSite(Pool.prototype.apply))) as Awaited<R>;
  }

  async #apply(f: Function, args: readonly unknown[], site: CallSite, options: Pick<MapOptions, 'signal' | 'timeoutMs'> = {}): Promise<unknown> {
    this.#checkUse('pool.apply', f, site);
    const code = site.during(() => capture(f));
    const packed = site.during(() => args.map((arg, index) => packValue(arg, code, `argument ${index + 1}`)));
    const chunk = { index: 0, firstItem: 0, items: packed };
    let isGiven = false;
    const chunks = { count: 1, next: () => (isGiven ? undefined : ((isGiven = true), chunk)) };
    let result: unknown;
    const take = (_: ChunkReport, values: ArrayLike<unknown>): void => void (result = unpackValue(values[0], f));
    await this.#run(this.#call({ name: 'pool.apply', kind: 'apply', f, code, chunks, site, take, ...options }));
    return result;
  }

  /**
   * Resolves when the nodes can be used: at once for threads, on a cluster when its server has answered. No need to call it, as
   * every call waits by itself; but here a server that is away shows before there is any work.
   *
   * @throws Error (as a rejection) that says what is wrong: within 3 s when a cluster's server is away.
   * @example await createPool(8, { engine: cluster({ url }) }).ready()
   */
  async ready(): Promise<void> {
    const site = new CallSite(Pool.prototype.ready);
    if (this.#closed) throw site.lend(closedError('pool.ready: this pool is closed'));
    try {
      await keepAliveFor(this.#opened);
    } catch (error) {
      throw site.tidy(error);
    }
  }

  /**
   * What ran where and when: a span for every chunk of every call so far, in the order in which they ended. The last 20,000 are kept.
   *
   * @example pool.timeline().filter((span) => span.node === 0).length // how many chunks node 0 ran
   */
  timeline(): TaskSpan[] {
    return this.#log.spans();
  }

  /** Ends the pool's workers; calls under way are cancelled. Closing twice is fine. A program may also end without it. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** For whoever packs values for a task. */
  get [Symbol.for('parallel.cannotTravel')](): string {
    return 'it is a pool, and a task that waits for its own pool would wait for ever. Return what is to be mapped, and map it outside, in a second step.';
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** For mapReduce. `run`: its three functions in one call, on an engine that reduces. `reduce`: the last of them, on one that doesn't. */
  get [TREE](): TreeDoor {
    const run = (plan: TreePlan): Promise<unknown> =>
      runTree(plan, {
        nNodes: this.nNodes,
        check: (f, site) => this.#checkUse('mapReduce', f, site),
        run: (call) => this.#run(call),
        takeMaps: (count) => (this.#maps += count) - count,
        log: (map, report, ok) => this.#log.add(map, report, ok),
      });
    const reduce: TreeDoor['reduce'] = (fReduce, partials, { signal, timeoutMs }) => this.#apply(fReduce, [partials], new CallSite(mapReduce), { signal, timeoutMs });
    return { run: this.#engine.reduces ? run : undefined, reduce };
  }

  #call(plan: Omit<CallPlan, 'map' | 'log'>): Call {
    const map = this.#maps++;
    return new Call({ ...plan, map, log: (report, ok) => this.#log.add(map, report, ok) });
  }

  async #run(call: Call): Promise<void> {
    this.#calls.add(call);
    try {
      await call.run(this.#engine, this.#opened);
    } finally {
      this.#calls.delete(call);
    }
  }

  async #close(): Promise<void> {
    const reason = closedError('The pool was closed while this was running');
    await Promise.all([...this.#calls].map((call) => call.cancel(reason)));
    await this.#opened?.catch(() => {});
    await this.#engine.close();
  }

  #checkUse(call: string, f: unknown, site: CallSite): void {
    if (this.#closed) throw site.lend(closedError(`${call}: this pool is closed`));
    if (typeof f !== 'function') throw site.lend(notFunction(call, f));
  }
}

function notFunction(call: string, f: unknown): TypeError {
  const isList = typeof f === 'object' && f !== null && (Symbol.iterator in f || Symbol.asyncIterator in f);
  const advice = isList ? 'The function comes first, then what it gets' : 'Give the function itself, not what it gives';
  return new TypeError(`${call}: f must be a function; got ${describeValue(f)}. ${advice}: ${call}(f, …).`);
}

function closedError(what: string): Error {
  return new Error(`${what}. Make a new one with createPool().`);
}
