import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelNotebook, readSamples, releasedNotebook } from './submissions/read-submissions';
import { exercises } from '../src/dist/learn/exercises/index.js';
import { judgeText } from '../src/dist/grading/judge-text.js';
import { canSandbox } from '../src/dist/grading/sandbox.js';
import type { Verdict } from '../src/dist/grading/judge.js';

const skip = canSandbox() ? false : 'there is no sandbox here';
const seed = 1 + Math.floor(Math.random() * 1e9);

/** The whole list takes some minutes: GRADING=all runs it; by default the first of each kind of harm. */
const everyday = ['endless loop', 'ends the process in a cell', 'takes 20 GB', 'kills its parent and everybody', 'reads solutions and prints them', 'speaks to the judge itself', 'a pool that lies'];

function judge(name: string, text: string): Promise<Verdict> {
  return judgeText({ exercise: exercises[name]!, text, seed, isolation: 'sandbox' });
}

function lost({ tests }: Verdict): Record<string, number> {
  return Object.fromEntries(tests.filter((test) => test.points < test.of).map((test) => [test.id, test.of - test.points]));
}

for (const name of Object.keys(exercises)) {
  test(`judge(${name}): all points for the solution in a sandbox`, { skip }, async () => {
    const verdict = await judge(name, JSON.stringify(modelNotebook(name)));
    assert.deepEqual([verdict.points, verdict.trouble], [verdict.of, []], JSON.stringify(verdict.tests));
  });
}

test('judge(average): no point for the unsolved exercise', { skip }, async () => {
  assert.equal((await judge('average', JSON.stringify(releasedNotebook('average')))).points, 0);
});

/** GRADING=all takes every hostile notebook; otherwise a few, since each needs some seconds. */
const taken = readSamples('average', 'hostile').filter(({ name }) => process.env['GRADING'] === 'all' || everyday.includes(name));

for (const sample of taken) {
  test(`judge, hostile: ${sample.name}`, { skip }, async () => {
    const verdict = await judge('average', sample.notebook);
    assert.deepEqual(lost(verdict), sample.loses, JSON.stringify(verdict.trouble));
    for (const { parts } of verdict.tests) for (const { failure } of parts) if (failure) assert.ok(failure.message.length > 0);
    if (sample.name.startsWith('reads')) assert.match(JSON.stringify(verdict), /found 0/);
    if (sample.name.startsWith('writes')) assert.match(JSON.stringify(verdict), /wrote "/);
    if (sample.name.startsWith('opens')) assert.doesNotMatch(JSON.stringify(verdict), /threw Error: [^"]*open/);
  });
}

test('judgeText(text) gives 0 points and a note for what is no notebook', async () => {
  for (const [text, note] of [['', /empty/], ['nonsense', /not valid JSON/], ['{}', /no list of cells/], ['{"cells":[]}', /no cells/]] as const) {
    const verdict = await judge('average', text);
    assert.equal(verdict.points, 0);
    assert.match(verdict.notes.join(' '), note);
  }
});

test('judgeText(text) notes missing, double and changed cells, and grades all the same', { skip }, async () => {
  const notebook = modelNotebook('average');
  const released = releasedNotebook('average');
  const tests = released.cells.filter((cell) => cell.metadata.nbgrader && !cell.metadata.nbgrader.solution);
  const cells = notebook.cells.filter((cell) => cell.metadata.nbgrader?.solution);
  const changed = { ...tests[1]!, source: 'console.log(3)' };
  const verdict = await judge('average', JSON.stringify({ ...notebook, cells: [...cells, changed, tests[2]!, tests[2]!] }));
  assert.equal(verdict.points, verdict.of);
  assert.match(verdict.notes.join(' '), /is there twice.*were changed.*is missing/s);
});
