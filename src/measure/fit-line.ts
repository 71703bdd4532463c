/** Options of fitLine. */
export interface FitLineOptions {
  /** true: every point counts by its relative error (weights 1 / y²), for values that span powers of ten. Default false. */
  relative?: boolean;
}

/** A straight line y = intercept + slope · x, with the standard errors of both and their covariance. */
export interface FittedLine {
  readonly intercept: number;
  readonly slope: number;
  readonly interceptError: number;
  readonly slopeError: number;
  readonly covariance: number;
  /** The line's value at x. */
  at(x: number): number;
}

/**
 * The straight line that fits the points best, by (weighted) least squares.
 *
 * The errors come from how far the points lie from the line; with exactly two points there is nothing to judge by and
 * they are NaN.
 *
 * @throws {RangeError} when x and y differ in length, when fewer than two different x are given, or when `relative` meets a y that is not above 0
 * @example
 * fitLine([0, 1, 2], [1, 3, 5]).slope // 2
 */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>, { relative = false }: FitLineOptions = {}): FittedLine {
  if (x.length !== y.length) throw new RangeError(`fitLine: x and y must have the same length; got ${x.length} and ${y.length}.`);
  const weights = Array.from(y, (value) => {
    if (relative && !(value > 0)) throw new RangeError(`fitLine: with relative, every y must be above 0; got ${value}.`);
    return relative ? 1 / value ** 2 : 1;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (value: (index: number) => number): number =>
    weights.reduce((sum, weight, index) => sum + weight * value(index), 0) / total;
  const xMean = mean((i) => x[i]!);
  const yMean = mean((i) => y[i]!);
  const spread = mean((i) => (x[i]! - xMean) ** 2);
  if (!(spread > 0)) throw new RangeError('fitLine: give points with at least two different x.');

  const slope = mean((i) => (x[i]! - xMean) * (y[i]! - yMean)) / spread;
  const intercept = yMean - slope * xMean;
  const left = mean((i) => (y[i]! - intercept - slope * x[i]!) ** 2) * total;
  const variance = x.length > 2 ? left / (x.length - 2) / total : NaN;
  return {
    intercept,
    slope,
    interceptError: Math.sqrt(variance * (1 + xMean ** 2 / spread)),
    slopeError: Math.sqrt(variance / spread),
    covariance: (-variance * xMean) / spread,
    at: (value) => intercept + slope * value,
  };
}
