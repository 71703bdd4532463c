/** The worker's half of a pool, the same for every engine: bring a captured function to life, run it on items, pack what comes out. */
import type { CapturedFunction } from './capture/captured';
import { isPacked } from './envelope';
import type * as Packing from './lazy-packing';
import { revive } from './capture/revive';
import { ItemFailure, runItems } from './run-items';
import type * as Thrown from './thrown';

// Loaded when first needed: most tasks take and give plain data and throw nothing, and a worker starts sooner without.
const packing = (): typeof Packing => require('./lazy-packing') as typeof Packing;
const thrown = (): typeof Thrown => require('./thrown') as typeof Thrown;

export interface WorkChunk {
  readonly kind: 'map' | 'apply' | 'reduce';
  /** The results go to another function, so they bring along the classes that they need. Default false. */
  readonly isForAnother?: boolean;
  /** As the chunk that the engine was given had them. */
  readonly items: ArrayLike<unknown>;
  readonly firstItem: number;
  /** Called before each item; false stops the run. */
  readonly begin: (item: number) => boolean;
}

/** A function in a worker, ready to run. */
export interface Work {
  /**
   * The chunk's results, ready for `pack`; undefined when `begin` stopped it. A promise only when f makes one.
   * @throws ItemFailure, by which `failure` makes a TaskFailure's value.
   */
  run(chunk: WorkChunk): ArrayLike<unknown> | undefined | Promise<ArrayLike<unknown> | undefined>;
  /** What f threw, ready for `pack`. */
  failure(thrown: unknown): Thrown.PackedThrown;
}

/** Brings a captured function to life. Rejects when it can't be: a module that isn't there, say. */
export async function openWork(captured: CapturedFunction): Promise<Work> {
  const f = await revive(captured);

  function run({ kind, items, firstItem, begin, isForAnother }: WorkChunk): ReturnType<Work['run']> {
    if (Array.isArray(items) && items.some(isPacked)) {
      return packing().unpackLazily(items, f).then((unpacked) => runUnpacked(unpacked));
    }
    return runUnpacked(items);

    function runUnpacked(unpacked: ArrayLike<unknown>): ReturnType<Work['run']> {
      const results = runItems({ kind, f, items: unpacked, firstItem, begin });
      return results instanceof Promise ? results.then(packed) : packed(results);
    }
    function packed(results: unknown[] | undefined): unknown[] | undefined {
      return results && packResults(results, firstItem, isForAnother ? undefined : captured);
    }
  }

  return { run, failure: (value) => thrown().packThrown(value, captured) };
}

/** The results ready for `pack`, going home or, without `captured`, elsewhere: most are, and finding that out must be cheap. */
function packResults(results: unknown[], firstItem: number, captured: CapturedFunction | undefined): unknown[] {
  if (results.every(isPlainPrimitive) || packing().isPlain(results)) return results;
  return results.map((result, index) => {
    try {
      return packing().packLazily(result, captured, packing().RESULT, captured !== undefined);
    } catch (error) {
      throw new ItemFailure(firstItem + index, error);
    }
  });
}

function isPlainPrimitive(value: unknown): boolean {
  return typeof value === 'object' ? value === null : typeof value !== 'function' && typeof value !== 'symbol';
}
