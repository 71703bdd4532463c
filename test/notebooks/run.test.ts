import assert from 'node:assert/strict';
import { test } from 'node:test';
import { executed } from '../../site/execute';
import { joined, type Notebook } from '../../site/notebook';
import { whyNoCluster } from '../cluster-hosts';
import { notebooksIn } from './notebook';

// Also installs what the last lesson's cluster needs.
const noCluster = whyNoCluster();
const lesson7 = 'notebooks/07-beyond-one-machine.ipynb';

for (const path of [...notebooksIn('notebooks'), ...notebooksIn('solutions')]) {
  test(`${path} runs from top to bottom without an error or a warning`, async () => {
    const notebook = await executed(path);
    assertNoTrouble(notebook);
    if (path === lesson7 && !noCluster) assert.match(printed(notebook), /grace is dead[^]*words missing: 0;[^]*the same counts: true\n2\d lines[^]*24 files/);
  });
}

// As long as the lesson itself: for whoever changes it.
if (process.env['PARALLEL_SOAK']) test(`${lesson7} runs without an error where there is no Redis, and says what to install`, async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  const notebook = await executed(lesson7).finally(() => (process.env['PATH'] = path));
  assertNoTrouble(notebook);
  assert.match(printed(notebook), /redis-server isn't installed[^]*three more threads[^]*nobody dies[^]*words missing: 0;/);
});

function assertNoTrouble({ cells }: Notebook): void {
  const code = cells.filter((cell) => cell.cell_type === 'code' && joined(cell.source).trim() !== '');
  assert.ok(code.length > 0, 'the notebook has no code');
  for (const { id, outputs = [], execution_count } of code) {
    assert.ok(execution_count, `cell ${id} did not run`);
    for (const output of outputs) {
      assert.notEqual(output.output_type, 'error', `cell ${id}: ${output.ename}: ${output.evalue}`);
      assert.notEqual(output.name, 'stderr', `cell ${id}: ${joined(output.text)}`);
    }
  }
}

function printed({ cells }: Notebook): string {
  return cells.flatMap(({ outputs = [] }) => outputs.filter(({ name }) => name === 'stdout').map(({ text }) => joined(text))).join('');
}
