/** A run of letters and digits, with apostrophes inside it: don't, o’clock, 7th. */
const word = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/**
 * The words of a text, lower-cased, in their order.
 *
 * A word is a run of letters and digits of any script, with apostrophes inside it: `don't` is one word, a
 * quotation mark at its edge is not part of it. A hyphen parts two words. A text without words gives `[]`.
 * On the King James text in data/ (verse references included): 851,888 words, 14,127 of them different.
 *
 * @example splitWords("Don't panic: it's 7 o'clock.") // ["don't", 'panic', "it's", '7', "o'clock"]
 */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(word) ?? [];
}
