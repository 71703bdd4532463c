import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { distributeData, randn, sharedArray } from 'parallel';

const nNodes = fc.integer({ min: 1, max: 20 });
const layout = fc.constantFrom('strided' as const, 'block' as const);

describe('distributeData', () => {
  test('deals out every nNodes-th item by default', () => {
    assert.deepEqual(distributeData([0, 1, 2, 3, 4, 5, 6], 3), [[0, 3, 6], [1, 4], [2, 5]]);
  });
  test('gives contiguous runs for block', () => {
    assert.deepEqual(distributeData([0, 1, 2, 3, 4, 5, 6], 3, { layout: 'block' }), [[0, 1, 2], [3, 4], [5, 6]]);
  });
  test('gives empty parts at the end for more nodes than items, and for no items', () => {
    for (const layout of ['strided', 'block'] as const) {
      assert.deepEqual(distributeData([1, 2], 4, { layout }), [[1], [2], [], []]);
      assert.deepEqual(distributeData([], 2, { layout }), [[], []]);
      assert.deepEqual(distributeData(sharedArray([1, 2]), 3, { layout: layout as 'block' }).map((part) => [...part]), [[1], [2], []]);
    }
  });
  test('gives one part with everything for one node', () => {
    assert.deepEqual(distributeData(['a', 'b'], 1), [['a', 'b']]);
  });
  test('deals out any items, each once, in parts whose sizes differ by at most one', () => {
    fc.assert(fc.property(fc.array(fc.anything()), nNodes, layout, (items, n, layout) => {
      const parts = distributeData(items, n, { layout });
      const sizes = parts.map((part) => part.length);
      assert.equal(parts.length, n);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
      assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a));
      const again = layout === 'block' ? parts.flat(1) : items.map((_, i) => parts[i % n]![Math.floor(i / n)]);
      assert.ok(again.every((item, i) => Object.is(item, items[i])));
    }), { seed: 1 });
  });
  test('gives typed arrays of the same type, which are copies', () => {
    for (const Kind of [Int8Array, Uint8ClampedArray, Uint16Array, Int32Array, Float32Array, Float64Array]) {
      const data = Kind.from([1, 2, 3]);
      const parts = distributeData(data, 2);
      assert.deepEqual(parts, [Kind.from([1, 3]), Kind.from([2])]);
      parts[0]![0] = 9;
      assert.deepEqual([...data], [1, 2, 3]);
    }
    assert.deepEqual(distributeData(BigInt64Array.of(1n, 2n), 2, { layout: 'block' }), [BigInt64Array.of(1n), BigInt64Array.of(2n)]);
  });
  test('copies nothing of a shared array, in either layout', () => {
    for (const layout of ['strided', 'block'] as const) {
      const data = sharedArray([0, 1, 2, 3, 4]);
      const parts = distributeData(data, 2, { layout: layout as 'block' });
      parts[1]![0] = 99;
      assert.equal(data[layout === 'block' ? 3 : 1], 99);
      assert.equal(parts[0]!.buffer, data.buffer);
    }
  });
  test('deals out a shared array that begins in the middle of its buffer', () => {
    const data = sharedArray([0, 1, 2, 3, 4, 5]).subarray(2) as ReturnType<typeof sharedArray>;
    assert.deepEqual(distributeData(data, 2).map((part) => [...part]), [[2, 4], [3, 5]]);
  });
  test('refuses a number of nodes that is none, an unknown layout, and data that is no list', () => {
    for (const n of [0, -1, 1.5, NaN, Infinity, '2', null]) {
      assert.throws(() => distributeData([1], n as number), { name: 'RangeError', message: `distributeData: nNodes must be a whole number of at least 1; got ${n}.` });
    }
    assert.throws(() => distributeData([1], 2, { layout: 'rows' as 'block' }), { name: 'RangeError', message: /layout must be 'strided' or 'block'; got rows/ });
    assert.throws(() => distributeData(new Set([1]) as unknown as number[], 2), { name: 'TypeError', message: /data must be .*got a Set.*\[\.\.\.items\]/ });
  });
});

