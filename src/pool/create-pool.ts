import { describeValue } from './describe-value';
import type { Engine, EngineFactory } from './engine';
import { inlineEngine } from './inline-engine';
import { Pool } from './pool';
import { threadsEngine } from './threads/threads-engine';

/** Options of createPool. */
export interface PoolOptions {
  /**
   * What the nodes are: 'threads', worker threads of this process (the default); 'inline', no threads at all, for debugging;
   * or a cluster's engine.
   */
  engine?: 'threads' | 'inline' | Engine | EngineFactory;
}

/**
 * A pool of nNodes workers, to run a function on many items at the same time.
 *
 * @throws RangeError when nNodes isn't a whole number of at least 1.
 * @example
 * const pool = createPool(5);
 * await pool.map((x) => x * x, [1, 2, 3]); // [1, 4, 9]
 * await pool.close();
 */
export function createPool(nNodes = 5, { engine = 'threads' }: PoolOptions = {}): Pool {
  if (!Number.isSafeInteger(nNodes) || nNodes < 1) {
    throw new RangeError(`createPool: nNodes must be a whole number of at least 1; got ${describeValue(nNodes)}.`);
  }
  return new Pool(openEngine(engine), nNodes);
}

function openEngine(engine: unknown): Engine {
  if (engine === 'threads') return threadsEngine();
  if (engine === 'inline') return inlineEngine();
  if (typeof engine === 'function') return openEngine(engine());
  if (typeof engine === 'object' && engine !== null && 'run' in engine && 'open' in engine) return engine as Engine;
  throw new TypeError(`createPool: engine must be 'threads', 'inline' or a cluster's engine; got ${describeValue(engine)}.`);
}
