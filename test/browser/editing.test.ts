import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { idle, noBrowser, shoot } from './lab';
import { patience, WrittenNotebook } from './written-notebook';

const cells = {
  setUp: "import { createPool, plot } from 'parallel';\nconst pool = createPool(2);\nconst kept = 42;",
  uses: 'kept + 1',
  typed: '',
  figure: "plot([{ type: 'bar', x: ['a', 'b'], y: [1, 2] }], { title: 'b is twice a', xaxis: { title: 'name' }, yaxis: { title: 'size' } })",
};

let notebook: WrittenNotebook<keyof typeof cells>;
let page: Page;
before(async () => {
  if (noBrowser) return;
  notebook = await WrittenNotebook.open(cells, { dark: true });
  ({ page } = notebook);
  await notebook.run('setUp');
});
after(() => notebook?.close());

test('a figure reads on the dark theme: nothing white behind it', { skip: noBrowser }, async () => {
  const figure = (await notebook.run('figure')).locator('.js-plotly-plot');
  await figure.locator('svg.main-svg').first().waitFor(patience);
  await shoot(page, 'dark-figure');
  assert.equal(await page.locator('body').getAttribute('data-jp-theme-light'), 'false');
  assert.match(await figure.locator('svg.main-svg').first().evaluate((drawn) => getComputedStyle(drawn).backgroundColor), /^rgba\(0, 0, 0, 0\)$/);
  assert.equal(await figure.locator('.gtitle').evaluate((title) => getComputedStyle(title).fill), 'rgb(125, 125, 125)');
});

test('Tab completes what the pool can do', { skip: noBrowser }, async () => {
  await notebook.type('typed', 'pool.');
  await page.keyboard.press('Tab');
  const offered = page.locator('.jp-Completer');
  await offered.waitFor(patience);
  for (const name of ['map', 'imap', 'timeline', 'close']) assert.match(await offered.innerText(), new RegExp(`^${name}$`, 'm'));
  await page.keyboard.press('Escape');
});

test('Shift+Tab tells what a call does, with an example', { skip: noBrowser }, async () => {
  await notebook.type('typed', 'createPool');
  await page.keyboard.press('Shift+Tab');
  const tooltip = page.locator('.jp-Tooltip');
  await tooltip.waitFor(patience);
  assert.match(await tooltip.innerText(), /A pool of nNodes workers[^]*@throws RangeError[^]*await pool\.close\(\)/);
  await page.keyboard.press('Escape');
});

test('outputs are there again after saving and opening anew', { skip: noBrowser }, async () => {
  assert.match(await (await notebook.run('uses')).innerText(), /43/);
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT' && /written\.ipynb/.test(response.url()) && response.ok(), patience);
  await page.keyboard.press('Control+s');
  await saved;
  assert.match(notebook.saved(), /"43"/);
  await page.reload();
  await idle(page);
  assert.match(await notebook.outputs('uses').innerText(), /43/);
});

test('after a restart a cell that runs too early names what to run first', { skip: noBrowser }, async () => {
  await page.getByRole('menuitem', { name: 'Kernel', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Restart Kernel…/ }).click();
  const restarted = page.waitForResponse((response) => /\/restart/.test(response.url()) && response.ok(), patience);
  await page.getByRole('button', { name: 'Confirm Kernel Restart' }).click();
  await restarted;
  await idle(page);
  assert.match(await (await notebook.run('uses')).innerText(), /Cannot find name 'kept'[^]*run that cell first/);
  await notebook.run('setUp');
  assert.match(await (await notebook.run('uses')).innerText(), /43/);
});
