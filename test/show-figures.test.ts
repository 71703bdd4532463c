import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createPool, plot, plotSpeedup, plotTimeline, type TaskSpan } from 'parallel';

type Bundle = Record<string, unknown>;
type Figure = { data: Record<string, unknown>[]; layout: Record<string, { text?: string }> };
const key = Symbol.for('parallel.display');
const world = globalThis as Record<symbol, unknown>;

/** What `show` shows in a notebook. */
function shown(show: () => void): Bundle[] {
  const bundles: Bundle[] = [];
  world[key] = (bundle: Bundle) => bundles.push(bundle);
  show();
  return bundles;
}

function figureOf(bundle: Bundle | undefined): Figure {
  return bundle?.['application/vnd.plotly.v1+json'] as Figure;
}

afterEach(() => delete world[key]);

test('plot(data, layout) shows the live figure, a static one and its title', () => {
  const [bundle] = shown(() => plot([{ type: 'bar', x: ['a', 'b'], y: Float64Array.of(1, 2) }], { title: 'b is twice a', yaxis: { title: 'time (ms)' } }));
  const { data, layout } = figureOf(bundle);
  assert.deepEqual(data, [{ type: 'bar', x: ['a', 'b'], y: [1, 2] }]);
  assert.equal(layout.title?.text, 'b is twice a');
  const picture = String(bundle?.['image/svg+xml']);
  assert.match(picture, /^<svg[^]*<\/svg>$/);
  for (const text of ['b is twice a', 'time (ms)', '>a<', '>b<']) assert.ok(picture.includes(text), text);
  assert.equal(bundle?.['text/plain'], 'Figure: b is twice a');
});

test("plot(data, layout) keeps the caller's own look", () => {
  const [bundle] = shown(() => plot([{ y: [1] }], { height: 300, font: { size: 9 } }));
  const { layout } = figureOf(bundle) as unknown as { layout: { height: number; font: object } };
  assert.deepEqual([layout.height, layout.font], [300, { size: 9 }]);
});

test('plot(data, layout) draws every kind of trace without a browser', () => {
  const heat = { type: 'heatmap', x: [1, 10, 100], y: [1, 10], z: [[1, 2, 3], Float64Array.of(4, 5, 6)] };
  const points = { type: 'scatter', mode: 'markers', x: [1, 2], y: [1, 4], error_y: { array: [1, 1] } };
  for (const trace of [heat, points, { type: 'bar', orientation: 'h', y: ['a'], x: [1] }, { type: 'scatter', mode: 'lines', y: [1, 2], line: { dash: 'dash' } }]) {
    const [bundle] = shown(() => plot([trace], { xaxis: { type: trace.type === 'heatmap' ? 'log' : 'linear' } }));
    const picture = String(bundle?.['image/svg+xml']);
    assert.match(picture, /<path/);
    assert.doesNotMatch(picture, /NaN|undefined/);
  }
});

/** What stands in a picture, in order. */
function textsOf(bundle: Bundle | undefined): string[] {
  return [...String(bundle?.['image/svg+xml']).matchAll(/<text[^>]*>([^<]*)</g)].map((found) => found[1] ?? '');
}

test('plot(data, layout) writes the same numbers on a logarithmic axis in both figures, several even within a decade', () => {
  for (const [y, expected] of [[[2, 7], ['2', '3', '4', '5', '6', '7']], [[0.4, 20], ['0.5', '1', '2', '5', '10', '20']], [[1, 2e6], ['1', '10', '100', '1000', '10k', '100k', '1M']]] as const) {
    const [bundle] = shown(() => plot([{ mode: 'lines+markers', x: [1, 2], y }], { yaxis: { type: 'log' } }));
    const live = figureOf(bundle).layout['yaxis'] as { ticktext?: string[] };
    assert.deepEqual(expected.filter((text) => !live.ticktext?.includes(text)), []);
    assert.deepEqual(textsOf(bundle).filter((text) => (expected as readonly string[]).includes(text)).slice(-expected.length), expected);
  }
});

