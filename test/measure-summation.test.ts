import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactSum, kahanSum, pairwiseSum, plainSum, randn } from 'parallel';

const numbers = Float64Array.from(randn(100_001, { seed: 7 }), (x) => x * 1e3 + 0.1);
const reversed = numbers.slice().reverse();
const error = (sum: (numbers: ArrayLike<number>) => number): number => Math.abs(sum(numbers) - exactSum(numbers));

for (const sum of [plainSum, pairwiseSum, kahanSum, exactSum]) {
  test(`${sum.name}([]) is 0, of one number that number, of whole numbers their sum`, () => {
    assert.equal(sum([]), 0);
    assert.equal(sum([-2.5]), -2.5);
    assert.equal(sum(Array.from({ length: 1000 }, (_, i) => i)), 499_500);
  });
}

test('plainSum(numbers) depends on the order, exactSum(numbers) does not', () => {
  assert.notEqual(plainSum(numbers), plainSum(reversed));
  assert.equal(exactSum(numbers), exactSum(reversed));
});

test('kahanSum(numbers) and pairwiseSum(numbers) come closer to the exact sum than plainSum(numbers)', () => {
  assert.ok(error(kahanSum) < error(plainSum));
  assert.ok(error(pairwiseSum) < error(plainSum));
});

test('kahanSum(numbers) keeps what big numbers push out', () => {
  assert.equal(plainSum([1, 1e100, 1, -1e100]), 0);
  assert.equal(kahanSum([1, 1e100, 1, -1e100]), 2);
});

test('exactSum(numbers) rounds once, ties to even', () => {
  assert.equal(exactSum([1e100, 1, -1e100]), 1);
  assert.equal(exactSum(new Array(10).fill(0.1)), 1);
  assert.equal(exactSum([1, 2 ** -53]), 1);
  assert.equal(exactSum([1, 2 ** -53, 2 ** -106]), 1 + 2 ** -52);
  assert.equal(exactSum([1 + 2 ** -52, 2 ** -53, -(2 ** -106)]), 1 + 2 ** -52);
});

test('exactSum(numbers) agrees with whole-number arithmetic on numbers of any size', () => {
  const parts = fc.record({ mantissa: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), shift: fc.integer({ min: 0, max: 200 }) });
  fc.assert(fc.property(fc.array(parts, { maxLength: 40 }), (terms) => {
    const exact = terms.reduce((sum, { mantissa, shift }) => sum + (BigInt(mantissa) << BigInt(shift)), 0n);
    assert.equal(exactSum(terms.map(({ mantissa, shift }) => mantissa * 2 ** shift)), Number(exact));
  }));
});
