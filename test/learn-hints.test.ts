import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { distributeData, type Pool } from 'parallel';
import { exercises, findTest } from '../src/dist/learn/exercises/index.js';
import { PoolOf } from '../src/dist/learn/exercise.js';
import { localSubject } from '../src/dist/learn/local-subject.js';
import { runPart } from '../src/dist/learn/run-part.js';
import { readSamples } from './submissions/read-submissions';
import { functionsOf } from './submissions/local-points';

// Cells read ../../data as from their own folder.
process.chdir(new URL('../exercises/wordcount', import.meta.url).pathname);

/** The hint that a mistake is met with: exercise, sample, test, hint. */
const fitting = [
  ['average', 'loses the last number', 'mapAverage-sum-and-count', 'lastLost'],
  ['average', 'average of averages', 'reduceAverage-weighs', 'averages'],
  ['average', 'forgotten await', 'parallelAverage-right', 'noList'],
  ['average', 'leaves out parts whose sum is zero', 'parallelAverage-right', 'notANumber'],
  ['wordcount', 'case matters', 'countWords-letters', 'caseSlip'],
  ['wordcount', 'loses the last word', 'countWords-counts', 'lastLost'],
  ['wordcount', 'changes the first part, if there is one', 'mergeCounts-unchanged', 'mutated'],
  ['wordcount', 'cuts words', 'splitText-whole', 'cutWord'],
  ['wordcount', 'a word at a border is in both parts', 'parallelWordCount-right', 'border'],
  ['wordcount', 'forgotten await', 'parallelWordCount-right', 'noList'],
  ['wordcount', 'ties as they come', 'topWords-ties', 'ties'],
  ['mergesort', 'takes the right of equals', 'merge-stable', 'stable'],
  ['mergesort', 'sorts in place', 'mergeSort-stable', 'mutated'],
  ['mergesort', 'sorts strings', 'mergeSort-sorts', 'comparator'],
  ['mergesort', 'loses the remainder of the division', 'parallelMergeSort-sorts', 'border'],
  ['mergesort', 'forgotten await', 'parallelMergeSort-sorts', 'noList'],
  ['mergesort', 'a plain sort instead of a parallel one', 'parallelMergeSort-shares', 'alone'],
] as const;

/** Answers that no sample gives, each a slip that beginners make, and the hint that names it. */
const slips: readonly (readonly [slip: string, id: string, hint: string, answer: Function])[] = [
  ['nothing returned', 'mapAverage-sum-and-count', 'noReturn', () => {}],
  ['count and sum', 'mapAverage-sum-and-count', 'pair', (list: number[]) => [list.length, list.reduce((sum, x) => sum + x, 0)]],
  ['averages of empty parts', 'reduceAverage-weighs', 'averages', (parts: number[][]) => parts.reduce((sum, [all, count]) => sum + all! / count!, 0) / parts.length],
  ['the pairs of all nodes', 'parallelAverage-right', 'oneNumber', async (pool: Pool, list: number[]) => pool.map((part: number[]) => [part.length, part.length], distributeData([...list], pool.nNodes))],
  ['one node after the other', 'parallelAverage-shares', 'inTurn', async (pool: Pool, list: number[]) => {
    let sum = 0;
    for (const part of distributeData([...list], pool.nNodes)) sum += await pool.apply((own: number[]) => own.reduce((all, x) => all + x, 0), part);
    return sum / list.length;
  }],
  ['forEach with async', 'parallelMergeSort-sorts', 'nothingBack', async (pool: Pool, items: number[]) => {
    const done: number[] = [];
    distributeData(items, pool.nNodes).forEach(async (part) => void done.push(...(await pool.apply((own: number[]) => own, part))));
    return done;
  }],
  ['counts of the call before', 'countWords-counts', 'leftover', ((all: Map<string, number>) => (text: string) => new Map([...text.matchAll(/\w+/g)].reduce((map, [word]) => map.set(word, (map.get(word) ?? 0) + 1), all)))(new Map())],
  ['one pair more', 'topWords-order', 'topCount', (counts: Map<string, number>, k: number) => [...counts].sort((a, b) => b[1] - a[1]).slice(0, k + 1)],
  ['an order of its own', 'merge-stable', 'comparator', (left: { rank: number }[], right: { rank: number }[]) => [...left, ...right].sort()],
  ['an object of counts', 'countWords-counts', 'noMap', (text: string) => Object.fromEntries([...text].map((letter) => [letter, 1]))],
  ['split at spaces', 'countWords-counts', 'emptyWord', (text: string) => new Map(text.split(' ').map((word) => [word, 1]))],
  ['undefined + 1', 'countWords-counts', 'tally', (text: string) => new Map((text.toLowerCase().match(/\w+/g) ?? []).map((word) => [word, NaN]))],
  ['the last part wins', 'mergeCounts-adds', 'tally', (parts: Map<string, number>[]) => new Map(parts.flatMap((part) => [...part]))],
  ['words alone', 'topWords-order', 'topPairs', (counts: Map<string, number>, k: number) => [...counts].sort((a, b) => b[1] - a[1]).slice(0, k).map(([word]) => word)],
  ['the rest forgotten', 'merge-order', 'lost', (left: number[], right: number[]) => (left.length < right.length ? left : right)],
  ['no end', 'mergeSort-sorts', 'recursion', function again(items: number[]): number[] { return [...again(items)]; }],
  ['parts side by side', 'parallelMergeSort-sorts', 'unmerged', async (pool: Pool, items: number[], compare: () => number) => (await pool.map((part: number[]) => part.sort(compare), distributeData(items, pool.nNodes, { layout: 'block' }))).flat()],
  ['one part for all nodes', 'parallelWordCount-shares', 'unequal', async (pool: Pool, text: string) => (await pool.map((part: string) => new Map([...new Set(part.match(/\w+/g))].map((word) => [word, part.split(word).length - 1])), [text]))[0]],
];

// Samples that forget an await leave rejected promises behind.
before(() => {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', () => {});
});

for (const [name, mistake, id, hint] of fitting) {
  test(`the hint for ${name}, ${mistake}, is '${hint}'`, async () => {
    const sample = readSamples(name, 'wrong').find((each) => each.name === mistake);
    assert.ok(sample, 'there is no such sample');
    const subject = localSubject(functionsOf(JSON.parse(sample.notebook)));
    const parts = exercises[name]!.tests.find((each) => each.id === id)!.parts;
    const hints: unknown[] = [];
    for (const part of parts) hints.push((await runPart(fc as never, part, subject, 20_261)).failure?.hint);
    assert.ok(hints.includes(hint), hints.join(', '));
  });
}

for (const [slip, id, hint, answer] of slips) {
  test(`the hint for ${slip} in ${id} is '${hint}'`, async () => {
    const { parts, function: name } = findTest(id)!;
    const failed: unknown[] = [];
    for (const part of parts) failed.push((await runPart(fc as never, part, localSubject({ [name]: answer }), 1)).failure?.hint);
    assert.equal(failed.find((each) => each !== undefined), hint);
  });
}

test('localSubject leaves no rejected promise behind when a map was not awaited', async (t) => {
  const rejected = t.mock.fn();
  process.on('unhandledRejection', rejected);
  t.after(() => process.off('unhandledRejection', rejected));
  await localSubject({ f: (pool: Pool) => void pool.map((x: number) => x, [1, 2]) }).call('f', [new PoolOf(2)]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(rejected.mock.callCount(), 0);
});
