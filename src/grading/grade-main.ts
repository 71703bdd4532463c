/** `npm run grade -- wordcount [folder of submissions]`: see USAGE. */
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exercises } from '../learn/exercises/index';
import { findSubmissions } from './find-submissions';
import { gradeAll, verdictsFolder, writeSafely } from './grade-run';
import { chooseIsolation, noIsolation } from './isolation';
import { projectFolder } from './project';
import { gradesCsv, gradesJson, gradesTable } from './reports';
import { recordInNbgrader } from './run-nbgrader';

const USAGE = `npm run grade -- ${Object.keys(exercises).join(' | ')} [folder of submissions] [options]

The folder holds STUDENT/EXERCISE/EXERCISE.ipynb, STUDENT/EXERCISE.ipynb or STUDENT.ipynb; without one it is submitted/.

  --again          judge all anew; without it, what was judged before and hasn't changed is kept
  --seed n         the seed of the tests' inputs, for all; without it, a new one for each submission
  --no-feedback    points only: no feedback pages, nothing in nbgrader's gradebook
  --into folder    where grades/, feedback/ and gradebook.db go; without it the course's folder
  --unsafe         grade without a sandbox where there is none: only notebooks that you trust as your own`;

function readArguments(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { help: flag, unsafe: flag, again: flag, 'no-feedback': flag, seed: { type: 'string' }, into: { type: 'string' } } });
  } catch (error) {
    throw new Error(`${(error as Error).message.split('. ')[0]!}.\n\n${USAGE}`);
  }
}

/** Where grades go; undefined: the project's folder. */
function courseFolder(into: string | undefined, here: string): string | undefined {
  const elsewhere = process.env['PARALLEL_COURSE'];
  return into !== undefined ? resolve(here, into) : elsewhere ? resolve(projectFolder, elsewhere) : undefined;
}

async function main(args: readonly string[]): Promise<void> {
  const { values: options, positionals } = readArguments(args);
  if (options.help) return console.log(USAGE);
  const [name = '', given] = positionals;
  const exercise = Object.hasOwn(exercises, name) ? exercises[name] : undefined;
  if (!exercise) throw new Error(`${name === '' ? 'Say which exercise to grade' : `There is no exercise ${name}`}: npm run grade -- ${Object.keys(exercises).join(' | ')} [folder of submissions]`);
  const here = process.env['INIT_CWD'] ?? '.';
  const folder = given === undefined ? join(projectFolder, 'submitted') : resolve(here, given);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder}. Name the folder of submissions: npm run grade -- ${name} <folder>`);
  const seed = options.seed === undefined ? undefined : Number(options.seed);
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 1 && seed < 2 ** 31)) throw new Error(`--seed must be a whole number from 1 to ${2 ** 31 - 1}; got ${options.seed!}.`);
  const unsafe = options.unsafe;
  const course = courseFolder(options.into, here);
  if (!chooseIsolation(unsafe)) throw new Error(noIsolation);
  const submissions = findSubmissions(folder, name);
  if (submissions.length === 0) throw new Error(`There is no submission of ${name} in ${folder}. Looked for STUDENT/${name}/${name}.ipynb, STUDENT/${name}.ipynb and STUDENT.ipynb.`);
  const grades = join(course ?? projectFolder, 'grades', name);
  const started = Date.now();
  const graded = await gradeAll({ exercise, submissions, folder: grades, unsafe, again: options.again, seed, tell: (done) => bar(done, submissions.length, started) });
  process.stderr.write('\n');
  writeSafely(join(grades, 'grades.csv'), gradesCsv(exercise, graded));
  writeSafely(join(grades, 'grades.json'), gradesJson(exercise, graded));
  console.log(gradesTable(exercise, graded));
  console.log(`\nPoints by student and by test: ${relative(here, join(grades, 'grades.csv'))} and grades.json`);
  if (options['no-feedback']) return;
  const readable = new Set(graded.filter(({ verdict }) => verdict.ms > 0).map(({ student }) => student));
  const said = await recordInNbgrader(name, submissions.filter(({ student }) => readable.has(student)), verdictsFolder(grades), course);
  if (said.trim() !== '') console.error(said.trim());
  console.log(`Feedback: ${course === undefined ? '' : `${course}/`}feedback/<student>/${name}/${name}.html. The gradebook has the same points: nbgrader export, or the formgrader.`);
}

function bar(done: number, total: number, started: number): void {
  const filled = Math.round((30 * done) / total);
  const left = Math.round((((Date.now() - started) / done) * (total - done)) / 1000);
  const text = `[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done} of ${total} graded, ${left} s left`;
  process.stderr.write(process.stderr.isTTY ? `\r${text.padEnd(70)}` : done === total ? text : '');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
