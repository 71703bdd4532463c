import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakEvenSteps, parallelMs, serialMs } from 'parallel';

const model = { latencyMs: 0.2, msPerByte: 1e-6, bytesPerItem: 8, msPerStep: 1e-5, nNodes: 4 };

test('parallelMs(model, items, steps) adds the message, the bytes and a share of the work', () => {
  assert.equal(serialMs(model, 1000, 10), 1000 * 10 * 1e-5);
  assert.ok(Math.abs(parallelMs(model, 1000, 10) - (0.2 + 8000e-6 + 0.1 / 4)) < 1e-12);
  assert.equal(parallelMs(model, 0, 10), 0.2);
});

test('breakEvenSteps(model, items) is where both take the same time', () => {
  for (const items of [1, 100, 1e6]) {
    const steps = breakEvenSteps(model, items);
    const ratio = serialMs(model, items, steps) / parallelMs(model, items, steps);
    assert.ok(Math.abs(ratio - 1) < 1e-12);
    assert.ok(serialMs(model, items, 2 * steps) > parallelMs(model, items, 2 * steps));
    assert.ok(serialMs(model, items, steps / 2) < parallelMs(model, items, steps / 2));
  }
});

test('breakEvenSteps(model, items) falls with the items, down to what their bytes cost', () => {
  const many = breakEvenSteps(model, 1e12);
  assert.ok(breakEvenSteps(model, 10) > breakEvenSteps(model, 100));
  assert.ok(Math.abs(many - 8e-6 / (1e-5 * 0.75)) < 1e-6);
});

test('breakEvenSteps(one node) is never reached', () => {
  assert.equal(breakEvenSteps({ ...model, nNodes: 1 }, 1000), Infinity);
});
