import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareExercise, exerciseNames, generateExercise } from '../src/dist/grading/generate-exercises.js';

for (const name of exerciseNames()) {
  test(`exercises/${name} is what solutions/${name} gives`, () => {
    const text = generateExercise(name);
    assert.equal(compareExercise(name, text).state, 'fresh', 'run `npm run exercises` and commit what it writes');
    assert.doesNotMatch(text, /HIDDEN TESTS|BEGIN SOLUTION/);
  });
}
