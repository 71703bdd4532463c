import { brief } from '../learn/run-part';

/** Values inside of values, of which nobody reads more. */
const MOST_VALUES = 5_000;
const DEPTH = 5;
/** As brief has it: of lists, Maps and Sets it shows no more. */
const OF_A_LIST = 30;

/** A value in one line, as brief has it. An answer may be made so that writing it down takes for ever: that one isn't tried. */
export function shown(value: unknown): string {
  return isSmall(value) ? brief(value) : 'something too large to be shown';
}

/** Counts what would be written: what is there twice is written twice. */
function isSmall(value: unknown): boolean {
  let left = MOST_VALUES;
  const visit = (value: unknown, depth: number): void => {
    if (--left < 0 || depth > DEPTH) return;
    if (typeof value === 'bigint' && BigInt.asIntN(4096, value) !== value) left = -1;
    if (typeof value !== 'object' || value === null) return;
    if (value instanceof Error && String(value.stack).length > MOST_VALUES) left = -1;
    if (ArrayBuffer.isView(value)) return;
    if (value instanceof Map || value instanceof Set) {
      let count = 0;
      for (const entry of value) if (count++ < OF_A_LIST) visit(entry, depth);
    }
    if (Array.isArray(value)) return value.slice(0, OF_A_LIST).forEach((each) => visit(each, depth + 1));
    const names = Object.getOwnPropertyNames(value);
    left -= names.length;
    for (const name of names) {
      if (left < 0) return;
      visit((value as Record<string, unknown>)[name], depth + 1);
    }
  };
  visit(value, 0);
  return left >= 0;
}
