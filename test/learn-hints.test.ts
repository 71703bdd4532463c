import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { exercises } from '../src/dist/learn/exercises/index.js';
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
  ['average', 'forgotten await', 'parallelAverage-right', 'promise'],
  ['wordcount', 'case matters', 'countWords-letters', 'caseSlip'],
  ['wordcount', 'loses the last word', 'countWords-counts', 'lastLost'],
  ['wordcount', 'changes the first part, if there is one', 'mergeCounts-unchanged', 'mutated'],
  ['wordcount', 'cuts words', 'splitText-whole', 'cutWord'],
  ['wordcount', 'a word at a border is in both parts', 'parallelWordCount-right', 'border'],
  ['wordcount', 'forgotten await', 'parallelWordCount-right', 'promise'],
  ['wordcount', 'ties as they come', 'topWords-ties', 'ties'],
  ['mergesort', 'takes the right of equals', 'merge-stable', 'stable'],
  ['mergesort', 'sorts in place', 'mergeSort-stable', 'mutated'],
  ['mergesort', 'sorts strings', 'mergeSort-sorts', 'comparator'],
  ['mergesort', 'loses the remainder of the division', 'parallelMergeSort-sorts', 'border'],
  ['mergesort', 'forgotten await', 'parallelMergeSort-sorts', 'promise'],
  ['mergesort', 'a plain sort instead of a parallel one', 'parallelMergeSort-shares', 'alone'],
] as const;

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
