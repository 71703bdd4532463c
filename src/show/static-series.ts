import type { FigureLayout, Trace, Values } from './figure';
import { palette, scale } from './look';

interface Drawing {
  value(dimension: number): number;
  coord(point: readonly unknown[]): number[];
  size(size: readonly number[]): number[];
  visual(name: string): string;
}
type Series = Record<string, unknown>;

/** Plotly's traces as series of the static picture; a heat map brings its colour bar. */
export function staticSeries(data: readonly Trace[], layout: FigureLayout): { series: Series[]; visualMap?: object } {
  const colours = { series: data.map((trace, index) => colourOf(trace, index)) };
  const series = data.flatMap((trace, index) => seriesOf(trace, colours.series[index] ?? '', layout));
  const heat = data.findIndex((trace) => trace.type === 'heatmap');
  if (heat < 0) return { series };
  const levels = Array.from(data[heat]?.z ?? [], (row) => numbers(row)).flat().filter(Number.isFinite);
  const min = Number(data[heat]?.zmin ?? Math.min(...levels));
  const max = Number(data[heat]?.zmax ?? Math.max(...levels));
  const visualMap = { type: 'continuous', show: data[heat]?.showscale !== false, seriesIndex: heat, dimension: 2, min, max, precision: 2, right: 0, top: 'middle', calculable: false, inRange: { color: heatColours(data[heat]) }, textStyle: { color: palette[6] } };
  return { series, visualMap };
}

function seriesOf(trace: Trace, colour: string, layout: FigureLayout): Series[] {
  if (trace.type === 'heatmap') return [heatCells(trace, layout)];
  if (trace.type === 'bar') return [trace.base === undefined ? bars(trace, colour, layout) : floatingBars(trace, colour)];
  return [line(trace, colour), ...errorBars(trace, colour)];
}

function bars(trace: Trace, colour: string, layout: FigureLayout): Series {
  const lying = trace.orientation === 'h';
  const along = Array.from((lying ? trace.y : trace.x) ?? [], String);
  const lengths = numbers((lying ? trace.x : trace.y) ?? []);
  const texts = trace.text as ArrayLike<string> | undefined;
  return {
    type: 'bar',
    name: trace.name,
    stack: layout.barmode === 'stack' ? 'all' : undefined,
    itemStyle: { color: colour },
    data: lengths.map((length, index) => ({
      value: lying ? [length, along[index]] : [along[index], length],
      itemStyle: { color: listed(trace.marker, 'color', index) ?? colour },
      label: { show: texts !== undefined, position: lying ? 'right' : 'top', color: palette[6], formatter: String(texts?.[index] ?? '').replace(/<[^>]*>/g, ' ') },
    })),
  };
}

/** Bars that begin at a base of their own: the rows of a timeline. */
function floatingBars(trace: Trace, colour: string): Series {
  const from = numbers(trace.base as Values);
  const opacity = Number((trace.marker as { opacity?: number } | undefined)?.opacity ?? 1);
  const renderItem = (_: unknown, api: Drawing): object => {
    const [left = 0, middle = 0] = api.coord([api.value(0), api.value(2)]);
    const [right = 0] = api.coord([api.value(1), api.value(2)]);
    const height = (api.size([0, 1])[1] ?? 20) * 0.7;
    return { type: 'rect', shape: { x: left, y: middle - height / 2, width: Math.max(0.5, right - left), height }, style: { fill: colour, opacity, stroke: '#fff', lineWidth: 0.5 } };
  };
  const rows = Array.from(trace.y ?? [], String);
  const data = numbers(trace.x ?? []).map((length, index) => [from[index], (from[index] ?? 0) + length, rows[index]]);
  return { type: 'custom', name: trace.name, itemStyle: { color: colour }, renderItem, encode: { x: [0, 1], y: 2 }, data };
}

