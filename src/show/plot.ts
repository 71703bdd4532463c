import { display, type MimeBundle } from './display';
import { titleText, type FigureLayout, type Trace } from './figure';
import { withLook } from './look';
import { withMarks } from './marks';
import { staticFigure } from './static-figure';

/**
 * Shows a Plotly figure under the cell.
 *
 * `data` is a list of traces, `layout` the title and axes, both as Plotly takes them; typed arrays are fine. Beside
 * the live figure goes a static picture (SVG) for viewers without Plotly. In a terminal the title is printed.
 *
 * @throws {TypeError} when data is not a list of traces.
 * @example plot([{ type: 'bar', x: ['serial', 'parallel'], y: [315, 95.9] }], { title: 'Parallel is 3.3 times faster', yaxis: { title: 'time (ms)' } });
 */
export function plot(data: readonly Trace[], layout: FigureLayout = {}): void {
  display(figureBundle(data, layout));
}

/** The forms of a figure: Plotly's, a static SVG, and its title as text. */
export function figureBundle(data: readonly Trace[], layout: FigureLayout = {}): MimeBundle {
  if (!Array.isArray(data) || !data.every((trace) => typeof trace === 'object' && trace !== null)) {
    throw new TypeError("plot: data must be a list of traces, such as [{ type: 'bar', x: ['a', 'b'], y: [1, 2] }].");
  }
  const marked = withMarks(data);
  const looked = withLook(marked, layout);
  const figure = { data: marked, layout: looked, config: { displaylogo: false, responsive: true } };
  return {
    'application/vnd.plotly.v1+json': JSON.parse(JSON.stringify(figure, plainLists)) as unknown,
    'image/svg+xml': staticFigure(marked, looked),
    'text/plain': `Figure: ${titleText(layout.title) || 'without a title'}`,
  };
}

/** JSON knows no typed arrays. */
function plainLists(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}
