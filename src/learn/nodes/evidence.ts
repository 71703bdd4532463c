import type { Traffic, Wrong } from '../exercise';

export interface Evidence {
  readonly traffic: Traffic | undefined;
  /** How many pieces of the data there were. */
  readonly total: number;
  /** How many of them each node worked on, as the answer's colours tell. */
  readonly shares: readonly number[];
  /** What may come back from the nodes, at most, in bytes. */
  readonly mostReturned: number;
}

/** A node's share may differ from the fair one by this much. */
const TOLERANCE = 0.2;
/** Data may be copied to the nodes this many times, parts that overlap a little included. */
const MOST_COPIES = 1.25;

/** What the colours say against a function that should have worked in parallel; undefined when all is well. */
export function verifyShares({ traffic, total, shares, mostReturned }: Evidence): Wrong | undefined {
  const onNodes = shares.reduce((sum, share) => sum + share, 0);
  const delivered = traffic?.delivered.reduce((sum, count) => sum + count, 0) ?? 0;
  const reached = delivered + (traffic?.shared ?? 0);
  if (!traffic || (onNodes < 0.02 * total && delivered < 0.02 * total)) {
    return { message: 'No data went through the nodes of the pool that was given: the work was done on the main thread.', hint: 'alone' };
  }
  if (traffic.returned > mostReturned) {
    return { message: `The nodes gave back ${Math.round(traffic.returned)} bytes, far more than results need: the main thread still had the work to do.`, hint: 'mainDid' };
  }
  if (onNodes < 0.98 * total || reached < 0.98 * total) {
    return { message: `The nodes worked on ${percent(Math.min(onNodes, reached) / total)} of the data; the rest of the answer came from the main thread.`, hint: 'mainDid' };
  }
  if (delivered > MOST_COPIES * total) {
    return { message: `The data was copied to the nodes ${(delivered / total).toFixed(1)} times over; once is enough.`, hint: 'twice' };
  }
  const nBusy = shares.filter((share) => share > 0).length;
  if (nBusy === 1 && traffic.together < 2 && traffic.pieces >= traffic.nNodes && traffic.nNodes > 1) {
    return { message: `One of the ${traffic.nNodes} nodes did everything: each part was sent only when the one before it was done.`, hint: 'inTurn' };
  }
  if (traffic.nNodes > 1 && traffic.together < 2 && nBusy > 1) {
    return { message: 'The nodes worked one after the other: no two had data at the same time.', hint: 'inTurn' };
  }
  const fair = total / traffic.nNodes;
  if (shares.some((share) => Math.abs(share - fair) > Math.max(TOLERANCE * fair, 2))) {
    const list = shares.map((share) => percent(share / total)).join(', ');
    return { message: `The shares of the ${traffic.nNodes} nodes were ${list}; each should be near ${percent(1 / traffic.nNodes)}.`, hint: 'unequal' };
  }
  return undefined;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
