/** Numbers or names along an axis: a list, or a typed array. */
export type Values = ArrayLike<number | string | null>;

/**
 * One series of a figure, as Plotly takes it: `type` 'bar', 'scatter' or 'heatmap', `x`, `y`, `z`, `name`, `mode` …
 * Any option of Plotly's may stand beside these.
 */
export interface Trace {
  readonly type?: string;
  readonly x?: Values;
  readonly y?: Values;
  readonly z?: ArrayLike<Values>;
  readonly name?: string;
  readonly mode?: string;
  readonly [option: string]: unknown;
}

/** An axis: its title says what and in which unit; `type: 'log'` makes it logarithmic. */
export interface Axis {
  readonly title?: string | { readonly text?: string; readonly [option: string]: unknown };
  readonly type?: string;
  readonly range?: ArrayLike<number>;
  readonly [option: string]: unknown;
}

/** What stands around the data: the title, which states the finding, and the axes. Any option of Plotly's may stand here. */
export interface FigureLayout {
  readonly title?: string | { readonly text?: string; readonly [option: string]: unknown };
  readonly xaxis?: Axis;
  readonly yaxis?: Axis;
  readonly height?: number;
  readonly [option: string]: unknown;
}

/** The text of a title, however it was given. */
export function titleText(title: FigureLayout['title']): string {
  return typeof title === 'string' ? title : (title?.text ?? '');
}
