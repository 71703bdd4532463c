import type { Chunk } from '../engine';
import { REFUSED, STALLED } from './task';

/** What happened to a job that came to no result, as an error for the learner. */
export function whyLost(reason: string, { name }: { name: string }): Error {
  const error = new Error(explain(reason, name));
  error.name = 'WorkerLostError';
  return error;
}

function explain(reason: string, name: string): string {
  if (reason.includes(STALLED)) {
    return (
      `Every worker that worked on ${name} was lost on the way, three in all, so the cluster stopped trying. ` +
      'Does the function end the process, or need more memory than a machine has?'
    );
  }
  if (reason.startsWith(`${REFUSED} not signed`)) {
    return `The workers refused ${name}: it isn't signed with their key. PARALLEL_CLUSTER_KEY must be the same for clients and workers.`;
  }
  return `The cluster couldn't run ${name}: ${reason}.`;
}

/** 'item 3', 'items 3 to 9'. */
export function itemsOf(chunks: readonly Chunk[], item: number | undefined): string {
  if (item !== undefined) return `item ${item}`;
  const last = chunks.at(-1)!;
  return `items ${chunks[0]!.firstItem} to ${last.firstItem + last.items.length - 1}`;
}
