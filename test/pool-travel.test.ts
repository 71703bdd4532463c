import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createPool, distributeData, sharedArray, type Pool } from 'parallel';

describe('between the pool and its threads', () => {
  let pool: Pool;
  before(() => {
    pool = createPool(2);
  });
  after(() => pool.close());

  test('a shared part stays one wherever it lies: in an object, a Map, a captured variable, a result', async () => {
    const numbers = sharedArray([1, 2, 3, 4, 5, 6]);
    const [odd, even] = distributeData(numbers, 2);
    assert.deepEqual(await pool.map((item) => [...item.odd, item.map.get('even')![0]], [{ odd: odd!, map: new Map([['even', even!]]) }]), [[1, 3, 5, 2]]);
    assert.deepEqual(await pool.map(() => [...even!, odd![1]], [1]), [[2, 4, 6, 3]]);
    const [rest] = await pool.map((part) => part.subarray(1), [odd!]);
    rest![0] = 33;
    assert.equal(numbers[2], 33);
  });
  test('large typed arrays are copied, in few chunks and in many', async () => {
    for (const count of [2, 12]) {
      const arrays = Array.from({ length: count }, (_, i) => new Float64Array(20_000).fill(i));
      const results = await pool.map((array) => { array[0] = -1; return array; }, arrays);
      assert.ok(results.every((array, i) => array[0] === -1 && array[5] === i && array.buffer instanceof ArrayBuffer));
      assert.ok(arrays.every((array, i) => array[0] === i && array.length === 20_000));
    }
  });
  test('two views of one buffer stay so', async () => {
    const buffer = new ArrayBuffer(16);
    const same = (views: Uint8Array[]): boolean => { views[0]![0] = 42; return views[1]![0] === 42; };
    assert.deepEqual(await pool.map(same, [[new Uint8Array(buffer), new Uint8Array(buffer, 0, 4)]]), [true]);
  });
  test('workers see shared memory in every chunk, with Atomics', async () => {
    const counts = sharedArray(new Int32Array(1));
    await pool.map((item) => Atomics.add(item.counts, 0, item.n), Array.from({ length: 50 }, (_, n) => ({ counts, n })));
    assert.equal(counts[0], 1225);
  });
  test('long lists of numbers come as lists, with −0, and with their holes', async () => {
    const list = Array.from({ length: 300 }, (_, i) => i);
    assert.deepEqual(await pool.map((x) => x.reverse(), Array.from({ length: 7 }, () => list)), Array.from({ length: 7 }, () => [...list].reverse()));
    assert.ok(Object.is((await pool.map((x) => x[0], [[-0, ...list]]))[0], -0));
    const holes: number[] = [1];
    holes[399] = 2;
    assert.deepEqual(await pool.map((x) => [x.length, 1 in x], [holes]), [[400, false]]);
  });
  test('a Buffer is a Buffer, an ArrayBuffer an ArrayBuffer, an Error as data an Error', async () => {
    assert.deepEqual(await pool.map((x) => x, [Buffer.from('hi')]), [Buffer.from('hi')]);
    assert.deepEqual(await pool.map((x) => x.byteLength, [new ArrayBuffer(100_000)]), [100_000]);
    const [error] = await pool.map(() => new RangeError('as data'), [1]);
    assert.ok(error instanceof RangeError && error.message === 'as data');
  });
  test('a million numbers come back in order, and so do 20,000 strings, one a chunk', async () => {
    const numbers = Array.from({ length: 1e6 }, (_, i) => i);
    assert.deepEqual(await pool.map((x) => x, numbers), numbers);
    const strings = Array.from({ length: 20_000 }, (_, i) => `item ${i}`);
    assert.deepEqual(await pool.map((x) => x, strings, { chunkSize: 1 }), strings);
  });
});
