import { inspect } from 'node:util';
import { hints } from './hints';
import type { Part, Properties, Subject, Wrong } from './exercise';

/** How a part went. */
export interface PartResult {
  readonly name: string;
  readonly points: number;
  /** undefined when it holds for all inputs. */
  readonly failure?: Failure | undefined;
}

export interface Failure extends Wrong {
  /** The smallest input found that fails, as the learner would write it. */
  readonly input: string;
  readonly seed: number;
}

/** How many smaller inputs are tried once one has failed. */
const MOST_STEPS = 60;

/** What a test says when it trips over an answer, such as one whose toString is no function: that is no pass. */
const incomparable: Wrong = { message: 'What it gave can\'t even be compared with the right answer.', hint: 'wrong' };

/** Tries a part's property on inputs made from a seed; shrinks the first input that fails, unless only points are asked for. */
export async function runPart(fc: Properties, definition: Part, subject: Subject, seed: number, { shrink = true } = {}): Promise<PartResult> {
  const { name, points, inputs, runs = 40, verify, show = brief } = definition;
  let steps = 0;
  let last: { input: unknown; wrong: Wrong } | undefined;
  const property = fc.asyncProperty(inputs(fc), async (input) => {
    const wrong = await verify(input, subject).catch((): Wrong => incomparable);
    if (!wrong) return;
    // Shrinking a call that doesn't end would wait at every step: the first input must do.
    if (last && (last.wrong.hint === 'late' || steps++ > MOST_STEPS)) return;
    last = { input, wrong };
    throw new Error(wrong.message);
  });
  const details = await fc.check(property, { seed, numRuns: runs, endOnFailure: !shrink });
  if (!details.failed) return { name, points };
  // The inputs themselves could not be made: nothing was tested, and nothing may be earned.
  if (!last) return { name, points, failure: { ...incomparable, input: '', seed } };
  // Every input that failed was smaller than the one before.
  return { name, points, failure: { ...last.wrong, input: show(last.input), seed } };
}

/** A hint, from 1, the nudge, to 3, the sketch. */
export function hintOf(failure: Wrong, level: number): string {
  const three = hints[failure.hint ?? 'wrong'];
  return three[Math.min(Math.max(level, 1), 3) - 1] ?? three[0];
}

/** A value in one line of at most 300 characters. */
export function brief(value: unknown): string {
  const text = inspect(value, { depth: 4, maxArrayLength: 30, maxStringLength: 120, breakLength: Infinity, compact: true, sorted: false, customInspect: false });
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}
