import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amdahlSpeedup, fitAmdahl, gustafsonSpeedup } from 'parallel';

const close = (a: number, b: number, tolerance = 1e-9): void => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not near ${b}`);

test('fitAmdahl(timings) finds the serial share of times that follow the law', () => {
  const timings = [1, 2, 3, 4].map((workers) => ({ workers, ms: 20 + 80 / workers }));
  const fit = fitAmdahl(timings);
  close(fit.serialShare, 0.2);
  close(fit.msOnOne, 100);
  close(fit.serialShareError, 0, 1e-6);
  close(fit.speedup(4), 2.5);
});

test('fitAmdahl(timings) gives an error that covers the truth, and shrinks with more runs', () => {
  const noise = [1.2, -0.7, 0.4, -1.1, 0.9, -0.5, 0.1, -0.3];
  const measure = (rounds: number) =>
    Array.from({ length: rounds * 8 }, (_, i) => ({ workers: 1 + (i % 4), ms: 10 + 90 / (1 + (i % 4)) + noise[(i * 3) % 8]! }));
  const few = fitAmdahl(measure(1));
  const many = fitAmdahl(measure(9));
  assert.ok(Math.abs(few.serialShare - 0.1) < 3 * few.serialShareError);
  assert.ok(few.serialShareError > 0);
  assert.ok(many.serialShareError < few.serialShareError);
});

test('fitAmdahl(timings) is exact for two times, with no error to give', () => {
  const fit = fitAmdahl([{ workers: 1, ms: 100 }, { workers: 2, ms: 55 }]);
  close(fit.serialShare, 0.1);
  assert.ok(Number.isNaN(fit.serialShareError));
});

test('fitAmdahl(timings) refuses one number of workers only, and fewer than one worker', () => {
  assert.throws(() => fitAmdahl([{ workers: 2, ms: 1 }, { workers: 2, ms: 2 }]), RangeError);
  assert.throws(() => fitAmdahl([{ workers: 0, ms: 1 }, { workers: 2, ms: 2 }]), /at least 1; got 0/);
});

test('amdahlSpeedup(s, n) and gustafsonSpeedup(s, n): one worker gains nothing, no serial part gains all', () => {
  for (const law of [amdahlSpeedup, gustafsonSpeedup]) {
    close(law(0.3, 1), 1);
    close(law(0, 64), 64);
    close(law(1, 64), 1);
  }
  close(amdahlSpeedup(0.1, 10), 1 / 0.19);
  close(gustafsonSpeedup(0.1, 10), 9.1);
  assert.ok(amdahlSpeedup(0.1, 1e9) < 10);
});
