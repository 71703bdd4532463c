import type { Arbitrary } from 'fast-check';
import { part, type GradedTest, type Properties } from '../../exercise';
import { countedText } from './counted-text';
import { verifySplit } from './split-text';
import { CASES, GAPS, LETTERS, LONG, PLAIN, SHORT } from './words';

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
        inputs: (fc) => fc.record({ text: longTexts(fc), n: fc.integer({ min: 1, max: 6 }) }),
        show: showSplit,
        verify: async (input, subject) => verifySplit(input, subject, 'even'),
      }),
    ],
  },
];

function texts(fc: Properties, length?: { minLength: number; maxLength: number }): ReturnType<typeof fc.record<{ text: string; n: number }>> {
  return fc.record({ text: countedText(fc, [...PLAIN, ...CASES, ...LETTERS], GAPS, length).map(({ text }) => text), n: fc.integer({ min: 1, max: 6 }) });
}

/** Of words as they come; or with the short ones first and the long ones last, so that as many words are not as many characters. */
function longTexts(fc: Properties): Arbitrary<string> {
  const of = (words: readonly string[], minLength: number, maxLength: number): Arbitrary<string> => countedText(fc, words, GAPS, { minLength, maxLength }).map(({ text }) => text);
  return fc.oneof(of(PLAIN, 60, 120), fc.tuple(of(SHORT, 60, 80), of(LONG, 60, 80)).map((halves) => halves.join(' ')));
}

function showSplit({ text, n }: { text: string; n: number }): string {
  return `splitText(${JSON.stringify(text)}, ${n})`;
}
