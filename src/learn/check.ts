import { CheckFailed } from './check-failed';
import { exercises, findTest } from './exercises/index';
import type { GradedTest } from './exercise';
import { loadProperties } from './load-properties';
import { localSubject } from './local-subject';
import { record, triesOf } from './progress';
import { brief, hintOf, runPart, type PartResult } from './run-part';
import { showRight, showWrong, type WrongCard } from './show-check';

export interface CheckOptions {
  /** The seed of the inputs; the feedback of a graded test names one, which replays its inputs here. Default 1. */
  seed?: number;
  /** How much help to show when it is wrong: 1 a nudge, 2 the idea, 3 a sketch. By default, more with every try. */
  hint?: 1 | 2 | 3;
}

/**
 * One green line when right; what was expected, what was received and a hint when wrong.
 *
 * `name` and `test` are either a task of the exercises and the function that you wrote for it ('countWords-letters',
 * countWords), or any name and a function that throws, or returns false, when something is wrong. A task is tried on many
 * inputs, made from the seed; the same seed gives the same inputs.
 *
 * @throws CheckFailed, after showing it, so that a notebook that is run as a whole stops here.
 * @throws TypeError when test isn't a function.
 * @example await check('two and two', () => assert.equal(2 + 2, 4));
 */
export async function check(name: string, test: Function, { seed = 1, hint }: CheckOptions = {}): Promise<void> {
  if (typeof test !== 'function') throw new TypeError(`check: the second argument must be a function; got ${test === null ? 'null' : typeof test}. Run the cell that defines it first.`);
  const tests = gradedTests(name);
  const wrong = tests.length > 0 ? await tryTests(tests, test, seed) : await tryFunction(test);
  record(name, wrong === undefined);
  if (wrong === undefined) return showRight(name, tests.length === 1 ? tests[0]!.title : undefined);
  const card = { ...wrong, hint: wrong.failure ? hintOf(wrong.failure, hint ?? triesOf(name)) : undefined };
  showWrong(name, card);
  throw new CheckFailed(name, card.message);
}

/** The tests behind a name: that of one graded cell, or all of one function. */
function gradedTests(name: string): GradedTest[] {
  const one = findTest(name);
  if (one) return [one];
  return Object.values(exercises).flatMap((exercise) => exercise.tests).filter((test) => test.function === name);
}

async function tryTests(tests: readonly GradedTest[], f: Function, seed: number): Promise<WrongCard | undefined> {
  const fc = loadProperties();
  const subject = localSubject({ [tests[0]!.function]: f });
  for (const part of tests.flatMap((test) => test.parts)) {
    const result: PartResult = await runPart(fc, part, subject, seed);
    const { failure } = result;
    if (!failure) continue;
    return { message: failure.message, input: failure.input, ...described(failure), failure };
  }
  return undefined;
}

async function tryFunction(test: Function): Promise<WrongCard | undefined> {
  try {
    const result: unknown = await test();
    return result === false ? { message: 'It gave false.' } : undefined;
  } catch (error) {
    if (!(error instanceof Error)) return { message: String(error) };
    return { message: error.message, ...('expected' in error && 'actual' in error ? { expected: brief(error.expected), received: brief(error.actual) } : {}) };
  }
}

function described(wrong: object): { expected?: string; received?: string } {
  const { expected, received } = wrong as { expected?: unknown; received?: unknown };
  return {
    ...('expected' in wrong ? { expected: brief(expected) } : {}),
    ...('received' in wrong ? { received: brief(received) } : {}),
  };
}
