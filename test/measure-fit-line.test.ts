import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitLine } from 'parallel';

test('fitLine(x, y) finds the line through points that lie on it', () => {
  const line = fitLine([0, 1, 2, 5], [1, 3, 5, 11]);
  assert.ok(Math.abs(line.intercept - 1) < 1e-12);
  assert.ok(Math.abs(line.slope - 2) < 1e-12);
  assert.ok(line.slopeError < 1e-7);
  assert.ok(Math.abs(line.at(10) - 21) < 1e-12);
});

test('fitLine(x, y) agrees with the textbook on its errors', () => {
  // x 1…5, y 2 4 5 4 5: slope 0.6, intercept 2.2, s² = 2.4 / 3
  const line = fitLine([1, 2, 3, 4, 5], [2, 4, 5, 4, 5]);
  assert.ok(Math.abs(line.slope - 0.6) < 1e-12);
  assert.ok(Math.abs(line.intercept - 2.2) < 1e-12);
  assert.ok(Math.abs(line.slopeError - Math.sqrt(0.8 / 10)) < 1e-12);
  assert.ok(Math.abs(line.interceptError - Math.sqrt(0.8 * (1 / 5 + 9 / 10))) < 1e-12);
  assert.ok(Math.abs(line.covariance + (0.8 * 3) / 10) < 1e-12);
});

test('fitLine(x, y, { relative }) lets the small values count as much as the big ones', () => {
  const x = [1, 10, 5e5, 1e6];
  const y = [1.001, 1.01, 520, 1001];
  assert.ok(Math.abs(fitLine(x, y, { relative: true }).intercept - 1) < 0.01);
  assert.ok(Math.abs(fitLine(x, y).intercept - 1) > 0.01);
});

test('fitLine(two points) gives the line, and NaN for its errors', () => {
  const line = fitLine([1, 2], [3, 5]);
  assert.equal(line.slope, 2);
  assert.ok(Number.isNaN(line.slopeError));
});

test('fitLine(…) refuses points that make no line', () => {
  assert.throws(() => fitLine([], []), RangeError);
  assert.throws(() => fitLine([1], [1]), RangeError);
  assert.throws(() => fitLine([2, 2, 2], [1, 2, 3]), /two different x/);
  assert.throws(() => fitLine([1, 2], [1]), /same length; got 2 and 1/);
  assert.throws(() => fitLine([1, 2], [0, 1], { relative: true }), /above 0; got 0/);
});
