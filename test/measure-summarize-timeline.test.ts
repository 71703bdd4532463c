import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPool, summarizeTimeline, type TaskSpan } from 'parallel';

const span = (node: number, started: number, finished: number, more: Partial<TaskSpan> = {}): TaskSpan => ({
  node, thread: node + 1, task: 0, map: 0, items: 1, firstItem: 0, submitted: 0, started, finished, received: finished, bytesIn: 10, bytesOut: 1, ok: true, ...more,
});

describe('summarizeTimeline', () => {
  test('gives makespan, busy share, imbalance and bytes', () => {
    const { nodes, ...summary } = summarizeTimeline([span(0, 0, 10), span(1, 0, 5), span(1, 5, 6, { ok: false, items: 3 })]);
    assert.deepEqual(summary, { makespanMs: 10, busyShare: 0.8, imbalance: 1.25, bytesIn: 30, bytesOut: 3, tasks: 3, items: 5, failed: 1 });
    assert.deepEqual(nodes, [{ node: 0, busyMs: 10, tasks: 1, items: 1 }, { node: 1, busyMs: 6, tasks: 2, items: 4 }]);
  });
  test('counts idle nodes when it is told how many there are', () => {
    assert.equal(summarizeTimeline([span(0, 0, 10)], 2).busyShare, 0.5);
    assert.equal(summarizeTimeline([span(0, 0, 10)], 2).imbalance, 2);
  });
  test('is all zeros for an empty timeline', () => {
    const { makespanMs, busyShare, imbalance, tasks } = summarizeTimeline([]);
    assert.deepEqual([makespanMs, busyShare, imbalance, tasks], [0, 0, 1, 0]);
  });
  test('reads a real pool', async () => {
    const pool = createPool(2);
    await pool.map((x) => x, [1, 2, 3]);
    const { items, busyShare, makespanMs } = summarizeTimeline(pool.timeline(), pool.nNodes);
    await pool.close();
    assert.equal(items, 3);
    assert.ok(makespanMs > 0 && busyShare >= 0 && busyShare <= 1);
  });
  test('refuses fewer nodes than the spans have', () => {
    assert.throws(() => summarizeTimeline([span(3, 0, 1)], 2), { name: 'RangeError', message: /at least 4.*got 2/ });
  });
});