describe('a strided part of a shared array', () => {
  const partOf = (numbers: number[], n: number, i: number) => distributeData(sharedArray(numbers), n)[i]!;

  test('reads as the array of its elements does, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.double()), nNodes, (numbers, n) => {
      distributeData(sharedArray(numbers), n).forEach((part, i) => {
        const list = numbers.filter((_, at) => at % n === i);
        assert.deepEqual([...part], list);
        assert.equal(part.length, list.length);
        assert.deepEqual(list.map((_, k) => part[k]), list);
        assert.deepEqual([...part.entries()], [...list.entries()]);
        assert.deepEqual([...part.slice(1, -1)], list.slice(1, -1));
        assert.deepEqual([...part.subarray(1)], list.slice(1));
        assert.deepEqual([...part.map((x, k) => x * k)], list.map((x, k) => x * k));
        assert.deepEqual([...part.filter((x) => x > 0)], list.filter((x) => x > 0));
        assert.ok(Object.is(part.reduce((a, b) => a + b, 0), list.reduce((a, b) => a + b, 0)));
        assert.equal(part.join('|'), list.join('|'));
        assert.equal(part.some((x) => x > 1), list.some((x) => x > 1));
        assert.equal(part.every((x) => x > 1), list.every((x) => x > 1));
        assert.deepEqual(part.find((x) => x > 1), list.find((x) => x > 1));
        assert.deepEqual(part.at(-1), list.at(-1));
        assert.deepEqual(Array.from(part), list);
        assert.deepEqual(Array.prototype.map.call(part, (x) => x), list);
        for (const x of [...list.slice(0, 3), 0.5]) {
          assert.equal(part.indexOf(x), list.indexOf(x));
          assert.equal(part.includes(x), list.includes(x));
        }
      });
    }), { seed: 1 });
  });
  test('is undefined outside, and ignores what is written there', () => {
    const part = partOf([1, 2, 3, 4], 2, 0);
    part[5] = 1;
    assert.equal(part[2], undefined);
    assert.equal(part.length, 2);
  });
  test('says where an element lies, for Atomics on an integer array', () => {
    const counts = sharedArray(new Int32Array(4));
    const part = distributeData(counts, 2)[1]!;
    Atomics.add(part.array, part.place(1), 5);
    assert.deepEqual([...part], [0, 5]);
    assert.deepEqual([...counts], [0, 0, 0, 5]);
  });
  test('holds bigints for a BigInt64Array', () => {
    const part = distributeData(sharedArray(BigInt64Array.of(1n, 2n, 3n)), 2)[0]!;
    assert.deepEqual([...part], [1n, 3n]);
    assert.equal(part.reduce((a, b) => a + b), 4n);
  });
  test('fill writes into the shared array', () => {
    const data = sharedArray(4);
    distributeData(data, 2)[1]!.fill(7);
    assert.deepEqual([...data], [0, 7, 0, 7]);
  });
});

describe('sharedArray', () => {
  test('gives zeros for a length, and a copy of numbers or of a typed array, on shared memory', () => {
    assert.deepEqual(sharedArray(2), Float64Array.of(0, 0));
    assert.deepEqual(sharedArray(new Set([1, 2])), Float64Array.of(1, 2));
    const source = Int16Array.of(1, 2);
    const copy = sharedArray(source);
    copy[0] = 9;
    assert.ok(copy instanceof Int16Array && (copy.buffer as unknown) instanceof SharedArrayBuffer);
    assert.deepEqual([...source], [1, 2]);
    assert.equal(sharedArray(0).length, 0);
    assert.equal(sharedArray([]).length, 0);
  });
  test('refuses what is no list of numbers, and a length that is none', () => {
    assert.throws(() => sharedArray(-1), { name: 'RangeError', message: /length must be .*got -1/ });
    assert.throws(() => sharedArray(['a'] as unknown as number[]), { name: 'TypeError', message: /element 0 is a string/ });
    assert.throws(() => sharedArray(null as unknown as number[]), { name: 'TypeError' });
  });
});

test('randn on shared memory gives the same numbers as without', () => {
  const shared = randn(100, { seed: 3, shared: true });
  assert.ok(shared.buffer instanceof SharedArrayBuffer);
  assert.deepEqual([...shared], [...randn(100, { seed: 3 })]);
});
