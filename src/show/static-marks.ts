import { round, element } from './svg';
import type { Mark } from './marks';

const sizePx = 10;
const strokes: Readonly<Record<string, string>> = { '/': 'M-1 11L11 -1M-3 3L3 -3M7 13L13 7', '\\': 'M-1 -1L11 11M-3 7L3 13M7 -3L13 3', x: 'M0 0L10 10M10 0L0 10', '-': 'M0 5H10', '|': 'M5 0V10', '+': 'M0 5H10M5 0V10' };

/** How to fill a bar: its colour, or a reference to its pattern, with the pattern's definition to stand beside it. */
export function fillOf({ color, pattern }: Mark, opacity: number): { fill: string; definition: string } {
  if (!pattern) return { fill: color, definition: '' };
  // Named after what it looks like: the same name in two pictures of a page is the same pattern.
  const id = `pattern-${pattern.charCodeAt(0)}-${color.replace(/\W/g, '')}`;
  const inside = pattern === '.' ? element('circle', { cx: 5, cy: 5, r: 2.8, fill: color }) : element('path', { d: strokes[pattern] ?? strokes['/'], stroke: color, 'stroke-width': 2 });
  return { fill: `url(#${id})`, definition: element('pattern', { id, width: sizePx, height: sizePx, patternUnits: 'userSpaceOnUse', opacity }, inside) };
}

/** A point's sign. */
export function symbolAt({ color, symbol }: Mark, x: number, y: number, size: number): string {
  const r = size / 2;
  if (symbol === 'circle') return element('circle', { cx: x, cy: y, r, fill: color });
  const shapes: Readonly<Record<string, string>> = {
    square: `M${-r} ${-r}h${size}v${size}h${-size}Z`,
    diamond: `M0 ${-1.3 * r}L${1.3 * r} 0L0 ${1.3 * r}L${-1.3 * r} 0Z`,
    'triangle-up': `M0 ${-1.2 * r}L${1.2 * r} ${r}H${-1.2 * r}Z`,
    cross: `M${-1.2 * r} 0H${1.2 * r}M0 ${-1.2 * r}V${1.2 * r}`,
    x: `M${-r} ${-r}L${r} ${r}M${-r} ${r}L${r} ${-r}`,
  };
  const isStroke = symbol === 'cross' || symbol === 'x';
  return element('path', { d: shapes[symbol] ?? shapes['square'], transform: `translate(${round(x)} ${round(y)})`, fill: isStroke ? 'none' : color, stroke: isStroke ? color : undefined, 'stroke-width': isStroke ? 2.5 : undefined });
}

/** Plotly's names of dashes, as lengths. */
export function dashOf(dash: unknown): string | undefined {
  const known: Readonly<Record<string, string>> = { dash: '9 9', dot: '3 3', dashdot: '9 3 3 3', longdash: '15 15', longdashdot: '15 6 3 6' };
  return typeof dash === 'string' && dash !== 'solid' ? (known[dash] ?? dash.replace(/px/g, '')) : undefined;
}
