import type { TaskSpan } from './task-span';

/** What a timeline comes to. */
export interface TimelineSummary {
  /** From the first chunk handed over to the last result back, in ms. 0 for an empty timeline. */
  readonly makespanMs: number;
  /** The share of the nodes' time in which they ran tasks, 0 to 1: 1 is a perfect speed-up. */
  readonly busyShare: number;
  /** The busiest node's time over the mean of all nodes: 1 is perfectly even, 2 means that it had twice its share. */
  readonly imbalance: number;
  /** Bytes copied to the nodes and back; shared memory isn't counted. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How many chunks and items there were, and how many chunks failed. */
  readonly tasks: number;
  readonly items: number;
  readonly failed: number;
  /** What each node did: ms of work, chunks and items, in the order of the nodes' numbers. */
  readonly nodes: readonly NodeSummary[];
}

export interface NodeSummary {
  readonly node: number;
  readonly busyMs: number;
  readonly tasks: number;
  readonly items: number;
}

/**
 * How long it took, how busy the nodes were, how evenly, and how much was moved.
 *
 * Takes the spans of one map, or of several that followed each other: pauses between them count as idle. `nNodes` counts nodes
 * that had nothing to do, too; left out, the nodes are those that appear in the spans.
 *
 * @throws RangeError when nNodes isn't a whole number, or is less than the number of nodes in the spans.
 * @example summarizeTimeline(pool.timeline().filter((span) => span.map === 0), pool.nNodes).busyShare // 0.97
 */
export function summarizeTimeline(spans: readonly TaskSpan[], nNodes?: number): TimelineSummary {
  const known = spans.reduce((most, { node }) => Math.max(most, node + 1), 0);
  if (nNodes !== undefined && (!Number.isSafeInteger(nNodes) || nNodes < known)) {
    throw new RangeError(`summarizeTimeline: nNodes must be a whole number of at least ${known}, the nodes in the spans; got ${nNodes}.`);
  }
  const nodes = Array.from({ length: nNodes ?? known }, (_, node) => summarizeNode(node, spans.filter((span) => span.node === node)));
  const begin = spans.reduce((least, { submitted }) => Math.min(least, submitted), Infinity);
  const end = spans.reduce((most, { received }) => Math.max(most, received), -Infinity);
  const makespanMs = spans.length === 0 ? 0 : end - begin;
  const busyMs = sum(nodes.map((node) => node.busyMs));
  return {
    makespanMs,
    busyShare: makespanMs === 0 ? 0 : busyMs / (makespanMs * nodes.length),
    imbalance: busyMs === 0 ? 1 : Math.max(...nodes.map((node) => node.busyMs)) / (busyMs / nodes.length),
    bytesIn: sum(spans.map((span) => span.bytesIn)),
    bytesOut: sum(spans.map((span) => span.bytesOut)),
    tasks: spans.length,
    items: sum(spans.map((span) => span.items)),
    failed: spans.filter((span) => !span.ok).length,
    nodes,
  };
}

function summarizeNode(node: number, spans: readonly TaskSpan[]): NodeSummary {
  return {
    node,
    busyMs: sum(spans.map(({ started, finished }) => finished - started)),
    tasks: spans.length,
    items: sum(spans.map((span) => span.items)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
