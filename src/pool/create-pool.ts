import { describeValue } from './describe-value';
import type { Engine, EngineFactory } from './engine';
import { inlineEngine } from './inline-engine';
import { Pool } from './pool';
import { threadsEngine } from './threads/threads-engine';

/** Options of createPool. */
export interface PoolOptions {
  /**
   * What the nodes are: 'threads', worker threads of this process (the default); 'inline', no threads at all, one task after the
   * other in this thread, for debugging; `cluster({ url })`, other machines, by way of Redis; `spark({ master })`, a Spark cluster.
   */
  engine?: 'threads' | 'inline' | Engine | EngineFactory;
  /** How many MB of JavaScript objects a worker thread may hold; beyond, its task fails with an error. Default: Node's own limit. */
  memoryMB?: number;
}

/**
 * A pool of nNodes workers, to run a function on many items at the same time.
 *
 * It has exactly nNodes workers, whatever the machine's cores; more than there are cores makes nothing faster. They start at
 * once, and cost about 20 ms and 10 MB each. Close the pool when you are done with it.
 *
 * It returns before a cluster has answered: `pool.ready()`, or else the first map, rejects within 3 s when its server is away.
 *
 * @throws RangeError when nNodes isn't a whole number of at least 1, TypeError for other options of the wrong kind.
 * @example
 * const pool = createPool(5);
 * await pool.map((x) => x * x, [1, 2, 3]); // [1, 4, 9]
 * await pool.close();
 */
export function createPool(nNodes = 5, options: PoolOptions = {}): Pool {
  if (typeof nNodes !== 'number') throw new TypeError(`createPool: nNodes must be a whole number of at least 1; got ${describeValue(nNodes)}.`);
  if (!Number.isSafeInteger(nNodes) || nNodes < 1) throw new RangeError(`createPool: nNodes must be a whole number of at least 1; got ${nNodes}.`);
  if (typeof options !== 'object' || options === null) throw new TypeError(`createPool: options must be an object; got ${describeValue(options)}.`);
  const { engine = 'threads', memoryMB, ...others } = options;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw new TypeError(`createPool: there is no option ${JSON.stringify(unknown)}; the options are engine, memoryMB.`);
  if (memoryMB !== undefined && !(typeof memoryMB === 'number' && memoryMB >= 1)) {
    throw new RangeError(`createPool: memoryMB must be a number of at least 1; got ${describeValue(memoryMB)}.`);
  }
  return new Pool(makeEngine(engine, memoryMB), nNodes);
}

function makeEngine(engine: unknown, memoryMB: number | undefined): Engine {
  if (engine === 'inline') return inlineEngine();
  if (Symbol.for('parallel.inTask') in globalThis) {
    throw new Error("createPool: a task can't have a pool of its own: it runs on a node of one already. Give the outer map more and smaller items, or use { engine: 'inline' } here.");
  }
  if (engine === 'threads') return threadsEngine({ memoryMB });
  if (typeof engine === 'function') return makeEngine((engine as EngineFactory)(), memoryMB);
  if (typeof engine === 'object' && engine !== null && 'run' in engine && 'open' in engine && 'close' in engine) return engine as Engine;
  throw new TypeError(`createPool: engine must be 'threads', 'inline', cluster(…) or spark(…); got ${describeValue(engine)}.`);
}
