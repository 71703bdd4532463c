import { part, type GradedTest, type Subject, type Wrong } from '../../exercise';
import { verifyEnding } from '../../verify';
import { countedText, type CountedText } from './counted-text';
import { compareCounts } from './counts';
import { CASES, GAPS, LETTERS, PLAIN } from './words';

/** What countWords promises. */
export const countTests: readonly GradedTest[] = [
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
];

async function verifyCount({ text, counts }: CountedText, subject: Subject): Promise<Wrong | undefined> {
  const outcome = await subject.call('countWords', [text]);
  return verifyEnding(outcome, 'value') ?? compareCounts(outcome.value, counts);
}
