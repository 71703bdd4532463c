import { partPlaces, type Layout, type PartPlace } from './layout';
import { constructorOf, isShared, isTypedArray, type TypedArray } from './typed-array';

/** Options of distributeData. */
export interface DistributeOptions {
  /** 'strided' (the default): part i holds items i, i + n, i + 2n … 'block': contiguous runs. */
  layout?: Layout;
}

export function distributeData<A extends TypedArray>(data: A, nNodes: number, options?: DistributeOptions): A[];
export function distributeData<T>(data: readonly T[], nNodes: number, options?: DistributeOptions): T[][];
export function distributeData(
  data: TypedArray | readonly unknown[],
  nNodes: number,
  { layout = 'strided' }: DistributeOptions = {},
): (TypedArray | unknown[])[] {
  if (!Number.isSafeInteger(nNodes) || nNodes < 1) {
    throw new RangeError(`distributeData: nNodes must be a whole number of at least 1; got ${String(nNodes)}.`);
  }
  if (layout !== 'strided' && layout !== 'block') {
    throw new RangeError(`distributeData: layout must be 'strided' or 'block'; got ${String(layout)}.`);
  }
  const places = partPlaces(data.length, nNodes, layout);
  if (isTypedArray(data)) return places.map((place) => typedPart(data, place));
  return places.map((place) => Array.from({ length: place.length }, (_, index) => data[place.offset + index * place.stride]));
}

function typedPart(data: TypedArray, { offset, stride, length }: PartPlace): TypedArray {
  if (stride === 1) return isShared(data) ? data.subarray(offset, offset + length) : data.slice(offset, offset + length);
  const Kind = constructorOf(data);
  const part = new Kind(length);
  for (let index = 0; index < length; index++) part[index] = data[offset + index * stride]!;
  return part;
}
