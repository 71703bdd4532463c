import assert from 'node:assert/strict';
import { test } from 'node:test';
import { executed } from '../../site/execute';
import { joined } from '../../site/notebook';
import { notebooksIn } from './notebook';

for (const path of [...notebooksIn('notebooks'), ...notebooksIn('solutions')]) {
  test(`${path} runs from top to bottom without an error or a warning`, async () => {
    const { cells } = await executed(path);
    const code = cells.filter((cell) => cell.cell_type === 'code' && joined(cell.source).trim() !== '');
    assert.ok(code.length > 0, 'the notebook has no code');
    for (const { id, outputs = [], execution_count } of code) {
      assert.ok(execution_count, `cell ${id} did not run`);
      for (const output of outputs) {
        assert.notEqual(output.output_type, 'error', `cell ${id}: ${output.ename}: ${output.evalue}`);
        assert.notEqual(output.name, 'stderr', `cell ${id}: ${joined(output.text)}`);
      }
    }
  });
}
