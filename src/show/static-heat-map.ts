import { areNames, cellEdges, valuesAlong } from './axis-values';
import type { FigureLayout, Trace, Values } from './figure';
import { ink } from './look';
import type { Scale } from './scale';
import { element, label } from './svg';
import { shortNumber } from './log-ticks';

type Stop = readonly [at: number, color: string];

/** A heat map's cells, with what is written in them. */
export function heatMap(trace: Trace, x: Scale, y: Scale, layout: FigureLayout): string {
  const [left, bottom] = [edgePixels(trace, 'x', x, layout), edgePixels(trace, 'y', y, layout)];
  const [low, high] = levels(trace);
  return rows(trace).map((row, j) => row.map((z, i) => {
    if (!Number.isFinite(z)) return '';
    const [x0, x1, y0, y1] = [left[i] ?? 0, left[i + 1] ?? 0, bottom[j] ?? 0, bottom[j + 1] ?? 0];
    const color = colorAt(stops(trace), (z - low) / (high - low || 1));
    // a hair larger than they are, so that nothing shines through between two
    const cell = element('path', { d: `M${x0} ${Math.min(y0, y1)}h${Math.abs(x1 - x0) + 0.5}v${Math.abs(y1 - y0) + 0.5}h${-Math.abs(x1 - x0) - 0.5}Z`, fill: color });
    const text = cellText(trace, j, i, z);
    return cell + (text ? label(text, (x0 + x1) / 2, (y0 + y1) / 2 + 5, { 'text-anchor': 'middle', fill: isDark(color) ? '#fff' : '#333' }) : '');
  }).join('')).join('');
}

/** The bar that tells which colour is which number. */
export function colorBar(trace: Trace, left: number, top: number, height: number): string {
  const [low, high] = levels(trace);
  const steps = 32;
  const cells = Array.from({ length: steps }, (_, k) => element('rect', { x: left, y: top + height * (1 - (k + 1) / steps), width: 16, height: height / steps + 0.5, fill: colorAt(stops(trace), (k + 0.5) / steps) }));
  const numbers = [0, 0.5, 1].map((share) => label(shortNumber(low + share * (high - low)), left + 22, top + height * (1 - share) + 5, { fill: ink }));
  return [...cells, ...numbers].join('');
}

function edgePixels(trace: Trace, key: 'x' | 'y', scale: Scale, layout: FigureLayout): number[] {
  const values = valuesAlong(trace, key);
  if (!areNames(values)) return cellEdges(values.map(Number), layout[`${key}axis`]?.type === 'log').map((edge) => scale.at(edge));
  const centres = values.map((value) => scale.at(value));
  return cellEdges(centres, false);
}

function levels(trace: Trace): [low: number, high: number] {
  const all = rows(trace).flat().filter(Number.isFinite);
  return [Number(trace.zmin ?? Math.min(...all)), Number(trace.zmax ?? Math.max(...all))];
}

function rows(trace: Trace): number[][] {
  return Array.from(trace.z ?? [], (row) => Array.from(row, Number));
}

function cellText(trace: Trace, j: number, i: number, z: number): string {
  const text = (trace.text as ArrayLike<ArrayLike<unknown>> | undefined)?.[j]?.[i];
  return typeof trace.texttemplate !== 'string' ? '' : trace.texttemplate.replace(/%\{(\w+)[^}]*\}/g, (_, name: string) => String(name === 'text' ? (text ?? '') : shortNumber(z)));
}

function stops(trace: Trace): readonly Stop[] {
  return trace.colorscale as readonly Stop[];
}

function colorAt(all: readonly Stop[], share: number): string {
  const at = Math.min(1, Math.max(0, share));
  const next = Math.max(1, all.findIndex(([stop]) => stop >= at));
  const [[from, low], [to, high]] = [all[next - 1] ?? [0, '#000000'], all[next] ?? [1, '#ffffff']];
  const [a, b] = [channels(low), channels(high)];
  const mixed = a.map((channel, index) => Math.round(channel + ((b[index] ?? 0) - channel) * ((at - from) / (to - from || 1))));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Red, green and blue of `#rrggbb`. */
function channels(color: string): number[] {
  return [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16) || 0);
}

function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = channels(color);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
