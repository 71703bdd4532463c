import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryBandwidth } from 'parallel';

test('memoryBandwidth() gives a finite number of bytes a millisecond', () => {
  const bytesPerMs = memoryBandwidth({ sizeBytes: 2 ** 22, runs: 2 });
  assert.ok(Number.isFinite(bytesPerMs) && bytesPerMs > 0);
});

test('memoryBandwidth(…) refuses sizes and runs that measure nothing', () => {
  assert.throws(() => memoryBandwidth({ sizeBytes: 10 }), /at least 1024; got 10/);
  assert.throws(() => memoryBandwidth({ runs: 0 }), /runs must be at least 1; got 0/);
  assert.throws(() => memoryBandwidth({ runs: Number.NaN }), RangeError);
});
