import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randn } from 'parallel';

/** The normal distribution's share below x (Abramowitz and Stegun 7.1.26, good to 1.5e-7). */
function shareBelow(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-z * z);
  return x < 0 ? tail / 2 : 1 - tail / 2;
}

describe('randn', () => {
  test('gives n numbers, none for 0', () => {
    assert.equal(randn(5).length, 5);
    assert.equal(randn(0).length, 0);
    assert.ok(randn(1) instanceof Float64Array);
  });
  test('gives the same numbers for a seed, others for another, and others every time without', () => {
    assert.deepEqual(randn(1000, { seed: 1 }), randn(1000, { seed: 1 }));
    for (const seed of [2, 0, -1, 0.5, 2 ** 40]) assert.notDeepEqual(randn(10, { seed }), randn(10, { seed: 1 }));
    assert.notDeepEqual(randn(10), randn(10));
  });
  test('gives the same numbers on every machine', () => {
    assert.deepEqual([...randn(3, { seed: 1 })], REFERENCE);
  });
  test('has the moments of the standard normal distribution', () => {
    const numbers = randn(1e6, { seed: 7 });
    const moment = (k: number): number => numbers.reduce((sum, x) => sum + x ** k, 0) / numbers.length;
    for (const [k, expected, tolerance] of [[1, 0, 0.004], [2, 1, 0.006], [3, 0, 0.016], [4, 3, 0.04]] as const) {
      assert.ok(Math.abs(moment(k) - expected) < tolerance, `moment ${k}: ${moment(k)}`);
    }
  });
  test('follows the standard normal distribution, tails too (Kolmogorov and Smirnov at 0.1 %)', () => {
    const numbers = randn(1e5, { seed: 11 }).sort();
    let distance = 0;
    numbers.forEach((x, i) => (distance = Math.max(distance, Math.abs(shareBelow(x) - (i + 0.5) / numbers.length))));
    assert.ok(distance * Math.sqrt(numbers.length) < 1.95, `distance ${distance}`);
    const beyond = randn(1e6, { seed: 12 }).filter((x) => Math.abs(x) > 3.6541528853610088).length;
    assert.ok(Math.abs(beyond - 258) < 65, `${beyond} of a million lie beyond the last layer, 258 were expected`);
  });
  test('has no link between neighbours', () => {
    const numbers = randn(1e6, { seed: 13 });
    for (const lag of [1, 2, 4]) {
      let sum = 0;
      for (let i = lag; i < numbers.length; i++) sum += numbers[i]! * numbers[i - lag]!;
      assert.ok(Math.abs(sum / numbers.length) < 0.005, `lag ${lag}: ${sum / numbers.length}`);
    }
  });
  test('refuses an n that is none and a seed that is no number', () => {
    for (const n of [-1, 1.5, NaN]) assert.throws(() => randn(n), { name: 'RangeError', message: `randn: n must be a whole number of at least 0; got ${n}.` });
    assert.throws(() => randn(1, { seed: 'a' as unknown as number }), { name: 'TypeError', message: /seed must be a number; got a/ });
  });
});

const REFERENCE = [-0.9996885791570148, 0.7790814413646729, -0.9111810539559553];
