import { PoolOf, type Subject, type Traffic, type Wrong } from '../../exercise';
import { Dye } from '../../nodes/dye';
import { verifyShares } from '../../nodes/evidence';
import { differs, verifyEnding } from '../../verify';
import { coveredText } from './counted-text';

/** Words that may be counted otherwise than the nodes were given them, such as those that were cut in two. */
const MOST_APART = 0.002;

/** Words that begin with qz: on node k they begin with another letter, so the counts tell where they were counted. */
export async function verifyParallel({ seed, nNodes }: { seed: number; nNodes: number }, subject: Subject): Promise<Wrong | undefined> {
  // So many of so few that counts are much smaller than even a hint at each word would be.
  const words = 32_000;
  const text = coveredText(words, seed);
  const dye = new Dye();
  const outcome = await subject.call('parallelWordCount', [new PoolOf(nNodes, { kind: 'words', dye }), text]);
  const ending = verifyEnding(outcome, 'promise');
  if (ending) return ending;
  if (!(outcome.value instanceof Map)) return differs('a Map', outcome.value, 'noMap', 'It gave no Map.');
  const shares = new Array<number>(nNodes).fill(0);
  const counted = new Map<string, number>();
  for (const [word, count] of outcome.value as Map<unknown, unknown>) {
    if (typeof word !== 'string' || typeof count !== 'number' || !/^q/i.test(word)) continue;
    const letter = word.toLowerCase().charAt(1);
    const node = dye.nodeOfLetter(letter);
    if (node === undefined || node >= nNodes) continue;
    shares[node]! += count;
    counted.set(word.toLowerCase(), (counted.get(word.toLowerCase()) ?? 0) + count);
  }
  const sum = [...(outcome.value as Map<unknown, unknown>).values()].reduce<number>((total, count) => total + Number(count), 0);
  if (!(Math.abs(sum - words) <= MOST_APART * words)) {
    return differs(words, sum, outcome.value.size === 0 ? 'nothingBack' : 'miscount', `The text has ${words} words; the counts add up to ${sum}.`);
  }
  return verifyShares({ traffic: outcome.traffic, total: words, shares, mostReturned: words / 5 }) ?? verifyWords(counted, outcome.traffic!, words);
}

/** Which of its letters a word gets is known on its node only: who guesses, instead of counting there, is wrong. */
function verifyWords(counted: ReadonlyMap<string, number>, { words: given, delivered }: Traffic, words: number): Wrong | undefined {
  // In shared memory each node sees all words, and nobody knows which of them it counts.
  if (delivered.reduce((sum, each) => sum + each, 0) < words / 2) return undefined;
  const apart = [...given].reduce((sum, [word, count]) => sum + Math.abs(count - (counted.get(word) ?? 0)), 0);
  if (apart <= MOST_APART * words) return undefined;
  return { message: 'What the nodes were given is not what was counted: the words were counted on the main thread.', hint: 'mainDid' };
}
