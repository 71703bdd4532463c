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
