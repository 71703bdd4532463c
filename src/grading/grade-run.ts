import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Exercise } from '../learn/exercise';
import type { SubmissionFile } from './find-submissions';
import { noVerdict, type Verdict } from './judge';
import { limits } from './limits';

export interface Graded {
  readonly student: string;
  readonly verdict: Verdict;
}

/** A notebook holds text: a larger one is no notebook that a person wrote. */
const MOST_BYTES = 64 * 2 ** 20;

/** A verdict, and which file with which seed it is about. */
interface StoredVerdict extends Verdict {
  readonly about: string;
}

export interface GradeRunOptions {
  readonly exercise: Exercise;
  readonly submissions: readonly SubmissionFile[];
  /** Where verdicts are kept, one file a student: an interrupted run goes on from there. */
  readonly folder: string;
  readonly unsafe: boolean;
  readonly again: boolean;
  /** The seed of the tests' inputs; undefined: the one of the run before, or a new one. */
  readonly seed?: number | undefined;
  readonly tell: (done: number) => void;
}

/** Judges all submissions, side by side on the cores there are; those that were judged before, with the same seed, keep their verdict. */
export async function gradeAll({ exercise, submissions, folder, unsafe, again, seed: wanted, tell }: GradeRunOptions): Promise<Graded[]> {
  mkdirSync(verdictsFolder(folder), { recursive: true });
  const seed = seedOf(folder, again, wanted);
  const graded: Graded[] = [];
  const queue = [...submissions];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      // Whatever one submission makes go wrong, the others are graded.
      const verdict = await gradeOne(exercise, next, { folder, seed, unsafe }).catch((error: unknown) => noVerdict(exercise, seed, `It could not be judged: ${error instanceof Error ? error.message : String(error)}.`));
      graded.push({ student: next.student, verdict });
      tell(graded.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, lane));
  return graded.sort((a, b) => (a.student < b.student ? -1 : 1));
}

export function verdictsFolder(folder: string): string {
  return join(folder, 'verdicts');
}

async function gradeOne(exercise: Exercise, { student, path, note }: SubmissionFile, run: { folder: string; seed: number; unsafe: boolean }): Promise<Verdict> {
  if (path === undefined) return noVerdict(exercise, run.seed, note ?? 'There is no notebook of this exercise.');
  const text = readText(path);
  if (text instanceof Error) return noVerdict(exercise, run.seed, `The file can't be read: ${text.message}.`);
  const about = createHash('sha256').update(`${run.seed}\n${exercise.name}\n${text}`).digest('hex');
  const file = join(verdictsFolder(run.folder), `${student}.json`);
  const known = readStored(file);
  if (known?.about === about) return known;
  const verdict = await askJudge(exercise, text, run);
  // A judge that was ended from outside is asked again by the next run.
  if (verdict instanceof Error) return noVerdict(exercise, run.seed, `It could not be judged: ${verdict.message}.`);
  const noted = note === undefined ? verdict : { ...verdict, notes: [note, ...verdict.notes] };
  try {
    writeSafely(file, JSON.stringify({ ...noted, about } satisfies StoredVerdict));
  } catch {
    // The student's name may be too long for one of a file's; the next run judges again.
  }
  return noted;
}

function readText(path: string): string | Error {
  try {
    const { size } = statSync(path);
    return size > MOST_BYTES ? new Error(`it is larger than ${MOST_BYTES / 2 ** 20} MB`) : readFileSync(path, 'utf8');
  } catch (error) {
    return new Error((error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function readStored(file: string): StoredVerdict | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StoredVerdict;
  } catch {
    return undefined;
  }
}

/** Each notebook has a judge process of its own: whatever befalls it, the others go on. */
function askJudge(exercise: Exercise, text: string, { seed, unsafe }: { seed: number; unsafe: boolean }): Promise<Verdict | Error> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(__dirname, 'judge-main.js')], { stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let trouble = '';
    let late: string | undefined;
    const timer = setTimeout(() => {
      late = `the judge did not end within ${limits.judgeMs / 1000} s`;
      child.kill('SIGKILL');
    }, limits.judgeMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (trouble += text));
    child.stdin.on('error', () => {});
    child.on('close', () => {
      clearTimeout(timer);
      try {
        resolve(JSON.parse(out) as Verdict);
      } catch {
        resolve(new Error(late ?? (trouble.trim().slice(0, 300) || 'the judge ended without a verdict')));
      }
    });
    child.stdin.end(JSON.stringify({ exercise: exercise.name, text, seed, unsafe }));
  });
}

/** The seed of this run; a run that goes on keeps its own, or the same notebook could get other points. */
function seedOf(folder: string, again: boolean, wanted: number | undefined): number {
  const file = join(folder, 'seed.json');
  if (wanted === undefined && !again && existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { seed: number }).seed;
  const seed = wanted ?? randomInt(1, 2 ** 31);
  writeSafely(file, JSON.stringify({ seed }));
  return seed;
}

/** All of it or nothing, also when the power goes. */
export function writeSafely(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { flush: true } as object);
  renameSync(`${file}.part`, file);
}
