import type { Trace } from './figure';
import { palette, scale } from './look';

/** What a trace is drawn with; all of it given, so that the live figure and the static one agree. */
export interface Mark {
  readonly color: string;
  /** Of bars: '' for none, '/', '.', 'x', '-'. */
  readonly pattern: string;
  /** Of points, as Plotly calls it. */
  readonly symbol: string;
}

const patterns = ['', '/', '.', 'x', '-', '\\'] as const;
const symbols = ['circle', 'square', 'diamond', 'cross', 'x', 'triangle-up'] as const;

/** Traces with what Plotly would choose by itself, or would leave to colour alone: a pattern for the second kind of bars, a symbol for the second kind of points. */
export function withMarks(data: readonly Trace[]): Trace[] {
  const bars = data.filter((trace) => trace.type === 'bar');
  const points = data.filter((trace) => hasPoints(trace));
  return data.map((trace) => {
    if (trace.type === 'heatmap') return trace.colorscale === undefined ? { ...trace, colorscale: scale.map((color, index) => [index / (scale.length - 1), color]) } : trace;
    const marker = trace.marker as { pattern?: unknown; symbol?: unknown } | undefined;
    const bar = bars.indexOf(trace);
    const point = points.indexOf(trace);
    if (bar > 0 && !bars.some(({ base }) => base !== undefined) && marker?.pattern === undefined) return { ...trace, marker: { ...marker, pattern: { shape: patterns[bar % patterns.length] } } };
    if (point > 0 && marker?.symbol === undefined) return { ...trace, marker: { ...marker, symbol: symbols[point % symbols.length] } };
    return trace;
  });
}

/** Whether a trace draws its points, not only a line. Plotly's rule where it doesn't say: few points are drawn. */
export function hasPoints(trace: Trace): boolean {
  if (trace.type === 'bar' || trace.type === 'heatmap') return false;
  return trace.mode?.includes('markers') ?? (trace.y?.length ?? 0) < 20;
}

export function hasLine(trace: Trace): boolean {
  return trace.type !== 'bar' && trace.type !== 'heatmap' && (trace.mode ?? 'lines').includes('lines');
}

export function markOf(trace: Trace, index: number): Mark {
  const marker = trace.marker as { color?: unknown; pattern?: { shape?: string }; symbol?: string | number } | undefined;
  const line = trace.line as { color?: unknown } | undefined;
  const own = [marker?.color, line?.color].find((color) => typeof color === 'string') as string | undefined;
  const symbol = marker?.symbol ?? 'circle';
  return {
    color: own ?? palette[index % palette.length] ?? palette[0],
    pattern: marker?.pattern?.shape ?? '',
    symbol: typeof symbol === 'number' ? (symbols[symbol % symbols.length] ?? 'circle') : symbol,
  };
}
