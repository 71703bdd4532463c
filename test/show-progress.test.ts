import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPool } from 'parallel';
// The bar's own parts: learners meet them through pool.map's option only.
import { describeProgress, terminalBar } from '../src/show/progress-bar';

const key = Symbol.for('parallel.display');
const world = globalThis as Record<symbol, unknown>;

test('pool.map(f, items, { progress: true }) shows one bar, updated in place', async () => {
  const updates: { id: unknown; update: unknown; text: string }[] = [];
  world[key] = (bundle: Record<string, string>, { displayId, update }: { displayId: string; update: boolean }) =>
    updates.push({ id: displayId, update, text: bundle['text/plain'] ?? '' });
  const pool = createPool(2);
  try {
    await pool.map((x: number) => x, [1, 2, 3], { chunkSize: 1, progress: true });
  } finally {
    await pool.close();
    delete world[key];
  }
  assert.equal(new Set(updates.map(({ id }) => id)).size, 1);
  assert.deepEqual(updates.map(({ update }) => update), updates.map((_, index) => index > 0));
  assert.match(updates[0]?.text ?? '', /^0 of 3 items/);
  assert.match(updates.at(-1)?.text ?? '', /^3 of 3 items in /);
});

test('describeProgress(state) tells count, rate and time left', () => {
  assert.equal(describeProgress({ done: 0, total: 9, elapsedMs: 0, phase: 'running' }), '0 of 9 items');
  assert.equal(describeProgress({ done: 40, total: 100, elapsedMs: 2000, phase: 'running' }), '40 of 100 items, 20 items/s, 3 s left');
  assert.equal(describeProgress({ done: 40, total: undefined, elapsedMs: 2000, phase: 'running' }), '40 items, 20 items/s');
  assert.equal(describeProgress({ done: 100, total: 100, elapsedMs: 5000, phase: 'done' }), '100 of 100 items in 5 s, 20 items/s');
  assert.equal(describeProgress({ done: 3, total: 9, elapsedMs: 50, phase: 'failed' }), '3 of 9 items, stopped after 50 ms');
});

test('terminalBar(stream) writes one line over on a terminal, and only the end to a file', () => {
  for (const isTTY of [true, false]) {
    let text = '';
    const bar = terminalBar({ isTTY, write: (part) => (text += part) });
    bar.update({ done: 1, total: 2, elapsedMs: 1000, phase: 'running' });
    bar.update({ done: 2, total: 2, elapsedMs: 2000, phase: 'done' });
    assert.equal(text.split('\n').length, 2);
    assert.equal(text.includes('1 of 2'), isTTY);
    assert.ok(text.endsWith('2 of 2 items in 2 s, 1 items/s\n'));
  }
});
