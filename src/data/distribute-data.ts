import { partPlaces, type Layout, type PartPlace } from './layout';
import { StridedPart } from './strided-part';
import { constructorOf, isShared, isTypedArray, type Shared, type TypedArray } from './typed-array';

/** Options of distributeData. */
export interface DistributeOptions {
  /** 'strided' (the default): part i holds items i, i + n, i + 2n … 'block': contiguous runs. */
  layout?: Layout;
}

/**
 * The data in nNodes parts whose sizes differ by at most one: part i for node i.
 *
 * Arrays give arrays, typed arrays give typed arrays of the same type, all of them copies. On shared arrays (sharedArray,
 * randn with shared) nothing is copied: a block part is a typed array on the same memory, a strided part a StridedPart, which
 * reads like an array and goes through for-of as fast. More nodes than items gives empty parts at the end.
 *
 * @throws RangeError when nNodes isn't a whole number of at least 1, or when the layout is unknown.
 * @throws TypeError when data is no list.
 * @example distributeData([0, 1, 2, 3, 4], 2) // [[0, 2, 4], [1, 3]]
 * @example distributeData([0, 1, 2, 3, 4], 2, { layout: 'block' }) // [[0, 1, 2], [3, 4]]
 */
export function distributeData<A extends TypedArray>(data: Shared<A>, nNodes: number, options: { layout: 'block' }): Shared<A>[];
export function distributeData<A extends TypedArray>(data: Shared<A>, nNodes: number, options?: { layout?: 'strided' }): StridedPart<A>[];
export function distributeData<A extends TypedArray>(data: A, nNodes: number, options?: DistributeOptions): A[];
export function distributeData<T>(data: readonly T[], nNodes: number, options?: DistributeOptions): T[][];
export function distributeData(
  data: TypedArray | readonly unknown[],
  nNodes: number,
  { layout = 'strided' }: DistributeOptions = {},
): (TypedArray | StridedPart<TypedArray> | unknown[])[] {
  if (typeof nNodes !== 'number' || !Number.isSafeInteger(nNodes) || nNodes < 1) {
    throw new RangeError(`distributeData: nNodes must be a whole number of at least 1; got ${String(nNodes)}.`);
  }
  if (layout !== 'strided' && layout !== 'block') {
    throw new RangeError(`distributeData: layout must be 'strided' or 'block'; got ${String(layout)}.`);
  }
  if (!Array.isArray(data) && !isTypedArray(data)) {
    throw new TypeError(`distributeData: data must be an array or a typed array; got ${describeData(data)}. Spread an iterable first: [...items].`);
  }
  const places = partPlaces(data.length, nNodes, layout);
  if (!isTypedArray(data)) return places.map((place) => arrayPart(data, place));
  if (!isShared(data)) return places.map((place) => copiedPart(data, place));
  return places.map(({ offset, stride, length }) =>
    layout === 'block' ? data.subarray(offset, offset + length) : new StridedPart(data, offset, stride, length),
  );
}

function arrayPart(data: readonly unknown[], { offset, stride, length }: PartPlace): unknown[] {
  if (stride === 1) return data.slice(offset, offset + length);
  const part: unknown[] = [];
  for (let index = 0; index < length; index++) part.push(data[offset + index * stride]);
  return part;
}

function copiedPart(data: TypedArray, { offset, stride, length }: PartPlace): TypedArray {
  const Kind = constructorOf(data);
  const part = new Kind(length);
  if (stride === 1) (part as Float64Array).set(data.subarray(offset, offset + length) as Float64Array);
  else copyStrided(part as Float64Array, data as Float64Array, offset, stride);
  return part;
}

function copyStrided(part: Float64Array, data: Float64Array, offset: number, stride: number): void {
  for (let index = 0, at = offset; index < part.length; index++, at += stride) part[index] = data[at]!;
}

function describeData(data: unknown): string {
  return data === null ? 'null' : typeof data === 'object' ? `a ${data.constructor?.name ?? 'plain object'}` : `${typeof data} ${String(data)}`;
}
