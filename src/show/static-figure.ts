import { titleText, type FigureLayout, type Trace } from './figure';
import { defaultHeight, gridInk, ink } from './look';
import { scaleOf, type Scale } from './scale';
import { colorBar } from './static-heat-map';
import { legend, legendRowPx, legendRows } from './static-legend';
import { staticSeries } from './static-series';
import { element, label, linesOf, round, textWidth, withoutTags } from './svg';

const widthPx = 800;
const fontPx = 14;

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * A figure as an SVG picture, 800 px wide, made without a browser: for viewers that have no Plotly.
 * Knows bars (upright, lying, side by side, stacked, with a base), lines, points, error bars and heat maps, on linear, logarithmic and
 * category axes, and draws them as the live figure does.
 */
export function staticFigure(data: readonly Trace[], layout: FigureLayout): string {
  const height = layout.height ?? defaultHeight;
  const title = linesOf(withoutTags(titleText(layout.title)), 17, widthPx - 40);
  const rows = legendRows(data, widthPx - 90).length;
  const top = Math.max(44, 20 + 24 * title.length + (rows > 0 ? rows * legendRowPx + 10 : 6));
  const heat = data.find((trace) => trace.type === 'heatmap' && trace.showscale !== false);
  const guess = scaleOf(data, 'y', layout, [height, top]);
  const left = 40 + Math.max(20, ...guess.ticks.map((tick) => textWidth(tick.label, fontPx)));
  const right = widthPx - (heat ? 90 : 30);
  const names = scaleOf(data, 'x', layout, [left, right]);
  const nameLines = names.isCategory ? Math.max(1, ...names.ticks.map((tick) => linesOf(tick.label, fontPx, names.step).length)) : 1;
  const frame: Frame = { left, right, top, bottom: height - 34 - 18 * nameLines };
  const [x, y] = [names, scaleOf(data, 'y', layout, [frame.bottom, frame.top])];
  const parts = [
    ...title.map((line, index) => label(line, 16, 32 + 24 * index, { fill: ink, 'font-size': 17 })),
    legend(data, left, top - rows * legendRowPx + 2, widthPx - 90),
    axes(x, y, frame),
    label(withoutTags(titleText(layout.xaxis?.title)), (left + right) / 2, height - 12, { fill: ink, 'text-anchor': 'middle', 'font-size': 16 }),
    label(withoutTags(titleText(layout.yaxis?.title)), 0, 0, { fill: ink, 'text-anchor': 'middle', 'font-size': 16, transform: `translate(20 ${round((frame.top + frame.bottom) / 2)}) rotate(-90)` }),
    element('clipPath', { id: `plot-${left.toFixed(0)}-${top}-${right}-${frame.bottom}` }, element('rect', { x: left, y: top, width: right - left, height: frame.bottom - top })),
    element('g', { 'clip-path': `url(#plot-${left.toFixed(0)}-${top}-${right}-${frame.bottom})` }, staticSeries(data, layout, x, y)),
    heat ? colorBar(heat, right + 20, top, frame.bottom - top) : '',
  ];
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width: widthPx, height, viewBox: `0 0 ${widthPx} ${height}`, role: 'img', 'font-family': '"Open Sans", verdana, arial, sans-serif', 'font-size': fontPx }, parts.join('\n'));
}

/** Grid, numbers and names, and a line along each axis. */
function axes(x: Scale, y: Scale, { left, right, top, bottom }: Frame): string {
  const along = x.ticks.map((tick) => element('path', { d: `M${round(tick.at)} ${top}V${bottom}`, stroke: gridInk })
    + linesOf(tick.label, fontPx, x.isCategory ? x.step : Infinity).map((line, index) => label(line, tick.at, bottom + 18 + 17 * index, { fill: ink, 'text-anchor': 'middle' })).join(''));
  const up = y.ticks.map((tick) => element('path', { d: `M${round(left)} ${round(tick.at)}H${right}`, stroke: gridInk })
    + label(tick.label, left - 6, tick.at + 5, { fill: ink, 'text-anchor': 'end' }));
  return [...along, ...up, element('path', { d: `M${round(left)} ${top}V${bottom}H${right}`, fill: 'none', stroke: ink })].join('\n');
}
