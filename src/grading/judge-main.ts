/** Judges one notebook: the question comes as JSON on stdin, the verdict goes as JSON to stdout. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { exercises } from '../learn/exercises/index';
import { endWhenStuck } from './end-when-stuck';
import { endWithParent } from './end-with-parent';
import { judgeText } from './judge-text';
import { noIsolation, chooseIsolation } from './isolation';

interface Question {
  readonly exercise: string;
  readonly text: string;
  readonly seed: number | null;
  readonly unsafe: boolean;
}

async function main(): Promise<void> {
  endWithParent();
  endWhenStuck();
  const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
  const exercise = exercises[question.exercise];
  if (!exercise) throw new Error(`There are no tests for ${question.exercise}; there are for ${Object.keys(exercises).join(', ')}.`);
  const isolation = chooseIsolation(question.unsafe);
  if (!isolation) throw new Error(noIsolation);
  const verdict = await judgeText({ exercise, text: question.text, seed: question.seed ?? randomInt(1, 2 ** 31), isolation });
  process.stdout.write(JSON.stringify(verdict));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
