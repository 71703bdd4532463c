import { Call } from './call';
import { CallSite } from './call-site';
import { capture, unpackValue } from './capture/index';
import type { ChunkReport } from './engine';
import { cutItems } from './items';
import { checkMapOptions } from './map-options';
import { mapReduce } from './map-reduce';
import { Progress } from './progress';
import { treeSteps, type TreePlan } from './tree';

/** What a tree needs of its pool. */
interface TreeTools {
  readonly nNodes: number;
  check(f: unknown, site: CallSite): void;
  run(call: Call): Promise<void>;
  /** The first of so many new numbers of maps. */
  takeMaps(count: number): number;
  log(map: number, report: ChunkReport, ok: boolean): void;
}

/** An engine that lost partial results which only it had throws an error of that name: then everything is done again, so often. */
export const PARTIALS_LOST = 'PartialResultsLostError';
const MOST_TRIES = 3;

/** mapReduce as one call, by an engine that reduces. */
export async function runTree({ fMap, combine, fReduce, parts, fanIn, options }: TreePlan, tools: TreeTools): Promise<unknown> {
  const name = 'mapReduce';
  const site = new CallSite(mapReduce);
  const { signal, timeoutMs, progress } = site.during(() => checkMapOptions(name, { ...options }));
  for (const f of [fMap, fReduce, ...(combine ? [combine] : [])]) tools.check(f, site);
  const [code, reduce, combineCode] = site.during(() => [capture(fMap), capture(fReduce), combine && capture(combine)] as const);
  const tree = treeSteps(parts.length, fanIn, reduce, combineCode);
  for (let tries = 1; ; tries++) {
    const { chunks } = site.during(() => cutItems(parts, { name, nNodes: tools.nNodes, chunkSize: 1, code }));
    const bar = progress ? new Progress(parts.length + tree.length) : undefined;
    let result: unknown;
    const take = (_: ChunkReport, values: ArrayLike<unknown>): void => {
      bar?.add(1);
      if (values.length) result = unpackValue(values[0], fReduce);
    };
    const map = tools.takeMaps(2);
    // In the timeline the steps of the reduction are a map of their own.
    const log = (report: ChunkReport, ok: boolean): void => {
      const step = report.chunk - parts.length;
      if (step < 0) tools.log(map, report, ok);
      else tools.log(map + 1, { ...report, chunk: step, firstItem: step }, ok);
    };
    try {
      await tools.run(new Call({ name, kind: 'map', f: fMap, code, chunks, tree, signal, timeoutMs, site, take, map, log }));
      bar?.end('done');
      return result;
    } catch (error) {
      bar?.end('failed');
      if (tries >= MOST_TRIES || !(error instanceof Error && error.name === PARTIALS_LOST)) throw error;
    }
  }
}
