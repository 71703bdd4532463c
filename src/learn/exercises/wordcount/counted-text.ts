import type { Arbitrary } from 'fast-check';
import type { Properties } from '../../exercise';

/** A text, with the counts that it was made from: no reference solution needed. */
export interface CountedText {
  readonly text: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** Texts of these words with these gaps between them. */
export function countedText(fc: Properties, words: readonly string[], gaps: readonly string[], { minLength = 0, maxLength = 25 } = {}): Arbitrary<CountedText> {
  return fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(...gaps)), { minLength, maxLength }).map((pairs) => {
    const counts = new Map<string, number>();
    for (const [word] of pairs) {
      const key = word.toLowerCase().replace(/^['’]+|['’]+$/g, '');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return { text: pairs.map(([word, gap]) => word + gap).join('').trimEnd(), counts };
  });
}

/** A text of so many words of similar length, all of which begin with qz, in sentences and lines. */
export function coveredText(words: number, seed: number): string {
  let state = seed;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  const letters = 'bcdef';
  const list = Array.from({ length: words }, (_, index) => {
    const word = `qz${letters[random(5)]}`;
    return (index % 9 === 0 ? word[0]!.toUpperCase() + word.slice(1) : word) + (index % 9 === 8 ? '.\n' : ' ');
  });
  return list.join('');
}
