import { part, PoolOf, type Exercise, type Properties, type Subject, type Traffic, type Wrong } from '../exercise';
import { Dye } from '../nodes/dye';
import { verifyShares } from '../nodes/evidence';
import { differs, isSame, verifyEnding, verifyUnchanged } from '../verify';
import { verifySplit } from './split-text';
import { coveredText, type CountedText, countedText } from './counted-text';

const PLAIN = ['a', 'be', 'the', 'and', 'word', 'light', 'in2', '42', 'x'];
/** Case, accents, digits, apostrophes of both kinds, and names that every object has. */
const CASES = ['The', 'THE', 'the', 'And', 'and', 'Light', 'LIGHT'];
const LETTERS = ["don't", 'o’clock', 'café', 'ärger', 'naïve', 'σοφός', 'constructor', "rock'n'roll", '7th', "'tis"];
const GAPS = [' ', '\n', ', ', '. ', ' - ', '; ', ': ', '  '];

type Counts = [word: string, count: number][];

export const wordcount: Exercise = {
  name: 'wordcount',
  tests: [
    {
      id: 'countWords-counts',
      title: 'countWords counts every word',
      function: 'countWords',
      parts: [
        part<CountedText>({
          name: 'plain words between spaces, line ends and punctuation; no text, no words',
          points: 2,
          inputs: (fc) => countedText(fc, PLAIN, GAPS),
          show: ({ text }) => `countWords(${JSON.stringify(text)})`,
          verify: verifyCount,
        }),
      ],
    },
    {
      id: 'countWords-letters',
      title: 'countWords minds case, accents, digits and apostrophes',
      function: 'countWords',
      parts: [
        part<CountedText>({
          name: 'The, THE and the are one word',
          points: 1,
          inputs: (fc) => countedText(fc, CASES, GAPS),
          show: ({ text }) => `countWords(${JSON.stringify(text)})`,
          verify: verifyCount,
        }),
        part<CountedText>({
          name: 'letters of all alphabets, apostrophes inside a word, and any word at all',
          points: 1,
          inputs: (fc) => countedText(fc, LETTERS, [' ', '\n', ', ']),
          show: ({ text }) => `countWords(${JSON.stringify(text)})`,
          verify: verifyCount,
        }),
      ],
    },
    {
      id: 'mergeCounts-adds',
      title: 'mergeCounts adds counts up',
      function: 'mergeCounts',
      parts: [
        part<Counts[]>({
          name: 'the sum for every word of every part; no parts, no words',
          points: 2,
          inputs: (fc) => parts(fc),
          show: showParts,
          verify: async (lists, subject) => verifyMerge(lists, subject),
        }),
      ],
    },
    {
      id: 'mergeCounts-unchanged',
      title: 'mergeCounts leaves its inputs as they were',
      function: 'mergeCounts',
      parts: [
        part<Counts[]>({
          name: 'the parts are unchanged after the merge',
          points: 2,
          inputs: (fc) => fc.tuple(counts(fc, 1), counts(fc, 1)).map((lists) => [...lists]),
          show: showParts,
          verify: async (lists, subject) => verifyMerge(lists, subject, { unchanged: true }),
        }),
      ],
    },
    {
      id: 'splitText-whole',
      title: 'splitText loses no character and cuts no word',
      function: 'splitText',
      parts: [
        part<{ text: string; n: number }>({
          name: 'n parts, which joined are the text',
          points: 1,
          inputs: (fc) => texts(fc),
          show: showSplit,
          verify: async (input, subject) => verifySplit(input, subject, 'joined'),
        }),
        part<{ text: string; n: number }>({
          name: 'no word is cut',
          points: 1,
          inputs: (fc) => texts(fc),
          show: showSplit,
          verify: async (input, subject) => verifySplit(input, subject, 'words'),
        }),
      ],
    },
    {
      id: 'splitText-even',
      title: 'splitText makes n parts of near-equal length',
      function: 'splitText',
      parts: [
        part<{ text: string; n: number }>({
          name: 'each part is within a word or two of text.length / n',
          points: 2,
          inputs: (fc) => fc.record({ text: countedText(fc, PLAIN, GAPS, { minLength: 60, maxLength: 120 }).map(({ text }) => text), n: fc.integer({ min: 1, max: 6 }) }),
          show: showSplit,
          verify: async (input, subject) => verifySplit(input, subject, 'even'),
        }),
      ],
    },
    {
      id: 'parallelWordCount-right',
      title: 'parallelWordCount counts as countWords does',
      function: 'parallelWordCount',
      parts: [
        part<{ counted: CountedText; nNodes: number }>({
          name: 'the counts of the whole text, on 1 to 5 nodes, fewer words than nodes included',
          points: 2,
          runs: 25,
          inputs: (fc) => fc.record({ counted: countedText(fc, [...PLAIN, ...CASES], GAPS), nNodes: fc.integer({ min: 1, max: 5 }) }),
          show: ({ counted, nNodes }) => `parallelWordCount(createPool(${nNodes}), ${JSON.stringify(counted.text)})`,
          verify: async ({ counted, nNodes }, subject) => {
            const outcome = await subject.call('parallelWordCount', [new PoolOf(nNodes), counted.text]);
            return verifyEnding(outcome, 'promise') ?? compareCounts(outcome.value, counted.counts);
          },
        }),
      ],
    },
    {
      id: 'parallelWordCount-shares',
      title: 'parallelWordCount gives every node a near-equal share',
      function: 'parallelWordCount',
      parts: [
        part<{ seed: number; nNodes: number }>({
          name: 'every node counts a near-equal share of the text, sent to it once',
          points: 3,
          runs: 3,
          inputs: (fc) => fc.record({ seed: fc.integer({ min: 1, max: 1000 }), nNodes: fc.integer({ min: 2, max: 5 }) }),
          show: ({ nNodes }) => `parallelWordCount(createPool(${nNodes}), a text of 3000 words)`,
          verify: verifyParallel,
        }),
      ],
    },
    {
      id: 'topWords-order',
      title: 'topWords sorts by count, downwards',
      function: 'topWords',
      parts: [
        part<{ counts: Counts; k: number }>({
          name: 'the k most frequent words, the most frequent first; all when there are fewer than k',
          points: 2,
          inputs: (fc) => fc.record({ counts: counts(fc, 0, true), k: fc.integer({ min: 0, max: 12 }) }),
          show: showTop,
          verify: verifyTop,
        }),
      ],
    },
    {
      id: 'topWords-ties',
      title: 'topWords sorts words with the same count upwards',
      function: 'topWords',
      parts: [
        part<{ counts: Counts; k: number }>({
          name: 'equal counts: the smaller word first',
          points: 1,
          inputs: (fc) => fc.record({ counts: counts(fc, 1), k: fc.integer({ min: 1, max: 12 }) }),
          show: showTop,
          verify: verifyTop,
        }),
      ],
    },
  ],
};