test("plot(data, layout) keeps the caller's own numbers on an axis", () => {
  const [bundle] = shown(() => plot([{ mode: 'lines', x: [4, 16], y: [1, 2] }], { xaxis: { type: 'log', tickvals: [4, 8, 16] } }));
  assert.deepEqual((figureOf(bundle).layout['xaxis'] as { ticktext?: unknown }).ticktext, undefined);
  assert.deepEqual(textsOf(bundle).slice(1, 4), ['4', '8', '16']);
});

test('plot(data, layout) tells series apart by more than colour, in both figures', () => {
  const bars = [1, 2].map((n) => ({ type: 'bar', name: `bars ${n}`, x: ['a', 'b'], y: [n, 2 * n] }));
  const [striped] = shown(() => plot(bars));
  assert.deepEqual(figureOf(striped).data.map(({ marker }) => marker), [undefined, { pattern: { shape: '/' } }]);
  assert.match(String(striped?.['image/svg+xml']), /<pattern id="(pattern-[\w-]+)"[^]*url\(#\1\)/);
  const points = [1, 2].map((n) => ({ type: 'scatter', mode: 'markers', name: `points ${n}`, x: [1], y: [n] }));
  const [signs] = shown(() => plot(points));
  assert.deepEqual(figureOf(signs).data.map(({ marker }) => marker), [undefined, { symbol: 'square' }]);
  for (const name of ['points 1', 'points 2']) assert.ok(textsOf(signs).includes(name));
});

test('plot(data, layout) draws a heat map with its texts, its colours and a curve over it', () => {
  const heat = { type: 'heatmap', x: [1, 10], y: [1, 10], z: [[-1, 0], [0, 1]], zmin: -1, zmax: 1, text: [['a', 'b'], ['c', 'd']], texttemplate: '%{text}', showscale: false, colorscale: [[0, '#0072b2'], [0.5, '#f2f2f2'], [1, '#e69f00']] };
  const curve = { type: 'scatter', mode: 'lines', name: 'break-even', x: [1, 10], y: [10, 1], line: { dash: 'dash' } };
  const [bundle] = shown(() => plot([heat, curve], { xaxis: { type: 'log' }, yaxis: { type: 'log' } }));
  const picture = String(bundle?.['image/svg+xml']);
  assert.deepEqual([...picture.matchAll(/<path d="M[^"]*Z" fill="(#\w+)"/g)].map((found) => found[1]), ['#0072b2', '#f2f2f2', '#f2f2f2', '#e69f00']);
  assert.deepEqual(textsOf(bundle).filter((text) => /^[abcd]$/.test(text)), ['a', 'b', 'c', 'd']);
  assert.match(picture, /stroke-dasharray="9 9"/);
});

test('plot(data, layout) gives a heat map without a colour scale the same one in both figures', () => {
  const [bundle] = shown(() => plot([{ type: 'heatmap', z: [[1, 2]] }]));
  const { colorscale } = figureOf(bundle).data[0] as { colorscale: [number, string][] };
  for (const color of [colorscale.at(0)?.[1], colorscale.at(-1)?.[1]]) assert.ok(String(bundle?.['image/svg+xml']).includes(`fill="${color}"`), color);
});

test('plot(data, layout) draws bars from where they begin to where they end', () => {
  const [bundle] = shown(() => plot([{ type: 'bar', orientation: 'h', base: [10, 0], x: [10, 20], y: ['a', 'b'] }]));
  const [first, second] = [...String(bundle?.['image/svg+xml']).matchAll(/<path d="M([\d.]+) [\d.]+h([\d.]+)v[^"]*Z"/g)].map((found) => [Number(found[1]), Number(found[2])] as const);
  assert.ok(first && second && Math.abs(first[1] * 2 - second[1]) < 0.1 && Math.abs(first[0] - second[0] - first[1]) < 0.1, `${first}; ${second}`);
});

test('plot(data) names bad data', () => {
  assert.throws(() => plot({ type: 'bar' } as never), { name: 'TypeError', message: /plot: data must be a list of traces/ });
});

test('plot(data, layout) prints the title where there is no notebook', (context) => {
  const log = context.mock.method(console, 'log', () => undefined);
  plot([{ y: [1] }], { title: 'one' });
  assert.deepEqual(log.mock.calls.map((call) => call.arguments), [['Figure: one']]);
});

test('plotSpeedup(points) draws the measured points and the ideal line', () => {
  const [bundle] = shown(() => plotSpeedup([{ workers: 1, ms: 800 }, { workers: 2, ms: 400 }, { workers: 4, ms: 500 }]));
  const { data, layout } = figureOf(bundle);
  assert.deepEqual(data.map(({ name, x, y }) => [name, x, y]), [['ideal', [1, 4], [1, 4]], ['measured', [1, 2, 4], [1, 2, 1.6]]]);
  assert.equal(layout.title?.text, 'At best 2.00 times the serial speed, on 2 workers');
});

test('plotSpeedup(points) says so when parallel loses', () => {
  const [bundle] = shown(() => plotSpeedup([{ workers: 2, ms: 800 }], { serialMs: 400 }));
  assert.match(String(figureOf(bundle).layout.title?.text), /^Parallel loses here: 0\.50 times/);
});

test('plotSpeedup(points) needs points and a serial time', () => {
  assert.throws(() => plotSpeedup([]), { name: 'RangeError', message: /at least one point/ });
  assert.throws(() => plotSpeedup([{ workers: 2, ms: 1 }]), { name: 'RangeError', message: /serialMs/ });
});

test('plotTimeline(pool) draws a row a node, and every task as running', async () => {
  const pool = createPool(2);
  try {
    await pool.map((x: number) => x * x, [1, 2, 3, 4], { chunkSize: 1 });
    const [bundle] = shown(() => plotTimeline(pool));
    const { data, layout } = figureOf(bundle);
    assert.deepEqual(data.map(({ name }) => name), ['waiting', 'moving data', 'running']);
    assert.equal((data[2]?.x as number[]).length, 4);
    assert.deepEqual((layout.yaxis as { categoryarray?: unknown }).categoryarray, ['node 0', 'node 1']);
    assert.match(String((data[2]?.hovertext as string[])[0]), /^task \d: item \d<br>running /);
  } finally {
    await pool.close();
  }
});

test("plotTimeline(spans) of a cluster draws a row a worker, or a worker's thread, whatever node the task was of", () => {
  const span: TaskSpan = { node: 0, thread: 1, task: 0, map: 0, items: 1, firstItem: 0, submitted: 0, started: 1, finished: 9, received: 10, bytesIn: 0, bytesOut: 0, machine: 'grace', ok: true };
  const rows = (spans: TaskSpan[]): unknown => (figureOf(shown(() => plotTimeline(spans))[0]).layout.yaxis as { categoryarray?: unknown }).categoryarray;
  const ada = { ...span, machine: 'ada', task: 1, started: 11, finished: 19, received: 20 };
  assert.deepEqual(rows([span, ada, { ...span, node: 1, task: 2 }]), ['ada', 'grace']);
  assert.deepEqual(rows([span, ada, { ...ada, thread: 10 }, { ...ada, thread: 2 }]), ['ada, thread 1', 'ada, thread 2', 'ada, thread 10', 'grace']);
});

test('plotTimeline(spans, { map }) draws one call, and says when there is none', () => {
  const span: TaskSpan = { node: 0, thread: 1, task: 0, map: 0, items: 2, firstItem: 0, submitted: 0, started: 1, finished: 9, received: 10, bytesIn: 0, bytesOut: 0, ok: true };
  const [bundle] = shown(() => plotTimeline([span, { ...span, map: 1, received: 20, finished: 11 }], { map: 1 }));
  assert.equal(figureOf(bundle).layout.title?.text, '20 ms from first to last, 1 node busy 50 % of it');
  assert.throws(() => plotTimeline([span], { map: 7 }), { name: 'RangeError', message: /no task to draw/ });
});
