import { plot } from './plot';
import type { Trace } from './figure';
import type { TaskSpan } from '../measure/task-span';
import { summarizeTimeline } from '../measure/summarize-timeline';
import { formatDuration } from '../measure/format-duration';
import { palette } from './look';

/** A stretch of one row's time, and what was done in it. */
interface Stretch {
  readonly kind: Kind;
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly span: TaskSpan;
}

/** In the order of drawing: what runs lies on top. */
const kinds = ['waiting', 'moving data', 'running'] as const;
type Kind = (typeof kinds)[number];

/** Colour is never the only difference: each kind has a pattern of its own, too. */
const looks: Readonly<Record<Kind, object>> = {
  waiting: { color: palette[6], opacity: 0.45, pattern: { shape: '.' } },
  running: { color: palette[0] },
  'moving data': { color: palette[1], pattern: { shape: '/' } },
};

export interface PlotTimelineOptions {
  /** Draw one call of the pool only: its number, from 0. By default all spans given. */
  map?: number;
  /** The title; by default the finding: the makespan, and how busy the nodes were. */
  title?: string;
}

/**
 * Draws what each node did and when: a Gantt figure, one row a node; on a cluster one row a worker, or a worker's thread.
 *
 * Waiting is the time before a task began, since the node's last one or since it was handed over; moving data is the way of
 * its result back. Takes a pool or its `timeline()`. The axis starts at the first span's submission.
 *
 * @throws {RangeError} when there is no span to draw.
 * @example plotTimeline(pool); // every map so far
 * @example plotTimeline(pool, { map: 2 }); // the third one
 */
export function plotTimeline(source: readonly TaskSpan[] | { timeline(): readonly TaskSpan[] }, { map, title }: PlotTimelineOptions = {}): void {
  const all = 'timeline' in source ? source.timeline() : source;
  const spans = map === undefined ? all : all.filter((span) => span.map === map);
  if (spans.length === 0) throw new RangeError('plotTimeline: there is no task to draw. Call pool.map first, then plot.');
  const start = Math.min(...spans.map((span) => span.submitted));
  const rowOf = rowNames(spans);
  const rows = [...new Set(spans.map(rowOf))].sort(new Intl.Collator('en', { numeric: true }).compare);
  const parts = stretches(spans, rowOf);
  plot(kinds.map((kind) => trace(kind, parts.filter((stretch) => stretch.kind === kind), start)), {
    title: title ?? finding(spans),
    barmode: 'overlay',
    bargap: 0.3,
    height: Math.max(260, 130 + 44 * rows.length),
    hovermode: 'closest',
    xaxis: { title: 'time since the first task was handed over (ms)', rangemode: 'tozero' },
    yaxis: { title: '', type: 'category', categoryarray: rows, categoryorder: 'array', autorange: 'reversed' },
  });
}

/** On a cluster it is the worker that lives and dies; a node is only how many chunks are under way. */
function rowNames(spans: readonly TaskSpan[]): (span: TaskSpan) => string {
  const threads = new Map<string, Set<number>>();
  for (const { machine, thread } of spans) if (machine !== undefined) threads.set(machine, (threads.get(machine) ?? new Set()).add(thread));
  return ({ node, machine, thread }) => {
    if (machine === undefined) return `node ${node}`;
    return threads.get(machine)!.size === 1 ? machine : `${machine}, thread ${thread}`;
  };
}

function stretches(spans: readonly TaskSpan[], rowOf: (span: TaskSpan) => string): Stretch[] {
  const busyUntil = new Map<string, number>();
  return [...spans].sort((a, b) => a.started - b.started).flatMap((span) => {
    const { submitted, started, finished, received } = span;
    const row = rowOf(span);
    const free = Math.min(started, Math.max(submitted, busyUntil.get(row) ?? -Infinity));
    busyUntil.set(row, finished);
    return [
      { kind: 'waiting', row, from: free, to: started, span },
      { kind: 'running', row, from: started, to: finished, span },
      { kind: 'moving data', row, from: finished, to: received, span },
    ] satisfies Stretch[];
  });
}

function trace(kind: Kind, stretches: readonly Stretch[], start: number): Trace {
  return {
    type: 'bar',
    orientation: 'h',
    name: kind,
    marker: { ...looks[kind], line: { width: 1, color: 'rgba(255, 255, 255, 0.6)' } },
    y: stretches.map(({ row }) => row),
    base: stretches.map(({ from }) => from - start),
    x: stretches.map(({ from, to }) => to - from),
    hovertext: stretches.map(hover),
    hoverinfo: 'text',
  };
}

function hover({ kind, from, to, span }: Stretch): string {
  const items = span.items === 1 ? `item ${span.firstItem}` : `items ${span.firstItem} to ${span.firstItem + span.items - 1}`;
  return `task ${span.task}: ${items}<br>${kind} ${formatDuration(to - from)}${span.ok ? '' : '<br>failed'}`;
}

function finding(spans: readonly TaskSpan[]): string {
  const summary = summarizeTimeline(spans);
  const busy = summary.nodes.filter((node) => node.tasks > 0);
  const running = busy.reduce((sum, node) => sum + node.busyMs, 0);
  const share = Math.round((100 * running) / (summary.makespanMs * busy.length || 1));
  return `${formatDuration(summary.makespanMs)} from first to last, ${busy.length} ${busy.length === 1 ? 'node' : 'nodes'} busy ${share} % of it`;
}
