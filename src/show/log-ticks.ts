/** Where a logarithmic axis has its numbers: at powers of ten; where fewer than two decades are shown, at 2 and 5 times these as well, or at all nine. */
export function logTicks(values: readonly unknown[]): number[] {
  const sizes = values.map(Number).filter((value) => value > 0 && Number.isFinite(value));
  if (sizes.length === 0) return [1];
  const [low, high] = [Math.log10(Math.min(...sizes)), Math.log10(Math.max(...sizes))];
  const digits = high - low < 0.8 ? [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9] : high - low < 2.2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  // a little beyond the data: Plotly draws only what is within the axis
  for (let power = Math.floor(low) - 1; power <= Math.ceil(high) + 1; power++) {
    for (const digit of digits) ticks.push(Number((digit * 10 ** power).toPrecision(3)));
  }
  return ticks;
}

/** A number as people write it on an axis: 0.1, 10, 2000, 10k, 1M. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const [unit, by] = size >= 1e9 ? ['G', 1e9] : size >= 1e6 ? ['M', 1e6] : size >= 1e4 ? ['k', 1e3] : ['', 1];
  return `${Number((value / (by as number)).toPrecision(3))}${unit}`.replace('-', '−');
}
