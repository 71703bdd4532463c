import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, timeit } from 'parallel';

test('timeit(f) gives one sample a run, in ms, and calls f loops times a run', async () => {
  let calls = 0;
  const samples = await timeit(() => ++calls, { repeat: 3, loops: 4, print: false });
  assert.equal(samples.length, 3);
  assert.equal(calls, 12);
  assert.ok(samples.every((sample) => sample >= 0 && Number.isFinite(sample)));
});

test('timeit(f) awaits an async f before it calls it again', async () => {
  let running = 0;
  let most = 0;
  await timeit(async () => {
    most = Math.max(most, ++running);
    await null;
    running--;
  }, { repeat: 2, loops: 3, print: false });
  assert.deepEqual([running, most], [0, 1]);
});

test("timeit(f) prints IPython's line", async (context) => {
  const log = context.mock.method(console, 'log', () => undefined);
  await timeit(() => 1, { repeat: 7, loops: 1000 });
  const line: unknown = log.mock.calls[0]?.arguments[0];
  assert.match(String(line), /^[\d.]+ (ns|μs|ms|s) ± [\d.]+ (ns|μs|ms|s) per loop \(mean ± std\. dev\. of 7 runs, 1,000 loops each\)$/);
  await timeit(() => 1, { repeat: 1, loops: 1 });
  assert.match(String(log.mock.calls[1]?.arguments[0]), /of 1 run, 1 loop each\)$/);
});

test('timeit(f) finds by itself how many loops fill a run', async () => {
  let calls = 0;
  await timeit(() => {
    calls++;
    const until = performance.now() + 60;
    while (performance.now() < until);
  }, { repeat: 1, print: false });
  assert.equal(calls, 1 + 10 + 10);
});

test('timeit(f) passes an error of f on', async () => {
  await assert.rejects(timeit(() => { throw new RangeError('no'); }, { print: false }), RangeError);
});

test('timeit(f) names a bad argument', async () => {
  await assert.rejects(timeit(5 as never), { name: 'TypeError', message: /timeit: f must be a function/ });
  await assert.rejects(timeit(() => 1, { repeat: 0 }), { name: 'RangeError', message: 'timeit: repeat must be a whole number of at least 1; got 0.' });
  await assert.rejects(timeit(() => 1, { loops: 1.5 }), { name: 'RangeError', message: /loops/ });
});

test('formatDuration(ms) takes the unit that fits', () => {
  assert.equal(formatDuration(315.4), '315 ms');
  assert.equal(formatDuration(3140), '3.14 s');
  assert.equal(formatDuration(0.0123), '12.3 μs');
  assert.equal(formatDuration(0.00002), '20 ns');
  assert.equal(formatDuration(0), '0 ns');
  assert.equal(formatDuration(125_000), '2 min 5 s');
});
