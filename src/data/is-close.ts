/** Options of isClose. */
export interface IsCloseOptions {
  /** Relative tolerance, a share of |b|. Default 1e-5. */
  rtol?: number;
  /** Absolute tolerance, in the numbers' own unit; it decides near 0. Default 1e-8. */
  atol?: number;
}

/** A number, or numbers in a list: an array, a typed array, a part of one. */
export type Comparable = number | ArrayLike<number>;

/**
 * Whether a and b are equal within the tolerance |a − b| ≤ atol + rtol · |b|, for numbers or for lists of the same length.
 *
 * NumPy's rule (numpy.allclose), so b is the expected value. A number is compared with each element of a list.
 * NaN is close to nothing, Infinity only to itself. Two empty lists are close.
 *
 * @throws RangeError when the lists' lengths differ, or when a tolerance is negative; TypeError for anything but numbers.
 * @example isClose(0.1 + 0.2, 0.3) // true
 * @example isClose([1, 2], [1, 2.1]) // false
 */
export function isClose(a: Comparable, b: Comparable, { rtol = 1e-5, atol = 1e-8 }: IsCloseOptions = {}): boolean {
  checkTolerance('rtol', rtol);
  checkTolerance('atol', atol);
  const left = numbersOf('a', a);
  const right = numbersOf('b', b);
  if (left && right && left.length !== right.length) {
    throw new RangeError(`isClose: a and b must have the same length; got ${left.length} and ${right.length}.`);
  }
  const length = left?.length ?? right?.length ?? 1;
  for (let index = 0; index < length; index++) {
    const x = left ? left[index] : a;
    const y = right ? right[index] : b;
    if (typeof x !== 'number' || typeof y !== 'number') {
      const wrong = typeof x !== 'number' ? x : y;
      throw new TypeError(`isClose: element ${index} of ${wrong === x ? 'a' : 'b'} must be a number; got ${describe(wrong)}.`);
    }
    // Infinity − Infinity is NaN, so equality comes first; an infinite b would make any tolerance infinite.
    if (x === y) continue;
    if (!Number.isFinite(y) || !(Math.abs(x - y) <= atol + rtol * Math.abs(y))) return false;
  }
  return true;
}

function checkTolerance(name: string, value: number): void {
  if (typeof value !== 'number') throw new TypeError(`isClose: ${name} must be a number; got ${describe(value)}.`);
  if (!(value >= 0)) throw new RangeError(`isClose: ${name} must be at least 0; got ${value}.`);
}

function numbersOf(name: string, value: Comparable): ArrayLike<number> | undefined {
  if (typeof value === 'number') return undefined;
  if (value !== null && typeof value === 'object' && typeof value.length === 'number') return value;
  throw new TypeError(`isClose: ${name} must be a number or a list of numbers; got ${describe(value)}.`);
}

function describe(value: unknown): string {
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : `${typeof value} ${String(value)}`;
}
