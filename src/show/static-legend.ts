import type { Trace } from './figure';
import { ink } from './look';
import { hasLine, hasPoints, markOf } from './marks';
import { dashOf, fillOf, symbolAt } from './static-marks';
import { element, label, textWidth } from './svg';

const signPx = 32;
export const legendRowPx = 21;

/** The traces that a legend names; a figure with only one needs none. */
export function namedTraces(data: readonly Trace[]): Trace[] {
  if (data.length < 2) return [];
  return data.filter((trace) => trace.name !== undefined && trace.showlegend !== false && trace.type !== 'heatmap');
}

/** The legend's rows: what stands side by side within so many px. */
export function legendRows(data: readonly Trace[], widthPx: number): Trace[][] {
  const rows: Trace[][] = [];
  let used = Infinity;
  for (const trace of namedTraces(data)) {
    const width = signPx + textWidth(String(trace.name), 14) + 16;
    if (used + width > widthPx) { rows.push([]); used = 0; }
    rows.at(-1)?.push(trace);
    used += width;
  }
  return rows;
}

/** A legend above the figure, as the live one has it. */
export function legend(data: readonly Trace[], left: number, top: number, widthPx: number): string {
  return legendRows(data, widthPx).map((row, j) => {
    let x = left;
    const y = top + j * legendRowPx;
    return row.map((trace) => {
      const drawn = sign(trace, data.indexOf(trace), x, y) + label(String(trace.name), x + signPx, y + 5, { fill: ink });
      x += signPx + textWidth(String(trace.name), 14) + 16;
      return drawn;
    }).join('');
  }).join('');
}

function sign(trace: Trace, index: number, x: number, y: number): string {
  const mark = markOf(trace, index);
  if (trace.type === 'bar') {
    const opacity = (trace.marker as { opacity?: number } | undefined)?.opacity ?? 1;
    const { fill, definition } = fillOf(mark, opacity);
    return definition + element('rect', { x: x + 8, y: y - 6, width: 12, height: 12, fill, opacity });
  }
  const line = trace.line as { dash?: string; width?: number } | undefined;
  return (hasLine(trace) ? element('path', { d: `M${x} ${y}h28`, stroke: mark.color, 'stroke-width': line?.width ?? 2, 'stroke-dasharray': dashOf(line?.dash) }) : '')
    + (hasPoints(trace) ? symbolAt(mark, x + 14, y, Number((trace.marker as { size?: number } | undefined)?.size ?? 6)) : '');
}
