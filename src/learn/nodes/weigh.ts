import { StridedPart } from '../../data/strided-part';

/** What a result holds: how many letters and numbers, and its numbers that are data, in their order. */
export interface Weight {
  readonly size: number;
  readonly numbers: readonly number[];
}

/** Nobody gives back a longer list; one of holes is small on its way, and takes hours to walk through. */
const LONGEST = 4_000_000;

/** Weighs what came back from a node. `isData` tells the numbers that the test had dealt out; names of fields weigh when they aren't in `known` yet. */
export function weigh(value: unknown, isData: (number: number) => boolean, known: Set<string>): Weight {
  let size = 0;
  const numbers: number[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'number') {
      size++;
      if (isData(value)) numbers.push(value);
    } else if (typeof value === 'bigint') size += value.toString(36).length;
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      if ((Array.isArray(value) || value instanceof StridedPart) && value.length > LONGEST) {
        size += value.length;
        return;
      }
      if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer || value instanceof DataView) size += value.byteLength;
      else if (value instanceof RegExp) size += value.source.length;
      else if (value instanceof Date) size++;
      for (const name of fieldNames(value)) {
        if (!known.has(name)) size += name.length;
        known.add(name);
      }
      children(value).forEach(visit);
    }
  };
  visit(value);
  return { size, numbers };
}

function fieldNames(value: object): string[] {
  return Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof StridedPart ? [] : Object.getOwnPropertyNames(value);
}

function children(value: object): unknown[] {
  if (value instanceof StridedPart) return [...value];
  if (value instanceof Map) return [...value].flat();
  if (value instanceof DataView) return [];
  if (value instanceof Set || ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value as Iterable<unknown>);
  // An error's message isn't enumerable.
  return Object.getOwnPropertyNames(value).map((name) => (value as Record<string, unknown>)[name]);
}
