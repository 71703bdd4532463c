import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { noBrowser, openLab, type Lab } from './lab';

const patience = { timeout: 60_000 };
const cells = {
  setUp: "import { check, createPool } from 'parallel';\nconst pool = createPool(2);\nconst kept = 42;",
  endless: 'for (;;) {}',
  endlessOnWorkers: 'await pool.map(() => { for (;;) {} }, [1, 2, 3])',
  alive: '[kept, ...await pool.map((x: number) => x * 2, [1, 2])]',
  wrong: "function deep(): never {\n  throw new Error('no such part')\n}\ndeep()",
  progress: 'await pool.map(async (x: number) => { await new Promise((done) => setTimeout(done, 300)); return x }, [1, 2, 3, 4, 5, 6], { progress: true, chunkSize: 1 })',
  right: "await check('a-right-answer', () => true)",
  notRight: "await check('a-wrong-answer', () => false)",
};
type Name = keyof typeof cells;

let lab: Lab;
let page: Page;
before(async () => {
  if (noBrowser) return;
  lab = await openLab([]);
  mkdirSync(join(lab.folder, 'notebooks'), { recursive: true });
  writeFileSync(join(lab.folder, 'notebooks', 'cells.ipynb'), JSON.stringify({
    cells: Object.values(cells).map((source, index) => ({ id: `cell-${index}`, cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source })),
    metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  }));
  page = await lab.open('notebooks/cells.ipynb');
  await run('setUp');
});
after(() => lab?.close());

function cell(name: Name): Locator {
  return page.locator('.jp-CodeCell').nth(Object.keys(cells).indexOf(name));
}

/** Runs a cell by its keys, without waiting for its end. */
async function start(name: Name): Promise<void> {
  await cell(name).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
}

/** Runs a cell until its prompt has a number. */
async function run(name: Name): Promise<Locator> {
  await start(name);
  await finished(name);
  return cell(name).locator('.jp-Cell-outputArea');
}

async function finished(name: Name): Promise<void> {
  await cell(name).locator('.jp-InputPrompt', { hasText: /\[\d+\]/ }).waitFor(patience);
}

async function stop(name: Name): Promise<string> {
  await start(name);
  await cell(name).locator('.jp-InputPrompt', { hasText: '[*]' }).waitFor(patience);
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor(patience);
  await page.locator('[data-command="notebook:interrupt-kernel"], [data-jp-item-name="interrupt"]').first().click();
  await finished(name);
  return cell(name).locator('.jp-Cell-outputArea').innerText();
}

for (const name of ['endless', 'endlessOnWorkers'] as const) {
  test(`the stop button ends an endless loop, and variables live on: ${name}`, { skip: noBrowser }, async () => {
    assert.match(await stop(name), /interrupted/i);
    assert.match(await (await run('alive')).innerText(), /\[ 42, 2, 4 \]/);
  });
}

test('an error shows the line that threw it, and no frame of ours', { skip: noBrowser }, async () => {
  const text = await (await run('wrong')).innerText();
  assert.match(text, /Error: no such part/);
  assert.match(text, /> 2 \|\s+throw new Error/);
  assert.doesNotMatch(text, /src\/dist|node:/);
});

test('the progress bar is one output, updated in place', { skip: noBrowser }, async () => {
  const outputs = await run('progress');
  assert.equal(await outputs.locator('progress').count(), 1);
  assert.equal(await outputs.locator('progress').getAttribute('value'), '6');
  assert.equal(await outputs.locator('.jp-OutputArea-child').count(), 2, 'the bar and the result');
});

test('a check shows a green line when right and a red bar when wrong', { skip: noBrowser }, async () => {
  const right = (await run('right')).locator('div', { hasText: /^✓ Right: a-right-answer\.$/ }).last();
  assert.equal(await right.evaluate((line) => getComputedStyle(line).color), 'rgb(31, 136, 61)');
  const wrong = (await run('notRight')).locator('div[style*="border-left"]');
  assert.match(await wrong.innerText(), /✗ Not yet: a-wrong-answer\. It gave false\./);
  assert.equal(await wrong.evaluate((card) => getComputedStyle(card).borderLeftColor), 'rgb(213, 94, 0)');
});
