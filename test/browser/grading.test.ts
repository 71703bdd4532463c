import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { canSandbox } from '../../src/dist/grading/sandbox.js';
import { readSamples } from '../submissions/read-submissions';
import { noBrowser, openLab, shoot, type Lab } from './lab';

const patience = { timeout: 90_000 };
const solved = readSamples('average', 'right')[0]!.notebook;
/** Validate runs all cells: what takes long and is no test is left out. */
const quick = JSON.stringify({ ...JSON.parse(solved), cells: (JSON.parse(solved) as { cells: { metadata: { tags?: string[] } }[] }).cells.filter(({ metadata }) => !metadata.tags?.includes('measure')) });

let lab: Lab;
before(async () => {
  if (noBrowser) return;
  lab = await openLab(['exercises']);
  mkdirSync(join(lab.folder, 'solved', 'average'), { recursive: true });
  writeFileSync(join(lab.folder, 'solved', 'average', 'average.ipynb'), quick);
});
after(() => lab?.close());

/** Clicks Validate above a notebook, and gives what it says. */
async function validate(notebook: string, picture: string): Promise<string> {
  const page = await lab.open(notebook);
  await page.getByRole('button', { name: 'Validate', exact: true }).click();
  const said = page.locator('.jp-Dialog', { hasText: 'Validation Results' });
  await said.waitFor(patience);
  await shoot(page, picture);
  const text = await said.innerText();
  await said.getByRole('button', { name: 'Ok' }).click();
  await page.close();
  return text;
}

test('Validate says of an unsolved exercise which tests fail, and why', { skip: noBrowser }, async () => {
  const text = await validate('exercises/average/average.ipynb', 'validate-unsolved');
  assert.equal(text.match(/The following cell failed/g)?.length, 6);
  assert.match(text, /mapAverage-sum-and-count: It threw Error: Not written yet\./);
});

test('Validate says of a solved exercise that it passes', { skip: noBrowser }, async () => {
  assert.match(await validate('solved/average/average.ipynb', 'validate-solved'), /Success! Your notebook passes all the tests/);
});

/** One of nbgrader's own pages, by its menu. */
async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('menuitem', { name: 'Nbgrader', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** Clicks, and waits until the formgrader says that it went well. */
async function succeed(frame: FrameLocator, button: Locator): Promise<void> {
  await button.click(patience);
  const said = frame.locator('.modal.in').last();
  await said.waitFor(patience);
  const text = await said.innerText();
  assert.match(text, /Success/, text);
  await said.getByRole('button', { name: 'Close' }).last().click();
  await frame.locator('.modal-backdrop').waitFor({ state: 'detached' });
}

test('the formgrader lists the exercises; what a learner submits is collected, graded and given back', { skip: noBrowser || (canSandbox() ? false : 'there is no sandbox here') }, async () => {
  const page = await lab.open('solved/average/average.ipynb');
  await openPage(page, 'Formgrader');
  const formgrader = page.frameLocator('iframe');
  const row = formgrader.locator('tbody tr', { has: page.locator('td.name', { hasText: 'average' }) });
  await row.locator('td.assign a').waitFor(patience);
  assert.deepEqual(await formgrader.locator('td.name').allInnerTexts(), ['average', 'mergesort', 'wordcount']);
  await succeed(formgrader, row.locator('td.assign a'));
  await succeed(formgrader, row.locator('td.release a').first());

  // The learner's part: what was worked on in exercises/ is submitted from the list of assignments.
  writeFileSync(join(lab.folder, 'exercises', 'average', 'average.ipynb'), solved);
  await openPage(page, 'Assignment List');
  await page.getByRole('button', { name: 'Submit', exact: true }).first().click(patience);
  await page.locator('#submitted_assignments_list').getByText('average').first().waitFor(patience);
  await shoot(page, 'assignment-list');

  await page.locator('.lm-TabBar-tabLabel', { hasText: 'Formgrader' }).click();
  await succeed(formgrader, row.locator('td.collect a'));
  await shoot(page, 'formgrader');
  await row.locator('td.num-submissions a', { hasText: '1' }).click(patience);
  await succeed(formgrader, formgrader.locator('td.autograde a'));
  await formgrader.locator('td.score', { hasText: '10 / 10' }).waitFor(patience);
  await succeed(formgrader, formgrader.locator('td.generate-feedback a'));
  await succeed(formgrader, formgrader.locator('td.release-feedback a'));
  await shoot(page, 'formgrader-submissions');
  assert.ok(existsSync(join(lab.folder, 'gradebook.db')));
  await formgrader.locator('a[href*="/formgrader/manage_students/"]').first().click(patience);
  await formgrader.locator('a[href*="/formgrader/submissions/"]').first().click(patience);
  await formgrader.locator('.scoring-buttons').first().waitFor(patience);
  await shoot(page, 'formgrader-notebook');
  assert.deepEqual(lab.troubles.filter((trouble) => trouble.startsWith('request')), []);
});
