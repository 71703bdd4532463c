import type { MapOptions } from './map-options';
import type { Pool } from './pool';
import { inGroups, TREE } from './tree';

/** Options of mapReduce. */
export interface MapReduceOptions<P> extends Pick<MapOptions, 'signal' | 'timeoutMs' | 'progress'> {
  /**
   * Turns several partial results into one of the same kind, in any grouping of neighbours: sums to a sum, counts to counts.
   * With it the workers reduce as a tree, and fReduce gets what is left. Without it fReduce gets all partial results.
   */
  combine?: (partials: P[]) => P | Promise<P>;
  /** How many partial results are combined at a time: a whole number of at least 2. Default 8. */
  fanIn?: number;
}

/**
 * What fReduce makes of fMap's results, one for each part: both run on the pool's workers.
 *
 * The partial results keep the order of the parts, and the tree's shape depends on their number and fanIn only. So every engine
 * gives the same result to the last digit. On a cluster the partial results stay there: they go from worker to worker through the
 * server, and only what fReduce returns comes home.
 *
 * @throws RangeError when fanIn isn't a whole number of at least 2; as pool.map does otherwise.
 * @example
 * await mapReduce(pool, (part) => part.length, (lengths) => lengths.reduce((a, b) => a + b, 0), [[1, 2], [3]]) // 3
 */
export async function mapReduce<T, P, R>(
  pool: Pool,
  fMap: (part: T, index: number) => P | Promise<P>,
  fReduce: (partials: P[]) => R | Promise<R>,
  parts: readonly T[],
  { combine, fanIn = 8, ...options }: MapReduceOptions<Awaited<P>> = {},
): Promise<Awaited<R>> {
  if (!Number.isSafeInteger(fanIn) || fanIn < 2) {
    throw new RangeError(`mapReduce: fanIn must be a whole number of at least 2; got ${String(fanIn)}.`);
  }
  const { run, reduce } = pool[TREE];
  if (run) return (await run({ fMap, combine, fReduce, parts, fanIn, options })) as Awaited<R>;
  let partials = (await pool.map(fMap, parts, { ...options, chunkSize: 1 })) as Awaited<P>[];
  while (combine && partials.length > fanIn) {
    partials = (await pool.map(combine, inGroups(partials, fanIn), { ...options, chunkSize: 1 })) as Awaited<P>[];
  }
  return (await reduce(fReduce, partials, options)) as Awaited<R>;
}
