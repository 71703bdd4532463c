/**
 * The sum, added from left to right: fast, and the error can grow with the length.
 *
 * @example
 * plainSum([0.1, 0.2, 0.3]) // 0.6000000000000001
 */
export function plainSum(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!;
  return sum;
}

/**
 * The sum by halves: left half plus right half, and so on down to runs of 128 numbers. The error grows with the
 * logarithm of the length only, at next to no cost; NumPy sums like this.
 *
 * @example
 * pairwiseSum([1, 2, 3]) // 6
 */
export function pairwiseSum(numbers: ArrayLike<number>, from = 0, to = numbers.length): number {
  if (to - from > 128) {
    const middle = (from + to) >>> 1;
    return pairwiseSum(numbers, from, middle) + pairwiseSum(numbers, middle, to);
  }
  let sum = 0;
  for (let i = from; i < to; i++) sum += numbers[i]!;
  return sum;
}

/**
 * The sum with a second variable that keeps what each addition rounds away. The error hardly depends on the length.
 *
 * Source: W. Kahan, 1965, with A. Neumaier's change of 1974, so that a number bigger than the sum loses nothing either.
 *
 * @example
 * kahanSum([1, 1e100, 1, -1e100]) // 2
 */
export function kahanSum(numbers: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < numbers.length; i++) {
    const x = numbers[i]!;
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * The exact sum, rounded once: the same for every order of the numbers. Slower, as it carries a list of partial sums.
 *
 * Finite numbers only; an overflow on the way gives NaN. Source: J. Shewchuk, 1997; Python's `math.fsum` does the same.
 *
 * @example
 * exactSum([1e100, 1, -1e100]) // 1
 */
export function exactSum(numbers: ArrayLike<number>): number {
  const partials: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    let x = numbers[i]!;
    let kept = 0;
    for (const partial of partials) {
      const [big, small] = Math.abs(x) >= Math.abs(partial) ? [x, partial] : [partial, x];
      const high = big + small;
      const low = small - (high - big);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  return roundedOnce(partials);
}

/** The sum of partial sums that don't overlap, smallest first, rounded to even where it lies just between two doubles. */
function roundedOnce(partials: readonly number[]): number {
  let index = partials.length - 1;
  let high = partials[index] ?? 0;
  let low = 0;
  while (index > 0 && low === 0) {
    const x = high;
    const next = partials[--index]!;
    high = x + next;
    low = next - (high - x);
  }
  const below = partials[index - 1] ?? 0;
  if (index > 0 && ((low < 0 && below < 0) || (low > 0 && below > 0))) {
    const doubled = low * 2;
    const x = high + doubled;
    if (doubled === x - high) return x;
  }
  return high;
}
