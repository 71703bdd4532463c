import { PoolOf, Source, type Subject, type Wrong } from '../../exercise';
import { Dye, PAINT_STEP } from '../../nodes/dye';
import { verifyShares } from '../../nodes/evidence';
import { paintable, paintLimit } from '../../nodes/paint';
import { differs, isSame, verifyEnding } from '../../verify';
import { ORDERS, sorted } from './lists';

/** What a node sorted has its colour; and it must come back from there in order. */
export async function verifyParallelShares({ size, nNodes }: { size: number; nNodes: number }, subject: Subject): Promise<Wrong | undefined> {
  const items = paintable(size);
  const dye = new Dye();
  const outcome = await subject.call('parallelMergeSort', [new PoolOf(nNodes, { kind: 'numbers', dye, upTo: paintLimit(size) }), items, new Source(ORDERS.up.text)]);
  const ending = verifyEnding(outcome, 'promise');
  if (ending) return ending;
  const received = outcome.value;
  const places = Array.isArray(received) ? received.map((value: unknown) => Math.floor(Number(value) / PAINT_STEP) * PAINT_STEP) : [];
  if (!isSame(places, sorted(items, 'up'))) return differs('all numbers in order', received, 'wrong');
  const shares = new Array<number>(nNodes).fill(0);
  for (const value of received as number[]) {
    const node = dye.nodeOf(value);
    if (node !== undefined && node < nNodes) shares[node]!++;
  }
  const wrong = verifyShares({ traffic: outcome.traffic, total: size, shares, mostReturned: Infinity });
  if (wrong) return wrong;
  const { runs, sent } = outcome.traffic!;
  if (sent.every(({ numbers }) => isNearlySorted(numbers))) return { message: 'The parts were sorted before they reached the nodes: the main thread did the work.', hint: 'mainDid' };
  // What a chunk was given must come back from that same chunk, in order.
  const own = sent.reduce((sum, chunk) => sum + chunk.runs.flat().filter((value) => dye.nodeOf(value) === chunk.node).length, 0);
  const isSortedThere = runs.every((run) => run.every((value, index) => index === 0 || value >= run[index - 1]!)) && own >= 0.98 * size;
  return isSortedThere ? undefined : { message: 'The parts came back from the nodes unsorted: the main thread still had the work to do.', hint: 'mainDid' };
}

/** The numbers that nodes are given are in no order, unless somebody has sorted them. */
function isNearlySorted(numbers: readonly number[]): boolean {
  return numbers.filter((value, index) => index > 0 && value < numbers[index - 1]!).length < 0.1 * numbers.length;
}
