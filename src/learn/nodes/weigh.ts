import { StridedPart } from '../../data/strided-part';

/** What a result holds: how many letters and numbers, and its numbers that are data, in their order. */
export interface Weight {
  readonly size: number;
  readonly numbers: readonly number[];
}

/** Weighs what came back from a node. `isData` tells the numbers that the test had dealt out. */
export function weigh(value: unknown, isData: (number: number) => boolean): Weight {
  let size = 0;
  const numbers: number[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'number') {
      size++;
      if (isData(value)) numbers.push(value);
    } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      children(value).forEach(visit);
    }
  };
  visit(value);
  return { size, numbers };
}

function children(value: object): unknown[] {
  if (value instanceof StridedPart) return [...value];
  if (value instanceof Map) return [...value].flat();
  if (value instanceof DataView) return [];
  if (value instanceof Set || ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value as Iterable<unknown>);
  return Object.values(value);
}
