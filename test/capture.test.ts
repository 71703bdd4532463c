import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CAPTURE_CASES } from './capture-cases';
import { runAsModules, type ModuleForm } from './capture-modules';

for (const form of ['esm', 'cjs', 'tsx'] satisfies ModuleForm[]) {
  describe(`pool.map takes along what a function of a module (${form}) refers to`, async () => {
    const cases = CAPTURE_CASES.filter((one) => !one.isForCells && !(one.isForModules && form === 'cjs'));
    const outcomes = runAsModules(cases, form);
    outcomes.catch(() => undefined);
    cases.forEach((one, index) => {
      test(one.name, async () => {
        const outcome = (await outcomes)[index];
        assert.ok(outcome, 'the case did not run');
        if (one.refuses) assert.match(outcome.threw ?? `gave ${JSON.stringify(outcome.gave)}`, one.refuses);
        else assert.deepEqual(outcome, { gave: one.gives });
      });
    });
  });
}
