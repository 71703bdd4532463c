import { axisValues, lengthKey, type AxisKey } from './axis-values';
import { titleText, type Axis, type FigureLayout, type Trace } from './figure';
import { logTicks, shortNumber } from './log-ticks';

/** Colours that stay apart for colour-blind readers (Okabe and Ito, 2008), without the two that vanish on white or black. */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#56B4E9', '#CC79A7', '#8c8c8c'] as const;

/** A grey that reads on white and on black: the background is whatever the notebook's theme has. */
export const ink = '#7d7d7d';
export const gridInk = 'rgba(125, 125, 125, 0.25)';

/** From little to much, readable without colour too (viridis). */
export const scale = ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'] as const;

export const defaultHeight = 420;

/** The layout with the house's look under it: whatever the caller set stays. */
export function withLook(data: readonly Trace[], layout: FigureLayout): FigureLayout {
  const hasLegend = data.length > 1 && data.some(({ name }) => name !== undefined);
  return {
    height: defaultHeight,
    colorway: palette,
    paper_bgcolor: 'rgba(0, 0, 0, 0)',
    plot_bgcolor: 'rgba(0, 0, 0, 0)',
    font: { size: 14, color: ink },
    margin: { l: 70, r: 30, t: hasLegend ? 76 : 56, b: 60 },
    showlegend: hasLegend,
    legend: { orientation: 'h', x: 0, y: 1, yanchor: 'bottom' },
    hoverlabel: { namelength: -1 },
    modebar: { bgcolor: 'rgba(0, 0, 0, 0)', color: ink, activecolor: palette[0] },
    ...layout,
    title: { text: titleText(layout.title), x: 0.02, xanchor: 'left', y: 1, yref: 'container', yanchor: 'top', pad: { t: 16 }, font: { size: 17 }, ...options(layout.title) },
    xaxis: axisLook(data, 'x', layout),
    yaxis: axisLook(data, 'y', layout),
  };
}

function axisLook(data: readonly Trace[], key: AxisKey, layout: FigureLayout): Axis {
  const axis = layout[`${key}axis`] ?? {};
  return { automargin: true, gridcolor: gridInk, zerolinecolor: gridInk, linecolor: ink, ...(axis.type === 'log' && logLook(data, key, layout)), ...axis, title: { text: titleText(axis.title), ...options(axis.title) } };
}

/** On a logarithmic axis numbers as people write them, 0.1, 1, 10, 10k, and enough of them on a short one. */
function logLook(data: readonly Trace[], key: AxisKey, layout: FigureLayout): Axis {
  const axis = layout[`${key}axis`] ?? {};
  const values = axisValues(data, key, layout);
  const tickvals = logTicks(values);
  return {
    ...(axis.dtick === undefined && axis.tickvals === undefined && { tickvals, ticktext: tickvals.map(shortNumber) }),
    ...(data.some((trace) => trace.type === 'bar' && lengthKey(trace) === key) && { range: barRange(values) }),
  };
}

/** Where there is no zero that bars could begin at, room below the smallest, so that it is seen. In powers of ten. */
function barRange(values: readonly unknown[]): number[] {
  const powers = values.map(Number).filter((value) => value > 0).map(Math.log10);
  const [low, high] = [Math.min(...powers), Math.max(...powers)];
  const room = (high - low || 1) * 0.06;
  return [low - 2 * room, high + room];
}

function options(title: FigureLayout['title']): object {
  return typeof title === 'object' ? title : {};
}
