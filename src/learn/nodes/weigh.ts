import { StridedPart } from '../../data/strided-part';

/** What a result holds: how many bytes it takes to say it, and its numbers that are data, in their order. */
export interface Weight {
  readonly bytes: number;
  readonly numbers: readonly number[];
}

/** Nobody gives back a longer list; one of holes is small on its way, and takes hours to walk through. */
const LONGEST = 4_000_000;
/** Yes or no, nothing, a hole in a list. */
const BIT = 1 / 8;

/** What a text weighs that the node had been told: more than it takes to say which of them. */
const TOLD = 2;

/**
 * Weighs what came back from a node: by bytes, since a few large numbers can hold a long text. `isData` tells the numbers that the test
 * had dealt out; names of fields weigh little once they are in `known`, and texts that are `told`.
 */
export function weigh(value: unknown, isData: (number: number) => boolean, known: Set<string>, told: ReadonlySet<string> = new Set()): Weight {
  let bytes = 0;
  const numbers: number[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') bytes += told.has(value) ? Math.min(TOLD, bytesOfText(value)) : bytesOfText(value);
    else if (typeof value === 'number') {
      bytes += bytesOfNumber(value);
      if (isData(value)) numbers.push(value);
    } else if (typeof value === 'bigint') bytes += Math.ceil(value.toString(16).length / 2);
    else if (typeof value !== 'object' || value === null) bytes += BIT;
    else {
      bytes += 1;
      if (!seen.has(value)) visitObject(value);
    }
  };
  const visitObject = (value: object): void => {
    seen.add(value);
    if ((Array.isArray(value) || value instanceof StridedPart) && value.length > LONGEST) {
      bytes += value.length * BIT;
      return;
    }
    if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer || value instanceof DataView) bytes += value.byteLength;
    else if (value instanceof RegExp) bytes += bytesOfText(value.source);
    else if (value instanceof Date) bytes += 8;
    else if (value instanceof Number || value instanceof BigInt || value instanceof Boolean) visit(value.valueOf());
    for (const name of fieldNames(value)) {
      bytes += known.has(name) ? 1 : bytesOfText(name);
      known.add(name);
    }
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      bytes += value.byteLength;
      for (const number of value as Float64Array) if (isData(number)) numbers.push(number);
    } else children(value).forEach(visit);
  };
  visit(value);
  return { bytes, numbers };
}

/** Of a whole number as many as it needs; of any other one 8. */
function bytesOfNumber(number: number): number {
  const size = Math.abs(number);
  if (!Number.isInteger(number) || size >= 2 ** 32) return Number.isNaN(number) ? BIT : 8;
  return size < 2 ** 8 ? 1 : size < 2 ** 16 ? 2 : size < 2 ** 24 ? 3 : 4;
}

function bytesOfText(text: string): number {
  return /^[\x00-\xff]*$/.test(text) ? text.length : 2 * text.length;
}

function fieldNames(value: object): string[] {
  return Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof StridedPart ? [] : Object.getOwnPropertyNames(value);
}

function children(value: object): unknown[] {
  if (value instanceof StridedPart) return [...value];
  if (value instanceof Map) return [...value].flat();
  if (value instanceof DataView) return [];
  if (value instanceof Set || Array.isArray(value)) return Array.from(value as Iterable<unknown>);
  // An error's message isn't enumerable.
  return Object.getOwnPropertyNames(value).map((name) => (value as Record<string, unknown>)[name]);
}
