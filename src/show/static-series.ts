import { areNames, errorEnds, lengthKey, valuesAlong } from './axis-values';
import type { FigureLayout, Trace, Values } from './figure';
import { ink } from './look';
import { hasLine, hasPoints, markOf } from './marks';
import type { Scale } from './scale';
import { heatMap } from './static-heat-map';
import { dashOf, fillOf, symbolAt } from './static-marks';
import { element, label, pathThrough } from './svg';

/** What the static picture draws between its axes. */
export function staticSeries(data: readonly Trace[], layout: FigureLayout, x: Scale, y: Scale): string {
  const bars = data.filter((trace) => trace.type === 'bar');
  const sums = new Map<string, number>();
  return data.map((trace, index) => {
    if (trace.type === 'heatmap') return heatMap(trace, x, y, layout);
    if (trace.type === 'bar') return barsOf(trace, index, layout, [x, y], [bars.indexOf(trace), bars.length], sums);
    return linesAndPoints(trace, index, x, y);
  }).join('');
}

function barsOf(trace: Trace, index: number, layout: FigureLayout, [x, y]: [Scale, Scale], [place, count]: [number, number], sums: Map<string, number>): string {
  const lying = trace.orientation === 'h';
  const [across, along] = lying ? [y, x] : [x, y];
  const places = valuesAlong(trace, lying ? 'y' : 'x');
  const lengths = valuesAlong(trace, lengthKey(trace)).map(Number);
  const bases = trace.base === undefined ? undefined : Array.from(trace.base as Values, Number);
  const isSideBySide = layout.barmode !== 'stack' && layout.barmode !== 'overlay';
  const room = unit(places, across) * (1 - Number(layout.bargap ?? 0.2));
  const width = isSideBySide ? room / count : room;
  const shift = isSideBySide ? (place - (count - 1) / 2) * width : 0;
  const marker = trace.marker as { opacity?: number; color?: unknown; line?: { color?: string; width?: number } } | undefined;
  const opacity = marker?.opacity ?? 1;
  const own = Array.isArray(marker?.color) ? (marker.color as string[]) : undefined;
  const { fill, definition } = fillOf(markOf(trace, index), opacity);
  const texts = trace.text as ArrayLike<unknown> | undefined;
  const drawn = lengths.map((length, i) => {
    const base = bases?.[i] ?? (layout.barmode === 'stack' ? (sums.get(String(places[i])) ?? 0) : 0);
    if (layout.barmode === 'stack') sums.set(String(places[i]), base + length);
    const [from, to] = [startOf(base, along), along.at(base + length)];
    const middle = across.at(places[i]) + (across.isCategory || isSideBySide ? shift : 0);
    if (![from, to, middle].every(Number.isFinite)) return '';
    const [start, size] = [Math.min(from, to), Math.max(0.5, Math.abs(to - from))];
    const d = lying ? `M${start} ${middle - width / 2}h${size}v${width}h${-size}Z` : `M${middle - width / 2} ${start}h${width}v${size}h${-width}Z`;
    const bar = element('path', { d: rounded(d), fill: own?.[i] ?? fill, opacity, stroke: marker?.line?.color, 'stroke-width': marker?.line?.width });
    const text = texts?.[i] === undefined ? '' : String(texts[i]).replace(/<[^>]*>/g, ' ');
    return bar + (text && (lying ? label(text, to + 4, middle + 5, { fill: ink }) : label(text, middle, to - 5, { fill: ink, 'text-anchor': 'middle' })));
  });
  return definition + drawn.join('');
}

/** Where a bar begins: at its base, or at the axis's end where there is no zero. */
function startOf(base: number, along: Scale): number {
  const at = along.at(base);
  return Number.isFinite(at) ? at : along.start;
}

/** The distance of two neighbours, in px. */
function unit(places: readonly unknown[], across: Scale): number {
  if (across.isCategory || areNames(places)) return Math.abs(across.step);
  const pixels = [...new Set(places.map((place) => across.at(place)))].sort((a, b) => a - b);
  return Math.min(...pixels.slice(1).map((pixel, index) => pixel - (pixels[index] ?? 0)), Math.abs(across.step));
}

function linesAndPoints(trace: Trace, index: number, x: Scale, y: Scale): string {
  const mark = markOf(trace, index);
  const ys = valuesAlong(trace, 'y');
  const points = valuesAlong(trace, 'x').map((value, i): readonly [number, number] | undefined => {
    const point = [x.at(value), ys[i] === null ? NaN : y.at(ys[i])] as const;
    return point.every(Number.isFinite) ? point : undefined;
  });
  const line = trace.line as { dash?: string; width?: number } | undefined;
  const size = Number((trace.marker as { size?: number } | undefined)?.size ?? 6);
  const errors = points.map((point, i) => {
    const [low, high] = point ? errorEnds(trace, Number(ys[i]), i).map((end) => y.at(end)) : [];
    return low === undefined || high === undefined || !point ? '' : element('path', { d: rounded(`M${point[0]} ${low}V${high}M${point[0] - 4} ${low}h8M${point[0] - 4} ${high}h8`), stroke: mark.color, 'stroke-width': 2 });
  });
  return [
    ...errors,
    hasLine(trace) ? element('path', { d: pathThrough(points), fill: 'none', stroke: mark.color, 'stroke-width': line?.width ?? 2, 'stroke-dasharray': dashOf(line?.dash) }) : '',
    ...(hasPoints(trace) ? points.map((point) => (point ? symbolAt(mark, point[0], point[1], size) : '')) : []),
  ].join('');
}

function rounded(d: string): string {
  return d.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}
