import { constructorOf, isTypedArray, type Shared, type TypedArray } from './typed-array';

/**
 * A Float64Array of zeros on shared memory, `length` elements long.
 *
 * Every worker sees the same elements: nothing is copied on the way to a worker, and what a worker writes everybody
 * reads. Two workers that write the same element race; give each its own part, or use Atomics on an integer array.
 *
 * @throws RangeError when length isn't a whole number of at least 0.
 * @example sharedArray(3) // Float64Array [0, 0, 0], on a SharedArrayBuffer
 */
export function sharedArray(length: number): Shared<Float64Array>;
/**
 * A copy of `source` on shared memory: the same type for a typed array, a Float64Array for numbers in any other iterable.
 *
 * @throws TypeError when source is no list of numbers.
 * @example sharedArray(Int32Array.of(1, 2)) // Int32Array [1, 2], on a SharedArrayBuffer
 */
export function sharedArray<A extends TypedArray>(source: A): Shared<A>;
export function sharedArray(source: Iterable<number>): Shared<Float64Array>;
export function sharedArray(source: number | TypedArray | Iterable<number>): Shared<TypedArray> {
  if (typeof source === 'number') return zeros(source);
  if (isTypedArray(source)) {
    const Kind = constructorOf(source);
    const copy = new Kind(new SharedArrayBuffer(source.length * Kind.BYTES_PER_ELEMENT));
    (copy as Float64Array).set(source as Float64Array);
    return copy as Shared<TypedArray>;
  }
  if (source === null || typeof source !== 'object' || !(Symbol.iterator in source)) {
    throw new TypeError(`sharedArray: source must be a length, a typed array or a list of numbers; got ${String(source)}.`);
  }
  return fromNumbers(Array.isArray(source) ? source : [...source]);
}

function zeros(length: number): Shared<Float64Array> {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw new RangeError(`sharedArray: length must be a whole number of at least 0; got ${length}.`);
  }
  return new Float64Array(new SharedArrayBuffer(length * 8)) as unknown as Shared<Float64Array>;
}

function fromNumbers(numbers: readonly unknown[]): Shared<Float64Array> {
  const copy = zeros(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index];
    if (typeof number !== 'number') {
      throw new TypeError(
        `sharedArray: every element must be a number; element ${index} is ${number === null ? 'null' : `a ${typeof number}`}. ` +
          'Shared memory holds numbers only: map the other values to numbers first.',
      );
    }
    copy[index] = number;
  }
  return copy;
}
