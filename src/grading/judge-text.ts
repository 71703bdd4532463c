import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '../learn/exercise';
import { judge, noVerdict, type Verdict } from './judge';
import { readNotebook, sourceOf, type Notebook } from './notebook';
import type { Failure } from '../learn/run-part';
import { projectFolder } from './project';
import type { Isolation } from './sandbox';
import { shown } from './shown';

export interface Submission {
  readonly exercise: Exercise;
  /** The notebook file's text, as it was handed in. */
  readonly text: string;
  readonly seed: number;
  readonly isolation: Isolation;
}

/** The verdict on a notebook file: of 0 points, with a note, when it can't be read. */
export async function judgeText({ exercise, text, seed, isolation }: Submission): Promise<Verdict> {
  let submitted: Notebook;
  try {
    submitted = readNotebook(text);
  } catch (error) {
    return described(noVerdict(exercise, seed, error instanceof Error ? error.message : String(error)));
  }
  const folder = join(projectFolder, 'exercises', exercise.name);
  return described(await judge({ exercise, submitted, given: givenOut(exercise.name), seed, isolation, folder }));
}

/** An exercise as learners get it: its source without the hidden tests. */
export function givenOut(name: string): Notebook {
  const source = readNotebook(readFileSync(join(projectFolder, 'solutions', name, `${name}.ipynb`), 'utf8'));
  return { cells: source.cells.map((cell) => ({ ...cell, source: withoutHidden(sourceOf(cell)) })) };
}

function withoutHidden(source: string): string {
  let hidden = false;
  return source.split('\n').filter((line) => {
    if (line.includes('BEGIN HIDDEN TESTS')) hidden = true;
    const keep = !hidden;
    if (line.includes('END HIDDEN TESTS')) hidden = false;
    return keep;
  }).join('\n').trimEnd();
}

/** Values in one line each: a verdict is stored and shown, not compared. */
function described(verdict: Verdict): Verdict {
  return {
    ...verdict,
    tests: verdict.tests.map((test) => ({
      ...test,
      parts: test.parts.map((part) => (part.failure ? { ...part, failure: readable(part.failure) } : part)),
    })),
  };
}

function readable(failure: Failure): Failure {
  const lines = Object.fromEntries((['expected', 'received'] as const).filter((key) => key in failure).map((key) => [key, shown(failure[key])]));
  return { ...failure, message: failure.message.slice(0, 600), input: failure.input.slice(0, 600), ...lines };
}
