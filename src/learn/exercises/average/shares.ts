import { PoolOf, type Outcome, type Subject, type Wrong } from '../../exercise';
import { Dye } from '../../nodes/dye';
import { verifyShares } from '../../nodes/evidence';
import { paintable, paintLimit } from '../../nodes/paint';
import { differs, verifyEnding } from '../../verify';

/** Dyes the numbers of one node at a time: how far the average moves tells how many of them that node summed. */
export async function verifyParallel({ size, nNodes }: { size: number; nNodes: number }, subject: Subject): Promise<Wrong | undefined> {
  const list = paintable(size);
  const dye = new Dye();
  const average = (node: number): Promise<Outcome> => subject.call('parallelAverage', [new PoolOf(nNodes, { kind: 'one node', dye, upTo: paintLimit(size), node }), list]);
  const plain = await average(-1);
  const ending = verifyEnding(plain, 'promise');
  if (ending) return ending;
  // A share or two of the numbers more or less hardly moves it: the numbers are much alike.
  if (typeof plain.value === 'number' && !(Math.abs(plain.value - averageOf(list)) < averageOf(list) / 50)) return differs(averageOf(list), plain.value, Number.isNaN(plain.value) ? 'notANumber' : 'wrong');
  const moves: Move[] = [];
  for (let node = 0; node < nNodes; node++) {
    const { value, traffic } = await average(node);
    if (typeof value !== 'number' || typeof plain.value !== 'number' || Number.isNaN(value - plain.value)) return differs(averageOf(list), plain.value, typeof plain.value === 'number' ? 'notANumber' : 'oneNumber');
    const given = traffic?.sent.filter((chunk) => chunk.node === node).flatMap(({ numbers }) => numbers) ?? [];
    moves.push({ by: (value - plain.value) * size, given });
  }
  const colours = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + dye.colour(number, 0), 0);
  const shares = moves.map(({ by, given }) => Math.round((by * (given.length || size)) / colours(given.length > 0 ? given : list)));
  return verifyShares({ traffic: plain.traffic, total: size, shares, mostReturned: size / 4 }) ?? verifyMoves(moves, colours, list);
}

/** By how much the average of all moved, times their count, when one node's numbers had colours; and which numbers were copied to it. */
interface Move {
  readonly by: number;
  readonly given: readonly number[];
}

/** A number's colour is known on its node only: who guesses how far the average should move, instead of summing there, is wrong. */
function verifyMoves(moves: readonly Move[], colours: (numbers: readonly number[]) => number, list: readonly number[]): Wrong | undefined {
  const differ = (by: number, expected: number, most: number): boolean => Math.abs(by - expected) > most * expected;
  const isCopied = moves.some(({ given }) => given.length > 0);
  // In shared memory each node sees all numbers: then only all moves together can be foretold.
  const together = moves.reduce((sum, { by }) => sum + by, 0);
  const isGuess = isCopied ? moves.some(({ by, given }) => given.length > 0 && differ(by, colours(given), 0.02)) : differ(together, colours(list), 0.005);
  if (isGuess) return { message: 'What the nodes were given is not what was summed: the sum was made on the main thread.', hint: 'mainDid' };
  return undefined;
}

export function averageOf(list: readonly number[]): number {
  return list.reduce((sum, number) => sum + number, 0) / list.length;
}
