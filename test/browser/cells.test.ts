import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noBrowser } from './lab';
import { WrittenNotebook } from './written-notebook';

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

let notebook: WrittenNotebook<keyof typeof cells>;
before(async () => {
  if (noBrowser) return;
  notebook = await WrittenNotebook.open(cells);
  await notebook.run('setUp');
});
after(() => notebook?.close());

for (const name of ['endless', 'endlessOnWorkers'] as const) {
  test(`the stop button ends an endless loop, and variables live on: ${name}`, { skip: noBrowser }, async () => {
    assert.match(await notebook.stop(name), /interrupted/i);
    assert.match(await (await notebook.run('alive')).innerText(), /\[ 42, 2, 4 \]/);
  });
}

test('an error shows the line that threw it, and no frame of ours', { skip: noBrowser }, async () => {
  const text = await (await notebook.run('wrong')).innerText();
  assert.match(text, /Error: no such part/);
  assert.match(text, /> 2 \|\s+throw new Error/);
  assert.doesNotMatch(text, /src\/dist|node:/);
});

test('the progress bar is one output, updated in place', { skip: noBrowser }, async () => {
  const outputs = await notebook.run('progress');
  assert.equal(await outputs.locator('progress').count(), 1);
  assert.equal(await outputs.locator('progress').getAttribute('value'), '6');
  assert.equal(await outputs.locator('.jp-OutputArea-child').count(), 2, 'the bar and the result');
});

test('a check shows a green line when right and a red bar when wrong', { skip: noBrowser }, async () => {
  const right = (await notebook.run('right')).locator('div', { hasText: /^✓ Right: a-right-answer\.$/ }).last();
  assert.equal(await right.evaluate((line) => getComputedStyle(line).color), 'rgb(31, 136, 61)');
  const wrong = (await notebook.run('notRight')).locator('div[style*="border-left"]');
  assert.match(await wrong.innerText(), /✗ Not yet: a-wrong-answer\. It gave false\./);
  assert.equal(await wrong.evaluate((card) => getComputedStyle(card).borderLeftColor), 'rgb(213, 94, 0)');
});
