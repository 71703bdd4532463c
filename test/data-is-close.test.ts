import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distributeData, isClose, sharedArray } from 'parallel';

describe('isClose', () => {
  test('compares within rtol of b and atol', () => {
    assert.equal(isClose(0.1 + 0.2, 0.3), true);
    assert.equal(isClose(1.00001, 1), true);
    assert.equal(isClose(1.0001, 1), false);
    assert.equal(isClose(1e-9, 0), true);
    assert.equal(isClose(1e-7, 0), false);
    assert.equal(isClose(1e-7, 0, { atol: 1e-6 }), true);
    assert.equal(isClose(1.1, 1, { rtol: 0.2 }), true);
    assert.equal(isClose(1, 1.0000001, { rtol: 0, atol: 0 }), false);
  });
  test('measures by b, as NumPy does', () => {
    assert.equal(isClose(10, 11, { rtol: 0.095, atol: 0 }), true);
    assert.equal(isClose(11, 10, { rtol: 0.095, atol: 0 }), false);
  });
  test('finds NaN close to nothing, and Infinity to itself only', () => {
    assert.equal(isClose(NaN, NaN), false);
    assert.equal(isClose(Infinity, Infinity), true);
    assert.equal(isClose(Infinity, -Infinity), false);
    assert.equal(isClose(1, Infinity), false);
    assert.equal(isClose(Infinity, 1), false);
  });
  test('compares lists of any kind, element by element', () => {
    assert.equal(isClose([1, 2], Float64Array.of(1, 2 + 1e-9)), true);
    assert.equal(isClose([1, 2], [1, 2.1]), false);
    assert.equal(isClose(distributeData(sharedArray([1, 2, 3]), 2)[0]!, [1, 3]), true);
    assert.equal(isClose([], []), true);
    assert.equal(isClose([1, 1], 1), true);
    assert.equal(isClose(1, [1, 2]), false);
  });
  test('refuses lists of different lengths, negative tolerances, and what is no number', () => {
    assert.throws(() => isClose([1], [1, 2]), { name: 'RangeError', message: 'isClose: a and b must have the same length; got 1 and 2.' });
    assert.throws(() => isClose(1, 1, { rtol: -1 }), { name: 'RangeError', message: /rtol must be at least 0; got -1/ });
    assert.throws(() => isClose('1' as unknown as number, 1), { name: 'TypeError', message: /a must be a number/ });
    assert.throws(() => isClose([1], ['1'] as unknown as number[]), { name: 'TypeError', message: /element 0 of b must be a number/ });
  });
});
