import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubmissionFile } from './find-submissions';
import { projectFolder, python } from './project';

/** Brings verdicts into nbgrader's gradebook, and writes feedback/STUDENT/EXERCISE/EXERCISE.html. Gives what nbgrader complained about. */
export async function recordInNbgrader(exercise: string, submissions: readonly SubmissionFile[], verdicts: string, course?: string): Promise<string> {
  // Elsewhere than in the project, when that was asked for.
  const places = course === undefined ? [] : [`--CourseDirectory.db_url=sqlite:///${join(course, 'gradebook.db')}`, ...['autograded', 'feedback'].map((step) => `--CourseDirectory.${step}_directory=${join(course, step)}`)];
  const folder = mkdtempSync(join(tmpdir(), 'submitted-'));
  try {
    for (const { student, path } of submissions) {
      if (path === undefined) continue;
      mkdirSync(join(folder, 'submitted', student, exercise), { recursive: true });
      copyFileSync(path, join(folder, 'submitted', student, exercise, `${exercise}.ipynb`));
    }
    const known = await nbgrader(['db', 'assignment', 'list', ...places]);
    let said = '';
    // The gradebook has to know the exercise's cells; exercises/ isn't touched for that.
    if (!known.includes(exercise)) said += await nbgrader(['generate_assignment', exercise, '--force', `--CourseDirectory.release_directory=${join(folder, 'release')}`, ...places]);
    said += await nbgrader(['autograde', exercise, '--force', `--CourseDirectory.submitted_directory=${join(folder, 'submitted')}`, ...places], { PARALLEL_VERDICTS: verdicts });
    said += await nbgrader(['generate_feedback', exercise, '--force', ...places]);
    return said;
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
