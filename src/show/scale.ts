import { areNames, axisValues, type AxisKey } from './axis-values';
import type { Axis, FigureLayout, Trace } from './figure';
import { logTicks, shortNumber } from './log-ticks';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** One axis of the static picture: from values to pixels. */
export interface Scale {
  readonly ticks: readonly Tick[];
  readonly isCategory: boolean;
  /** The pixel at which the axis begins, and how many px one category or one unit takes. */
  readonly start: number;
  readonly step: number;
  /** The pixel of a value; NaN for one that the axis can't show, such as 0 on a logarithmic one. */
  at(value: unknown): number;
}

/** The scale of an axis between two pixels, with room around the data as Plotly leaves it. */
export function scaleOf(data: readonly Trace[], key: AxisKey, layout: FigureLayout, [from, to]: readonly [number, number]): Scale {
  const axis = layout[`${key}axis`] ?? {};
  const values = axisValues(data, key, layout);
  const names = axis.type === 'category' || areNames(values)
    ? (axis.categoryarray as string[] | undefined) ?? [...new Set(values.map(String))]
    : undefined;
  const isLog = axis.type === 'log';
  const inner = (value: unknown): number => (names ? names.indexOf(String(value)) : isLog ? (Number(value) > 0 ? Math.log10(Number(value)) : NaN) : Number(value));
  const [low, high] = names ? [-0.5, names.length - 0.5] : rangeOf(axis, values.map(inner).filter(Number.isFinite), data, key);
  const [start, end] = axis.autorange === 'reversed' ? [high, low] : [low, high];
  const at = (value: unknown): number => from + ((inner(value) - start) / (end - start)) * (to - from);
  const marks = names ?? (axis.tickvals as number[] | undefined) ?? (isLog ? logTicks(values) : linearTicks(low, high, axis.dtick, Math.abs(to - from) / (key === 'x' ? 75 : 40)));
  const labels = axis.ticktext as string[] | undefined;
  const isWithin = (mark: unknown): boolean => inner(mark) >= low - 1e-9 && inner(mark) <= high + 1e-9;
  const ticks = marks
    .map((mark, index) => ({ at: at(mark), label: labels?.[index] ?? (typeof mark === 'number' ? shortNumber(mark) : mark), isWithin: isWithin(mark) }))
    .filter((tick) => tick.isWithin);
  return { ticks, at, isCategory: names !== undefined, start: from, step: Math.abs((to - from) / (high - low)) };
}

function rangeOf(axis: Axis, values: readonly number[], data: readonly Trace[], key: AxisKey): [low: number, high: number] {
  if (axis.range) return [Number(axis.range[0]), Number(axis.range[1])];
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const bars = data.filter((trace) => trace.type === 'bar');
  const isLog = axis.type === 'log';
  const step = bars.length > 0 && !isLog ? 0.5 : 0;
  // across their length, bars need half their width
  if (bars.some((trace) => (trace.orientation === 'h') === (key === 'y'))) return [low - step, high + step];
  if (data.some((trace) => trace.type === 'heatmap')) return [low, high];
  const isTight = key === 'x' && data.every((trace) => trace.mode === 'lines');
  const room = isTight ? 0 : (high - low || Math.abs(high) || 1) * 0.055;
  const startsAtZero = !isLog && low >= 0 && (axis.rangemode === 'tozero' || bars.length > 0);
  return [startsAtZero ? 0 : low - room, high + (isTight && high === low ? 1 : room)];
}

function linearTicks(low: number, high: number, step: unknown, most: number): number[] {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = typeof step === 'number' && (high - low) / step <= 2 * most ? step : power * ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10);
  const first = Math.ceil(low / nice - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / nice + 1e-9) - first + 1) }, (_, index) => Number(((first + index) * nice).toPrecision(12)));
}
