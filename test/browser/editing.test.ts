import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { idle, noBrowser, openLab, shoot, type Lab } from './lab';

const patience = { timeout: 60_000 };
const cells = {
  setUp: "import { createPool, plot } from 'parallel';\nconst pool = createPool(2);\nconst kept = 42;",
  uses: 'kept + 1',
  typed: '',
  figure: "plot([{ type: 'bar', x: ['a', 'b'], y: [1, 2] }], { title: 'b is twice a', xaxis: { title: 'name' }, yaxis: { title: 'size' } })",
};
type Name = keyof typeof cells;

let lab: Lab;
let page: Page;
before(async () => {
  if (noBrowser) return;
  lab = await openLab([]);
  mkdirSync(join(lab.folder, 'notebooks'), { recursive: true });
  writeFileSync(file(), JSON.stringify({
    cells: Object.values(cells).map((source, index) => ({ id: `cell-${index}`, cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source })),
    metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  }));
  page = await lab.open('notebooks/editing.ipynb', { dark: true });
  await run('setUp');
});
after(() => lab?.close());

function file(): string {
  return join(lab.folder, 'notebooks', 'editing.ipynb');
}

function cell(name: Name): Locator {
  return page.locator('.jp-CodeCell').nth(Object.keys(cells).indexOf(name));
}

async function run(name: Name): Promise<Locator> {
  await cell(name).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await cell(name).locator('.jp-InputPrompt', { hasText: /\[\d+\]/ }).waitFor(patience);
  return cell(name).locator('.jp-Cell-outputArea');
}

async function type(text: string): Promise<void> {
  await cell('typed').locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a figure reads on the dark theme: nothing white behind it', { skip: noBrowser }, async () => {
  const figure = (await run('figure')).locator('.js-plotly-plot');
  await figure.locator('svg.main-svg').first().waitFor(patience);
  await shoot(page, 'dark-figure');
  assert.equal(await page.locator('body').getAttribute('data-jp-theme-light'), 'false');
  assert.match(await figure.locator('svg.main-svg').first().evaluate((drawn) => getComputedStyle(drawn).backgroundColor), /^rgba\(0, 0, 0, 0\)$/);
  assert.equal(await figure.locator('.gtitle').evaluate((title) => getComputedStyle(title).fill), 'rgb(125, 125, 125)');
});

test('Tab completes what the pool can do', { skip: noBrowser }, async () => {
  await type('pool.');
  await page.keyboard.press('Tab');
  const offered = page.locator('.jp-Completer');
  await offered.waitFor(patience);
  for (const name of ['map', 'imap', 'timeline', 'close']) assert.match(await offered.innerText(), new RegExp(`^${name}$`, 'm'));
  await page.keyboard.press('Escape');
});

test('Shift+Tab tells what a call does, with an example', { skip: noBrowser }, async () => {
  await type('createPool');
  await page.keyboard.press('Shift+Tab');
  const tooltip = page.locator('.jp-Tooltip');
  await tooltip.waitFor(patience);
  assert.match(await tooltip.innerText(), /A pool of nNodes workers[^]*@throws RangeError[^]*await pool\.close\(\)/);
  await page.keyboard.press('Escape');
});

test('outputs are there again after saving and opening anew', { skip: noBrowser }, async () => {
  assert.match(await (await run('uses')).innerText(), /43/);
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT' && /editing\.ipynb/.test(response.url()) && response.ok(), patience);
  await page.keyboard.press('Control+s');
  await saved;
  assert.match(readFileSync(file(), 'utf8'), /"43"/);
  await page.reload();
  await idle(page);
  assert.match(await cell('uses').locator('.jp-Cell-outputArea').innerText(), /43/);
});

test('after a restart a cell that runs too early names what to run first', { skip: noBrowser }, async () => {
  await page.getByRole('menuitem', { name: 'Kernel', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Restart Kernel…/ }).click();
  const restarted = page.waitForResponse((response) => /\/restart/.test(response.url()) && response.ok(), patience);
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click();
  await restarted;
  await idle(page);
  assert.match(await (await run('uses')).innerText(), /Cannot find name 'kept'[^]*run that cell first/);
  await run('setUp');
  await cell('uses').locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await cell('uses').locator('.jp-OutputArea-executeResult', { hasText: '43' }).waitFor(patience);
});
