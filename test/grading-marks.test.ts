import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { lostPoints } from './submissions/local-points';
import { modelNotebook, readSamples, releasedNotebook } from './submissions/read-submissions';
import { exercises } from '../src/dist/learn/exercises/index.js';

// The same inputs in every run of the tests; GRADING_SEED=n takes others, as grading does.
const seed = Number(process.env['GRADING_SEED'] ?? 20_261);
// Cells read ../../data as from their own folder.
process.chdir(new URL('../exercises/wordcount', import.meta.url).pathname);
for (const method of ['log', 'warn', 'error'] as const) console[method] = () => {};

// Samples that forget an await leave rejected promises behind: that is their mistake, and no failure of these tests.
before(() => {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', () => {});
});

for (const [name, { tests }] of Object.entries(exercises)) {
  test(`${name}: the solution loses nothing`, async () => {
    assert.deepEqual(await lostPoints(name, JSON.stringify(modelNotebook(name)), seed), {}, `seed ${seed}`);
  });

  test(`${name}: the unsolved exercise loses every point`, async () => {
    const all = Object.fromEntries(tests.map((test) => [test.id, test.parts.reduce((sum, part) => sum + part.points, 0)]));
    assert.deepEqual(await lostPoints(name, JSON.stringify(releasedNotebook(name)), seed), all, `seed ${seed}`);
  });

  const wrong = readSamples(name, 'wrong');
  test(`${name}: there are at least 20 wrong samples and 6 right ones`, () => {
    assert.ok(wrong.length >= 20 && readSamples(name, 'right').length >= 6);
    for (const sample of wrong) assert.ok(Object.keys(sample.loses).length > 0, sample.name);
  });

  for (const kind of ['wrong', 'right']) {
    for (const sample of readSamples(name, kind)) {
      test(`${name}, ${kind}: ${sample.name}`, async () => {
        assert.deepEqual(await lostPoints(name, sample.notebook, seed), sample.loses, `seed ${seed}`);
      });
    }
  }
}
