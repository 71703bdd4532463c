import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder, python } from './project';

/** The names of the exercises: the folders of solutions/. */
export function exerciseNames(): string[] {
  return readdirSync(join(projectFolder, 'solutions'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

/** Makes what learners get of an exercise, with nbgrader's own generate_assignment. Gives the notebook's text. */
export function generateExercise(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'exercises-'));
  try {
    const args = ['-m', 'nbgrader', 'generate_assignment', name, '--force', '--log-level=WARN', `--CourseDirectory.release_directory=${folder}`, `--CourseDirectory.db_url=sqlite:///${join(folder, 'gradebook.db')}`];
    const { status, stdout, stderr } = spawnSync(python, args, { cwd: projectFolder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`nbgrader could not generate ${name}:\n${stdout}${stderr}`);
    return readFileSync(join(folder, name, `${name}.ipynb`), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface ExerciseFile {
  readonly name: string;
  readonly path: string;
  /** 'missing', 'fresh', 'old': as it was once generated, 'used': somebody works in it. */
  readonly state: 'missing' | 'fresh' | 'old' | 'used';
}

/** How a file in exercises/ compares with what its solution gives now. */
export function compareExercise(name: string, text: string): ExerciseFile {
  const path = join(projectFolder, 'exercises', name, `${name}.ipynb`);
  if (!existsSync(path)) return { name, path, state: 'missing' };
  const now = readFileSync(path, 'utf8');
  if (now === text) return { name, path, state: 'fresh' };
  return { name, path, state: readRecord()[name] === hash(now) ? 'old' : 'used' };
}

/** Writes an exercise; what somebody has worked in is kept beside it. */
export function writeExercise({ name, path, state }: ExerciseFile, text: string): void {
  mkdirSync(join(projectFolder, 'exercises', name), { recursive: true });
  if (state === 'used') copyFileSync(path, path.replace(/\.ipynb$/, `-before-${Date.now()}.ipynb`));
  writeFileSync(path, text);
  writeFileSync(recordFile, `${JSON.stringify({ ...readRecord(), [name]: hash(text) }, null, 2)}\n`);
}

const recordFile = join(projectFolder, 'exercises', 'generated.json');

/** The hash of each exercise as it was last generated: anything else is somebody's work. */
function readRecord(): Record<string, string> {
  return existsSync(recordFile) ? (JSON.parse(readFileSync(recordFile, 'utf8')) as Record<string, string>) : {};
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
