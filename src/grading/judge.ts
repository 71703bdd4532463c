import { pointsOf, type Exercise, type GradedTest } from '../learn/exercise';
import { loadProperties } from '../learn/load-properties';
import { runPart, type PartResult } from '../learn/run-part';
import type { Notebook } from './notebook';
import type { Isolation } from './sandbox';
import { selectCells } from './select-cells';
import { Session, type CellTrouble } from './session';

export interface TestVerdict {
  /** The graded cell's grade_id. */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly of: number;
  readonly parts: readonly PartResult[];
}

/** All that grading found out about one notebook. */
export interface Verdict {
  readonly exercise: string;
  readonly seed: number;
  readonly points: number;
  readonly of: number;
  readonly tests: readonly TestVerdict[];
  /** What is odd about the notebook: missing, double or changed cells. */
  readonly notes: readonly string[];
  /** Cells that failed. */
  readonly trouble: readonly CellTrouble[];
  readonly ms: number;
}

export interface JudgeOptions {
  readonly exercise: Exercise;
  readonly submitted: Notebook;
  /** The notebook that was given out. */
  readonly given: Notebook;
  readonly seed: number;
  readonly isolation: Isolation;
  /** The working folder that the notebook's cells see. */
  readonly folder: string;
}

/** Judges one notebook: runs its cells in a sandbox, and asks its functions from outside. */
export async function judge({ exercise, submitted, given, seed, isolation, folder }: JudgeOptions): Promise<Verdict> {
  const started = Date.now();
  const { cells, notes } = selectCells(submitted, given);
  const session = new Session(cells, folder, isolation);
  const tests: TestVerdict[] = [];
  try {
    await session.open();
    for (const test of exercise.tests) tests.push(await judgeTest(test, session, seed));
  } finally {
    await session.close();
  }
  return verdict(exercise, seed, { tests, notes, trouble: session.trouble, ms: Date.now() - started });
}

/** A verdict of 0 points, for what can't be run at all. */
export function noVerdict(exercise: Exercise, seed: number, note: string): Verdict {
  const tests = exercise.tests.map((test) => ({ id: test.id, title: test.title, points: 0, of: pointsOf(test), parts: [] }));
  return verdict(exercise, seed, { tests, notes: [note], trouble: [], ms: 0 });
}

function verdict(exercise: Exercise, seed: number, found: Pick<Verdict, 'tests' | 'notes' | 'trouble' | 'ms'>): Verdict {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { exercise: exercise.name, seed, points: sum(found.tests.map(({ points }) => points)), of: sum(found.tests.map((test) => test.of)), ...found };
}

async function judgeTest(test: GradedTest, session: Session, seed: number): Promise<TestVerdict> {
  const fc = loadProperties();
  const parts: PartResult[] = [];
  for (const part of test.parts) parts.push(await runPart(fc, part, session, seed));
  const points = parts.reduce((sum, part) => sum + (part.failure ? 0 : part.points), 0);
  return { id: test.id, title: test.title, points, of: pointsOf(test), parts };
}
