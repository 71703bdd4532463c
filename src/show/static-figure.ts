import type * as ECharts from 'echarts';
import { titleText, type Axis, type FigureLayout, type Trace } from './figure';
import { staticSeries } from './static-series';
import { defaultHeight, gridInk, ink, palette } from './look';

const widthPx = 800;

/**
 * A figure as an SVG picture, 800 px wide, made without a browser: for viewers that have no Plotly.
 * Knows bars (upright, lying, with a base), lines, points, error bars and heat maps, on linear, logarithmic and category axes.
 */
export function staticFigure(data: readonly Trace[], layout: FigureLayout): string {
  const echarts = require('echarts') as typeof ECharts;
  const height = layout.height ?? defaultHeight;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height });
  try {
    const named = data.filter((trace) => trace.name !== undefined && trace.showlegend !== false);
    const lying = data.some((trace) => trace.orientation === 'h');
    chart.setOption({
      animation: false,
      color: [...palette],
      textStyle: { fontFamily: 'sans-serif', color: ink },
      title: { text: plain(titleText(layout.title)), left: 10, top: 8, textStyle: { color: ink, fontSize: 16, width: widthPx - 40, overflow: 'break' } },
      legend: { show: named.length > 1, bottom: 4, data: named.map((trace) => String(trace.name)), textStyle: { color: ink } },
      grid: { left: 16, right: 48, top: 62, bottom: named.length > 1 ? 40 : 16, outerBoundsMode: 'same', outerBoundsContain: 'all' },
      xAxis: axisOption(layout.xaxis, data, 'x', lying),
      yAxis: axisOption(layout.yaxis, data, 'y', lying),
      ...staticSeries(data, layout),
    } as unknown as ECharts.EChartsOption);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function axisOption(axis: Axis = {}, data: readonly Trace[], key: 'x' | 'y', lying: boolean): object {
  const values = data.flatMap((trace) => Array.from(trace[key] ?? []));
  const names = axis.type === 'category' || values.some((value) => typeof value === 'string');
  const bars = data.some((trace) => trace.type === 'bar') && (key === 'x') !== lying;
  const category = names || (bars && axis.type !== 'log');
  const [min = axis.type === 'log' ? powerBelow(values) : undefined, max] = rangeOf(axis);
  const categories = (axis.categoryarray as string[] | undefined) ?? [...new Set(values.map(String))];
  return {
    name: plain(titleText(axis.title)),
    nameLocation: 'middle',
    nameGap: 12,
    type: category ? 'category' : axis.type === 'log' ? 'log' : 'value',
    ...(category ? { data: categories } : { min, max, startValue: min, interval: axis.type === 'log' ? undefined : axis.dtick, scale: axis.rangemode !== 'tozero' && !data.some((trace) => trace.type === 'bar') }),
    inverse: axis.autorange === 'reversed',
    nameTextStyle: { color: ink, fontSize: 13 },
    axisLabel: { color: ink, ...(category ? categoryLabels(key, categories.length) : { formatter: shortNumber }) },
    axisLine: { show: true, lineStyle: { color: ink } },
    splitLine: { show: !category, lineStyle: { color: gridInk } },
  };
}

/** Every name is shown: long ones on a lying axis are broken into lines. */
function categoryLabels(key: 'x' | 'y', count: number): object {
  if (key === 'y') return { interval: 0 };
  return { interval: count <= 12 ? 0 : 'auto', width: 640 / Math.max(1, count), overflow: 'break' };
}

function rangeOf(axis: Axis): [min?: number, max?: number] {
  const ends = axis.range === undefined ? [] : Array.from(axis.range, (end) => (axis.type === 'log' ? 10 ** end : end));
  return [ends[0], ends[1]];
}

/** Bars on a logarithmic axis begin at a power of ten below the smallest value: there is no zero to begin at. */
function powerBelow(values: readonly unknown[]): number | undefined {
  const smallest = Math.min(...values.map(Number).filter((value) => value > 0));
  return Number.isFinite(smallest) ? 10 ** Math.floor(Math.log10(smallest)) : undefined;
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  const [unit, by] = size >= 1e9 ? ['G', 1e9] : size >= 1e6 ? ['M', 1e6] : size >= 1e4 ? ['k', 1e3] : ['', 1];
  return `${Number((value / (by as number)).toPrecision(3))}${unit}`;
}

/** A picture takes no markup: line breaks stay, other tags go. */
function plain(text: string): string {
  return text.replace(/<br\s*\/?>/g, '\n').replace(/<\/?\w+[^>]*>/g, '');
}
