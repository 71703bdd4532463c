/** A job's control words: shared memory by which the pool and the workers talk without messages. */

/** 1 once the rest of the job isn't wanted. */
export const CANCELLED = 0;
/** How many chunks were claimed beyond the first of each node. */
export const NEXT_CHUNK = 1;
const PER_NODE = 2;

/** The item that a node is at, plus one; 0 when at none. So the pool knows what a worker died of. */
export function itemWord(node: number): number {
  return 2 + node * PER_NODE;
}

/** How much a node has printed that the pool hasn't seen yet. */
export function printedWord(node: number): number {
  return 3 + node * PER_NODE;
}

export function newControl(nNodes: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer((2 + nNodes * PER_NODE) * 4));
}
