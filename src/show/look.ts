import { titleText, type Axis, type FigureLayout } from './figure';

/** Colours that stay apart for colour-blind readers (Okabe and Ito, 2008), without the two that vanish on white or black. */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#56B4E9', '#CC79A7', '#8c8c8c'] as const;

/** A grey that reads on white and on black: the background is whatever the notebook's theme has. */
export const ink = '#7d7d7d';
export const gridInk = 'rgba(125, 125, 125, 0.25)';

/** From little to much, readable without colour too (viridis). */
export const scale = ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'] as const;

export const defaultHeight = 420;

/** The layout with the house's look under it: whatever the caller set stays. */
export function withLook(layout: FigureLayout): FigureLayout {
  return {
    height: defaultHeight,
    colorway: palette,
    colorscale: { sequential: scale.map((colour, index) => [index / (scale.length - 1), colour]) },
    paper_bgcolor: 'rgba(0, 0, 0, 0)',
    plot_bgcolor: 'rgba(0, 0, 0, 0)',
    font: { size: 14, color: ink },
    margin: { l: 70, r: 30, t: 70, b: 60 },
    hoverlabel: { namelength: -1 },
    ...layout,
    title: { text: titleText(layout.title), x: 0.02, xanchor: 'left', font: { size: 17 }, ...options(layout.title) },
    xaxis: axisLook(layout.xaxis),
    yaxis: axisLook(layout.yaxis),
  };
}

function axisLook(axis: Axis = {}): Axis {
  return { automargin: true, gridcolor: gridInk, zerolinecolor: gridInk, linecolor: ink, ...logTicks(axis), ...axis, title: { text: titleText(axis.title), ...options(axis.title) } };
}

/** Powers of ten as people write them: 0.1, 1, 10, 1k, 1M. */
function logTicks(axis: Axis): Axis {
  return axis.type === 'log' ? { dtick: 1, exponentformat: 'SI' } : {};
}

function options(title: FigureLayout['title']): object {
  return typeof title === 'object' ? title : {};
}
