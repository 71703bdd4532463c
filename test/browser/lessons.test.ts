import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noBrowser, openLab, runAll, shoot, type Lab } from './lab';

let lab: Lab;
before(async () => {
  if (!noBrowser) lab = await openLab();
});
after(() => lab?.close());

test('lesson 1 runs by a click, and its timeline is drawn', { skip: noBrowser }, async () => {
  const page = await lab.open('notebooks/01-pool-map.ipynb');
  await runAll(page);
  const figure = page.locator('.jp-OutputArea-output.js-plotly-plot').first();
  await figure.scrollIntoViewIfNeeded({ timeout: 60_000 });
  await page.locator('.js-plotly-plot svg.main-svg').first().waitFor();
  await shoot(page, 'lesson-1-timeline');
  // One running bar a task, one row a node.
  assert.equal(await figure.locator('svg.main-svg .ytick').count(), 5);
  assert.ok((await figure.locator('svg.main-svg .trace.bars').last().locator('.point').count()) >= 5);
  assert.equal(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"], .jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]').count(), 0);
  assert.deepEqual(lab.troubles, []);
});

test('lesson 2 runs by a click, and its bar chart is drawn', { skip: noBrowser }, async () => {
  const page = await lab.open('notebooks/02-mapreduce.ipynb');
  await runAll(page);
  const figure = page.locator('.jp-OutputArea-output.js-plotly-plot').last();
  await figure.scrollIntoViewIfNeeded({ timeout: 120_000 });
  await figure.locator('svg.main-svg').first().waitFor();
  await shoot(page, 'lesson-2-ways');
  assert.equal(await figure.locator('.trace.bars').count(), 2);
  assert.deepEqual(lab.troubles, []);
});
