const units: readonly [name: string, ms: number][] = [
  ['s', 1000],
  ['ms', 1],
  ['μs', 1e-3],
  ['ns', 1e-6],
];

/**
 * A time in ms as a person writes it: three digits and the unit that fits, s, ms, μs or ns. From a minute on, minutes and seconds.
 *
 * @example formatDuration(315.4) // '315 ms'
 * @example formatDuration(0.0123) // '12.3 μs'
 */
export function formatDuration(ms: number): string {
  if (ms >= 60_000) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
  const [unit, size] = units.find(([, size]) => ms >= size) ?? ['ns', 1e-6];
  return `${Number((ms / size).toPrecision(3))} ${unit}`;
}
