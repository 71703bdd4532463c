import { createPool } from '../pool/create-pool';
import type { Pool } from '../pool/pool';
import { PoolOf, Source, type Outcome, type Subject } from './exercise';
import { routedEngine } from './nodes/routed-engine';
import { Router } from './nodes/router';
import { runParcel, type Parcel, type ParcelResult } from './nodes/parcel';

/** How long one call may wait for its promise. */
const PATIENCE_MS = 10_000;

/** Functions of this process, such as a notebook's, as what a test asks. */
export function localSubject(functions: Readonly<Record<string, Function>>): Subject {
  return {
    async call(name, args) {
      const f = functions[name];
      if (typeof f !== 'function') return { kind: 'threw', value: `${name} is not a function here.`, isPromise: false, args };
      let router: Router | undefined;
      const pools: Pool[] = [];
      const own = args.map((argument) => {
        if (argument instanceof Source) return (0, eval)(`(${argument.text})`) as unknown;
        if (!(argument instanceof PoolOf)) return structuredClone(argument);
        const each = (router = new Router(argument.nNodes, argument.paint));
        const pool = createPool(argument.nNodes, { engine: routedEngine((chunk) => each.route(chunk, runInTurn)) });
        pools.push(pool);
        return forgiving(pool);
      });
      const outcome = await callFunction(f, own);
      await Promise.all(pools.map((pool) => pool.close()));
      return router ? { ...outcome, traffic: router.traffic } : outcome;
    },
  };
}

/** Its maps reject when the pool is closed; who forgot to await one is told so by the hint, and by nothing else. */
function forgiving(pool: Pool): Pool {
  const map = pool.map.bind(pool);
  const calm: typeof map = (...args) => {
    const results = map(...args);
    results.catch(() => {});
    return results;
  };
  Object.defineProperty(pool, 'map', { value: calm });
  return pool;
}

/** Whatever is sent to the nodes in the same turn is on its way before anything comes back. */
async function runInTurn(parcel: Parcel): Promise<ParcelResult> {
  const result = await runParcel(parcel);
  await new Promise((resolve) => setImmediate(resolve));
  return result;
}

async function callFunction(f: Function, args: readonly unknown[]): Promise<Outcome> {
  let isPromise = false;
  try {
    const result: unknown = f(...args);
    isPromise = result instanceof Promise;
    const value = isPromise ? await withPatience(result as Promise<unknown>) : result;
    return { kind: value === late ? 'late' : 'returned', value: value === late ? 'Its promise did not settle within 10 s.' : value, isPromise, args };
  } catch (error) {
    return { kind: 'threw', value: error instanceof Error ? `${error.name}: ${error.message}` : String(error), isPromise, args };
  }
}

const late = Symbol('late');

async function withPatience(promise: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(() => resolve(late), PATIENCE_MS)));
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}
