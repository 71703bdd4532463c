import type { Subject, Wrong } from '../../exercise';
import { differs, verifyEnding } from '../../verify';

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** Which promise of splitText is looked at; what the others say is another test's business. */
export async function verifySplit({ text, n }: { text: string; n: number }, subject: Subject, promise: 'joined' | 'words' | 'even'): Promise<Wrong | undefined> {
  const outcome = await subject.call('splitText', [text, n]);
  const ending = verifyEnding(outcome, 'value');
  if (ending) return ending;
  const parts = outcome.value;
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return differs(`${n} strings`, parts, 'wrong');
  if (promise !== 'words' && parts.length !== n) return differs(partsOf(n), partsOf(parts.length), 'howMany');
  if (promise === 'joined') return parts.join('') === text ? undefined : differs(text, parts.join(''), text.startsWith(parts.join('')) ? 'border' : 'joined', 'Joined, the parts are another text.');
  if (promise === 'words') return cutWords(text, parts, n);
  const fair = text.length / n;
  const worst = parts.reduce((most, part) => (Math.abs(part.length - fair) > Math.abs(most - fair) ? part.length : most), fair);
  return Math.abs(worst - fair) <= Math.max(16, fair / 4) ? undefined : differs(`parts of about ${Math.round(fair)} characters`, `parts of ${parts.map((part) => part.length).join(', ')}`, 'uneven');
}

function partsOf(count: number): string {
  return count === 1 ? '1 part' : `${count} parts`;
}

/** The words of the parts must be those of the text, whatever their case; one part for many says nothing. */
function cutWords(text: string, parts: readonly string[], n: number): Wrong | undefined {
  const expected = text.match(WORD) ?? [];
  const received = parts.flatMap((part) => part.match(WORD) ?? []);
  const filled = parts.filter((part) => part !== '').length;
  // The parts of a short text may well be empty; those of a long one may not.
  if (filled < 2 && n > 1 && expected.length >= 4 * n) return differs('more than one part with words in it', `${filled}`, 'uneven');
  if (expected.length === received.length && expected.every((word, index) => word.toLowerCase() === received[index]?.toLowerCase())) return undefined;
  return differs(expected.join(' '), received.join(' '), 'cutWord', 'A word was cut, or lost.');
}
