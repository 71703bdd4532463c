import assert from 'node:assert/strict';
import { test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';
import { createPool } from 'parallel';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

function heapBytes(): number {
  collect();
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

function handles(): number {
  return process.getActiveResourcesInfo().length;
}

test('10,000 maps leave no handle, no thread and no memory behind', async () => {
  const pool = createPool(2);
  const maps = async (count: number): Promise<void> => {
    const table = [1, 2, 3];
    for (let map = 0; map < count; map++) assert.deepEqual(await pool.map((x) => x + table.length, [map, 1]), [map + 3, 4]);
  };
  await maps(1_000);
  const [before, handlesBefore, listenersBefore] = [heapBytes(), handles(), process.eventNames().map((name) => process.listenerCount(name))];
  await maps(10_000);
  const grownShare = heapBytes() / before - 1;
  assert.ok(grownShare < 0.1, `memory grew by ${(100 * grownShare).toFixed(1)} %`);
  assert.equal(handles(), handlesBefore);
  assert.deepEqual(process.eventNames().map((name) => process.listenerCount(name)), listenersBefore);
  await pool.close();
});
test('30 pools, opened and closed, leave no thread behind', async () => {
  const before = handles();
  for (let pool = 0; pool < 30; pool++) {
    const one = createPool(1);
    assert.deepEqual(await one.map((x) => x, [1]), [1]);
    await one.close();
  }
  assert.equal(handles(), before);
});