function line(trace: Trace, colour: string): Series {
  const mode = trace.mode ?? 'lines+markers';
  const dash = (trace.line as { dash?: string } | undefined)?.dash;
  const xs = Array.from(trace.x ?? []);
  return {
    type: mode.includes('lines') ? 'line' : 'scatter',
    name: trace.name,
    symbol: mode.includes('markers') ? 'circle' : 'none',
    symbolSize: 8,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2, type: dash === undefined || dash === 'solid' ? 'solid' : dash.includes('dot') ? 'dotted' : 'dashed' },
    data: Array.from(trace.y ?? [], (y, index) => [xs[index] ?? index, y]),
  };
}

function errorBars(trace: Trace, colour: string): Series[] {
  const error = trace.error_y as { array?: ArrayLike<number>; arrayminus?: ArrayLike<number> } | undefined;
  if (!error?.array) return [];
  const xs = Array.from(trace.x ?? []);
  const data = numbers(trace.y ?? []).map((y, i) => [xs[i], y - (error.arrayminus?.[i] ?? error.array?.[i] ?? 0), y + (error.array?.[i] ?? 0)]);
  const renderItem = (_: unknown, api: Drawing): object => {
    const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
    const [, high = 0] = api.coord([api.value(0), api.value(2)]);
    return { type: 'path', shape: { pathData: `M${x} ${low}V${high}M${x - 4} ${low}h8M${x - 4} ${high}h8` }, style: { stroke: colour, fill: 'none', lineWidth: 1.5 } };
  };
  return [{ type: 'custom', renderItem, encode: { x: 0, y: [1, 2] }, data }];
}

/** One rectangle a cell, with its edges half-way to its neighbours, so that curves can be drawn over it on the same axes. */
function heatCells(trace: Trace, layout: FigureLayout): Series {
  const names = [trace.x, trace.y].some((axis) => Array.from(axis ?? []).some((value) => typeof value === 'string'));
  const data = Array.from(trace.z ?? []).flatMap((row, j) => numbers(row).map((z, i) => [trace.x?.[i] ?? i, trace.y?.[j] ?? j, z]));
  if (names) return { type: 'heatmap', name: trace.name, data };
  const xs = edges(numbers(trace.x ?? []), layout.xaxis?.type === 'log');
  const ys = edges(numbers(trace.y ?? []), layout.yaxis?.type === 'log');
  const columns = xs.length - 1;
  const renderItem = ({ dataIndex }: { dataIndex: number }, api: Drawing): object => {
    const [i, j] = [dataIndex % columns, Math.floor(dataIndex / columns)];
    const [left = 0, bottom = 0] = api.coord([xs[i], ys[j]]);
    const [right = 0, top = 0] = api.coord([xs[i + 1], ys[j + 1]]);
    return { type: 'rect', shape: { x: left, y: top, width: right - left + 0.5, height: bottom - top + 0.5 }, style: { fill: api.visual('color') } };
  };
  return { type: 'custom', name: trace.name, renderItem, clip: true, encode: { x: 0, y: 1, tooltip: 2 }, data };
}

function edges(centres: readonly number[], log: boolean): number[] {
  const [to, back] = log ? [Math.log, Math.exp] : [Number, Number];
  const at = centres.map((centre) => to(centre));
  const inner = at.slice(1).map((centre, index) => (centre + (at[index] ?? centre)) / 2);
  const first = 2 * (at[0] ?? 0) - (inner[0] ?? (at[0] ?? 0) - 0.5);
  const last = 2 * (at.at(-1) ?? 0) - (inner.at(-1) ?? (at.at(-1) ?? 0) + 0.5);
  return [first, ...inner, last].map((edge) => back(edge));
}

function colourOf(trace: Trace, index: number): string {
  const set = (trace.marker as { color?: unknown } | undefined)?.color ?? (trace.line as { color?: unknown } | undefined)?.color;
  return typeof set === 'string' ? set : (palette[index % palette.length] ?? palette[0]);
}

function heatColours(trace: Trace | undefined): string[] {
  const own = trace?.colorscale;
  return Array.isArray(own) ? own.map((stop: readonly unknown[]) => String(stop[1])) : [...scale];
}

function listed(marker: unknown, key: string, index: number): string | undefined {
  const list = (marker as Record<string, unknown> | undefined)?.[key];
  return Array.isArray(list) ? String(list[index]) : undefined;
}

function numbers(values: Values): number[] {
  return Array.from(values, Number);
}
