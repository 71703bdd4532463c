import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelNotebook, readSamples, releasedNotebook } from './submissions/read-submissions';
import { exercises } from '../src/dist/learn/exercises/index.js';
import { judgeText } from '../src/dist/grading/judge-text.js';
import { canSandbox } from '../src/dist/grading/sandbox.js';
import type { Verdict } from '../src/dist/grading/judge.js';

const skip = canSandbox() ? false : 'there is no sandbox here';
const seed = 1 + Math.floor(Math.random() * 1e9);

/** The whole list takes some minutes: GRADING=all runs it; by default one of each kind of harm. */
const everyday: Readonly<Record<string, readonly string[]>> = {
  average: ['prints a gigabyte', 'reads solutions and prints them', 'looks for what judges it', 'looks at other files by their types', 'speaks to the judge itself', 'replaces what tests rest on', 'a pool that lies', 'learns the colours from one number a node, and sums here', "throws what can't be put into words, by the channel", 'parts are kept on globalThis, and one node sums them all', 'answers with lists of holes, by the channel', 'an answer that takes for ever to be written down'],
  wordcount: ['endless loop', 'takes 20 GB', 'a bomb of processes', 'kills its parent and everybody', 'counts here, and has the nodes copy the counts', 'learns how often each letter is there, and counts here'],
  mergesort: ['sorts here, and has the nodes copy what is sorted', 'brings the items back as text, sorts here, and has the nodes copy what is sorted'],
};

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

for (const name of Object.keys(exercises)) {
  const samples = readSamples(name, 'hostile');
  test(`judge, hostile: the everyday ones of ${name} are there`, () => {
    for (const each of everyday[name]!) assert.ok(samples.some((sample) => sample.name === each), each);
  });

  for (const sample of samples.filter((each) => process.env['GRADING'] === 'all' || everyday[name]!.includes(each.name))) {
    test(`judge(${name}), hostile: ${sample.name}`, { skip }, async () => {
      const verdict = await judge(name, sample.notebook);
      const all = JSON.stringify([verdict.trouble, verdict.tests]);
      assert.deepEqual(lost(verdict), sample.loses, all);
      for (const { parts } of verdict.tests) for (const { failure } of parts) if (failure) assert.match(failure.message, /^[A-Z].*\w/, all);
      if (/^reads|^looks/.test(sample.name)) assert.match(all, /found 0|TypeScriptError: Cannot find module/);
      if (sample.name.startsWith('writes')) assert.match(all, /wrote "/);
      if (sample.name.startsWith('opens')) assert.match(all, /ECONNREFUSED ENETUNREACH ECONNREFUSED/);
      // Whatever it did, the next one is graded right.
      const next = await judge('average', JSON.stringify(modelNotebook('average')));
      assert.equal(next.points, next.of, JSON.stringify(next));
    });
  }
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

test('judgeText(text) takes no points, cells or code from locked cells that were changed', { skip }, async () => {
  const notebook = releasedNotebook('average') as unknown as { cells: { cell_type: string; source: string | string[]; metadata: { nbgrader?: Record<string, unknown> } }[] };
  const lie = "export const check = async () => {}, distributeData = () => [[]], createPool = () => ({ nNodes: 1, map: async () => [[0, 1]] });\ntype Pool = any;\n10";
  const cells = notebook.cells.map((cell) => {
    const { nbgrader } = cell.metadata;
    if (nbgrader?.['grade_id'] === 'setup') return { ...cell, source: lie, metadata: { nbgrader: { ...nbgrader, locked: false, solution: true } } };
    if (nbgrader?.['grade']) return { ...cell, source: '1000', metadata: { nbgrader: { ...nbgrader, points: 1000, locked: false } } };
    return cell;
  });
  const own = { cell_type: 'code', source: '1000', metadata: { nbgrader: { grade: true, locked: true, solution: false, grade_id: 'mine', points: 1000 } } };
  const verdict = await judge('average', JSON.stringify({ ...notebook, cells: [...cells, own] }));
  assert.deepEqual([verdict.points, verdict.of, verdict.tests.length], [0, 10, 6]);
  assert.match(verdict.notes.join(' '), /Locked cells were changed \(setup, mapAverage-sum-and-count,/);
  // The cell that calls the unwritten function fails on that, with the real helpers, and nothing else does.
  assert.deepEqual(verdict.trouble.map(({ message }) => message), ['Error: Not written yet.']);
});