async function verifyCount({ text, counts }: CountedText, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('countWords', [text]);
  return verifyEnding(outcome, 'value') ?? compareCounts(outcome.value, counts);
}

function compareCounts(received: unknown, expected: ReadonlyMap<string, number>): Wrong | undefined {
  if (isSame(received, expected)) return undefined;
  if (!(received instanceof Map)) return differs(expected, received, 'wrong', 'It gave no Map.');
  const total = (map: ReadonlyMap<unknown, unknown>): number => [...map.values()].reduce<number>((sum, count) => sum + Number(count), 0);
  const keys = [...received.keys()].map(String);
  if (keys.some((key) => key !== key.toLowerCase())) return differs(expected, received, 'caseSlip');
  if (expected.size === 0) return differs(expected, received, 'empty');
  return differs(expected, received, total(received) === total(expected) - 1 ? 'lastLost' : 'letters');
}

async function verifyMerge(lists: Counts[], subject: Subject, { unchanged = false } = {}): Promise<Wrong | undefined> {
  const maps = lists.map((list) => new Map(list));
  const before = lists.map((list) => new Map(list));
  const outcome = await subject.call('mergeCounts', [maps]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const expected = new Map<string, number>();
  for (const [word, count] of lists.flat()) expected.set(word, (expected.get(word) ?? 0) + count);
  if (!isSame(outcome.value, expected)) return differs(expected, outcome.value, lists.length === 0 ? 'empty' : 'wrong');
  return unchanged ? verifyUnchanged([before], outcome) : undefined;
}

/** Words that begin with qz: on node k they begin with another letter, so the counts tell where they were counted. */
async function verifyParallel({ seed, nNodes }: { seed: number; nNodes: number }, subject: Subject): Promise<Wrong | undefined> {
  const words = 3000;
  const text = coveredText(words, seed);
  const dye = new Dye();
  const outcome = await subject.call('parallelWordCount', [new PoolOf(nNodes, { kind: 'words', dye }), text]);
  const ending = verifyEnding(outcome, 'promise');
  if (ending) return ending;
  if (!(outcome.value instanceof Map)) return differs('a Map', outcome.value, 'wrong', 'It gave no Map.');
  const shares = new Array<number>(nNodes).fill(0);
  const counted = new Map<string, number>();
  for (const [word, count] of outcome.value as Map<unknown, unknown>) {
    if (typeof word !== 'string' || typeof count !== 'number' || !/^q/i.test(word)) continue;
    const letter = word.toLowerCase().charAt(1);
    const node = dye.nodeOfLetter(letter);
    if (node === undefined || node >= nNodes) continue;
    shares[node]! += count;
    counted.set(letter, (counted.get(letter) ?? 0) + count);
  }
  return verifyShares({ traffic: outcome.traffic, total: words, shares, mostReturned: text.length / 2 }) ?? verifyLetters(counted, outcome.traffic!, words);
}

/** Which of its letters a word gets is known on its node only: who guesses, instead of counting there, is wrong. */
function verifyLetters(counted: ReadonlyMap<string, number>, { letters, shared }: Traffic, words: number): Wrong | undefined {
  const apart = [...letters].reduce((sum, [letter, count]) => sum + Math.abs(count - (counted.get(letter) ?? 0)), 0);
  if (shared > 0 || apart <= 0.01 * words) return undefined;
  return { message: 'What the nodes were given is not what was counted: the words were counted on the main thread.', hint: 'mainDid' };
}

async function verifyTop({ counts, k }: { counts: Counts; k: number }, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('topWords', [new Map(counts), k]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const expected = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k);
  if (isSame(outcome.value, expected)) return undefined;
  const sameCounts = Array.isArray(outcome.value) && isSame(outcome.value.map((pair: unknown) => (Array.isArray(pair) ? pair[1] : undefined)), expected.map(([, count]) => count));
  return differs(expected, outcome.value, sameCounts ? 'ties' : 'order');
}

function counts(fc: Properties, minLength: number, different = false): ReturnType<typeof fc.array<[string, number]>> {
  const count = fc.integer({ min: 1, max: different ? 500 : 3 });
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'ab', 'the', 'and', 'word', 'light', 'z', '10', '9', 'zebra'), count), {
      minLength,
      maxLength: 12,
      selector: ([word, each]) => (different ? each : word),
      comparator: 'IsStrictlyEqual',
    })
    .map((list) => [...new Map(list)]);
}

function parts(fc: Properties): ReturnType<typeof fc.array<Counts>> {
  return fc.array(counts(fc, 0), { maxLength: 4 });
}

function texts(fc: Properties): ReturnType<typeof fc.record<{ text: string; n: number }>> {
  return fc.record({ text: countedText(fc, [...PLAIN, ...LETTERS], GAPS).map(({ text }) => text), n: fc.integer({ min: 1, max: 6 }) });
}

function showParts(lists: Counts[]): string {
  return `mergeCounts([${lists.map((list) => `new Map(${JSON.stringify(list)})`).join(', ')}])`;
}

function showSplit({ text, n }: { text: string; n: number }): string {
  return `splitText(${JSON.stringify(text)}, ${n})`;
}

function showTop({ counts, k }: { counts: Counts; k: number }): string {
  return `topWords(new Map(${JSON.stringify(counts)}), ${k})`;
}
