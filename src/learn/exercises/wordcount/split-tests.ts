import { part, type GradedTest, type Properties } from '../../exercise';
import { countedText } from './counted-text';
import { verifySplit } from './split-text';
import { GAPS, LETTERS, PLAIN } from './words';

/** What splitText promises. */
export const splitTests: readonly GradedTest[] = [
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
        // Long ones, too: a cut word, or a single part for all, must show whatever the seed.
        inputs: (fc) => fc.oneof(texts(fc), texts(fc, { minLength: 24, maxLength: 40 })),
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
];

function texts(fc: Properties, length?: { minLength: number; maxLength: number }): ReturnType<typeof fc.record<{ text: string; n: number }>> {
  return fc.record({ text: countedText(fc, [...PLAIN, ...LETTERS], GAPS, length).map(({ text }) => text), n: fc.integer({ min: 1, max: 6 }) });
}

function showSplit({ text, n }: { text: string; n: number }): string {
  return `splitText(${JSON.stringify(text)}, ${n})`;
}
