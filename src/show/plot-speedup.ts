import { plot } from './plot';
import type { FigureLayout, Trace } from './figure';
import { ink } from './look';

/** How long the same work took on so many workers. */
export interface WorkersMs {
  readonly workers: number;
  readonly ms: number;
}

export interface PlotSpeedupOptions {
  /** The serial time in ms that 1 stands for; by default, the time on one worker. */
  serialMs?: number;
  /** Traces drawn over the points, such as a fitted law. */
  also?: readonly Trace[];
  /** The title; by default the finding: the best speed-up, and on how many workers. */
  title?: string;
}

/**
 * Draws speed-up over the number of workers, with the ideal line (n workers, n times as fast) dashed.
 *
 * Speed-up is the serial time divided by the time on n workers; above 1 parallel wins.
 *
 * @throws {RangeError} when there are no points, or no serial time to compare with.
 * @example plotSpeedup([{ workers: 1, ms: 800 }, { workers: 2, ms: 420 }, { workers: 4, ms: 390 }]);
 */
export function plotSpeedup(points: readonly WorkersMs[], { serialMs, also = [], title }: PlotSpeedupOptions = {}): void {
  const reference = serialMs ?? points.find(({ workers }) => workers === 1)?.ms;
  if (points.length === 0) throw new RangeError('plotSpeedup: there must be at least one point; got none.');
  if (reference === undefined) throw new RangeError('plotSpeedup: give a point for 1 worker, or the option serialMs.');
  const workers = points.map((point) => point.workers);
  const speedups = points.map((point) => reference / point.ms);
  const best = speedups.indexOf(Math.max(...speedups));
  const most = Math.max(...workers);
  const layout: FigureLayout = {
    title: title ?? finding(speedups[best] ?? 0, workers[best] ?? 0),
    xaxis: { title: 'workers', dtick: 1 },
    yaxis: { title: 'speed-up (times the serial speed)', rangemode: 'tozero' },
  };
  plot([
    { type: 'scatter', mode: 'lines', name: 'ideal', x: [1, most], y: [1, most], line: { dash: 'dash', color: ink } },
    { type: 'scatter', mode: 'lines+markers', name: 'measured', x: workers, y: speedups, marker: { size: 10 } },
    ...also,
  ], layout);
}

function finding(speedup: number, workers: number): string {
  const on = `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  if (speedup < 1) return `Parallel loses here: ${speedup.toFixed(2)} times the serial speed at best, on ${on}`;
  return `At best ${speedup.toFixed(2)} times the serial speed, on ${on}`;
}
