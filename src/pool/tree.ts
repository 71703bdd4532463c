import type { CapturedFunction } from './capture/index';
import type { MapReduceOptions } from './map-reduce';

/** One step of a reduction: one call of a function with the list of what these gave. */
export interface TreeStep {
  readonly code: CapturedFunction;
  /** Part i is i; step j is the number of parts + j, and comes before this one. */
  readonly from: readonly number[];
}

/** What mapReduce asks of a pool whose engine reduces. */
export interface TreePlan {
  readonly fMap: Function;
  readonly combine: Function | undefined;
  readonly fReduce: Function;
  readonly parts: readonly unknown[];
  readonly fanIn: number;
  readonly options: Pick<MapReduceOptions<unknown>, 'signal' | 'timeoutMs' | 'progress'>;
}

/** What a pool does for mapReduce only. */
export interface TreeDoor {
  readonly run: ((plan: TreePlan) => Promise<unknown>) | undefined;
  reduce(fReduce: Function, partials: readonly unknown[], options: TreePlan['options']): Promise<unknown>;
}

/** The name under which a pool does it. */
export const TREE: unique symbol = Symbol('parallel.tree');

/** The steps from so many parts to one result; each after those that it needs, the root last. Their shape depends on the numbers only. */
export function treeSteps(parts: number, fanIn: number, reduce: CapturedFunction, combine: CapturedFunction | undefined): TreeStep[] {
  const steps: TreeStep[] = [];
  let level = Array.from({ length: parts }, (_, part) => part);
  while (combine && level.length > fanIn) level = inGroups(level, fanIn).map((from) => parts + steps.push({ code: combine, from }) - 1);
  steps.push({ code: reduce, from: level });
  return steps;
}

/** Runs of neighbours, all of that size but the last. */
export function inGroups<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, group) => list.slice(group * size, (group + 1) * size));
}
