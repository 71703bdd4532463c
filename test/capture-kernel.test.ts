import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CAPTURE_CASES, type CaptureCase } from './capture-cases';
import { startKernel, type KernelClient } from './capture-kernel-client';

/** Runs a case cell by cell, as a learner does, and gives the last cell's value or the first error. */
async function runInCells(kernel: KernelClient, { cells }: CaptureCase): Promise<{ gave?: unknown; threw?: string }> {
  for (const cell of cells.slice(0, -1)) {
    const { error } = await kernel.run(cell);
    if (error) return { threw: `in the cell ${cell}: ${error}` };
  }
  const { stdout, error } = await kernel.run(`console.log('OUTCOME ' + JSON.stringify(${cells[cells.length - 1]}));`);
  const line = stdout.split('\n').find((text) => text.startsWith('OUTCOME '));
  return error !== undefined ? { threw: error } : { gave: line && JSON.parse(line.slice(8)) };
}

describe('pool.map takes along what a function refers to in cells of a notebook', () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await startKernel();
    const { error } = await kernel.run(`import { createPool } from 'parallel';\nconst pool = createPool(1);`);
    assert.equal(error, undefined);
  });
  after(async () => {
    await kernel.run('await pool.close();');
    await kernel.close();
  });

  for (const one of CAPTURE_CASES.filter((each) => !each.isForModules)) {
    test(one.name, async () => {
      const outcome = await runInCells(kernel, one);
      if (one.refuses) assert.match(outcome.threw ?? `gave ${JSON.stringify(outcome.gave)}`, one.refuses);
      else assert.deepEqual(outcome, { gave: one.gives });
    });
  }
});
