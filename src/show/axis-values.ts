import type { FigureLayout, Trace, Values } from './figure';

export type AxisKey = 'x' | 'y';

/** All that has to fit on an axis: points, both ends of bars and error bars, the edges of a heat map's cells. */
export function axisValues(data: readonly Trace[], key: AxisKey, layout: FigureLayout): (number | string)[] {
  const isLog = layout[`${key}axis`]?.type === 'log';
  const all = data.flatMap((trace): (number | string | null)[] => {
    const values = valuesAlong(trace, key);
    if (trace.type === 'heatmap') return areNames(values) ? values : cellEdges(values.map(Number), isLog);
    if (trace.type === 'bar' && key === lengthKey(trace)) return barEnds(trace, values.map(Number), isLog);
    if (key === 'x' || trace.error_y === undefined) return values;
    return values.flatMap((value, index) => [value, ...errorEnds(trace, Number(value), index)]);
  });
  if (layout.barmode === 'stack') all.push(...stackedSums(data, key));
  return all.filter((value): value is number | string => value !== null && value !== undefined && (typeof value === 'string' || Number.isFinite(value)));
}

/** A trace's values along an axis; where it gives none, 0, 1, 2 … */
export function valuesAlong(trace: Trace, key: AxisKey): (number | string | null)[] {
  const given = trace[key];
  if (given) return Array.from(given);
  const count = trace.type === 'heatmap' ? (key === 'x' ? trace.z?.[0]?.length : trace.z?.length) : (key === 'x' ? trace.y : trace.x)?.length;
  return Array.from({ length: count ?? 0 }, (_, index) => index);
}

/** The axis that a bar's length is read from. */
export function lengthKey(trace: Trace): AxisKey {
  return trace.orientation === 'h' ? 'x' : 'y';
}

export function areNames(values: readonly unknown[]): boolean {
  return values.some((value) => typeof value === 'string');
}

/** Half-way between neighbours, so that curves over a heat map meet its cells. */
export function cellEdges(centres: readonly number[], isLog: boolean): number[] {
  const at = centres.map((centre) => (isLog ? Math.log10(centre) : centre));
  const inner = at.slice(1).map((centre, index) => (centre + (at[index] ?? centre)) / 2);
  const first = 2 * (at[0] ?? 0) - (inner[0] ?? (at[0] ?? 0) - 0.5);
  const last = 2 * (at.at(-1) ?? 0) - (inner.at(-1) ?? (at.at(-1) ?? 0) + 0.5);
  return [first, ...inner, last].map((edge) => (isLog ? 10 ** edge : edge));
}

/** The lower and the upper end of a point's error bar; none where there is none. */
export function errorEnds(trace: Trace, value: number, index: number): number[] {
  const error = trace.error_y as { array?: ArrayLike<number>; arrayminus?: ArrayLike<number> } | undefined;
  const up = error?.array?.[index];
  return up === undefined ? [] : [value - (error?.arrayminus?.[index] ?? up), value + up];
}

function barEnds(trace: Trace, lengths: readonly number[], isLog: boolean): number[] {
  const bases = trace.base === undefined ? undefined : Array.from(trace.base as Values, Number);
  if (!bases) return isLog ? [...lengths] : [0, ...lengths];
  return lengths.flatMap((length, index) => [bases[index] ?? 0, (bases[index] ?? 0) + length]);
}

function stackedSums(data: readonly Trace[], key: AxisKey): number[] {
  const sums = new Map<unknown, number>();
  for (const trace of data) {
    if (trace.type !== 'bar' || key !== lengthKey(trace)) continue;
    const places = valuesAlong(trace, key === 'x' ? 'y' : 'x');
    valuesAlong(trace, key).forEach((value, index) => sums.set(places[index], (sums.get(places[index]) ?? 0) + Number(value)));
  }
  return [...sums.values()];
}
