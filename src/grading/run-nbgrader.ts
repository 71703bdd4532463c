import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubmissionFile } from './find-submissions';
import { projectFolder, python } from './project';

/** nbgrader takes these for patterns, which stand for other students, or for no name at all, and then stops. */
const NO_NAME = /[*?[\]\p{Cc}]/u;
/** What a terminal would take for a command. */
const CONTROL = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Brings verdicts into nbgrader's gradebook, and writes feedback/STUDENT/EXERCISE/EXERCISE.html. Gives what nbgrader complained about. */
export async function recordInNbgrader(exercise: string, submissions: readonly SubmissionFile[], verdicts: string, course?: string): Promise<string> {
  // Elsewhere than in the project, when that was asked for.
  const places = course === undefined ? [] : [`--CourseDirectory.db_url=sqlite:///${join(course, 'gradebook.db')}`, ...['autograded', 'feedback'].map((step) => `--CourseDirectory.${step}_directory=${join(course, step)}`)];
  const folder = mkdtempSync(join(tmpdir(), 'submitted-'));
  try {
    let said = '';
    let count = 0;
    for (const { student, path } of submissions) {
      if (path === undefined) continue;
      if (NO_NAME.test(student)) {
        said += `${student.replace(/\s/g, ' ')}: nbgrader can't take this name, so there is no feedback page. Rename the submission, without *, ?, [ and ], and grade again.\n`;
        continue;
      }
      count++;
      mkdirSync(join(folder, 'submitted', student, exercise), { recursive: true });
      copyFileSync(path, join(folder, 'submitted', student, exercise, `${exercise}.ipynb`));
    }
    if (count === 0) return said.replace(CONTROL, '\ufffd');
    const known = await nbgrader(['db', 'assignment', 'list', ...places]);
    // The gradebook has to know the exercise's cells; exercises/ isn't touched for that.
    if (!known.includes(exercise)) said += await nbgrader(['generate_assignment', exercise, '--force', `--CourseDirectory.release_directory=${join(folder, 'release')}`, ...places]);
    said += await nbgrader(['autograde', exercise, '--force', `--CourseDirectory.submitted_directory=${join(folder, 'submitted')}`, ...places], { PARALLEL_VERDICTS: verdicts });
    said += await nbgrader(['generate_feedback', exercise, '--force', ...places]);
    return said.replace(CONTROL, '\ufffd');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs an nbgrader command; gives what it printed. */
function nbgrader(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-m', 'nbgrader', ...args, ...(args[0] === 'db' ? [] : ['--log-level=ERROR'])], { cwd: projectFolder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (text += bytes.toString('utf8')));
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}
