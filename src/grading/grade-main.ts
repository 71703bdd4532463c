/** `npm run grade -- wordcount [folder of submissions] [--unsafe] [--again]` */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exercises } from '../learn/exercises/index';
import { findSubmissions } from './find-submissions';
import { gradeAll, verdictsFolder, writeSafely } from './grade-run';
import { chooseIsolation, noIsolation } from './isolation';
import { projectFolder } from './project';
import { gradesCsv, gradesJson, gradesTable } from './reports';
import { recordInNbgrader } from './run-nbgrader';

async function main(args: readonly string[]): Promise<void> {
  const [name = '', given] = args.filter((arg) => !arg.startsWith('-'));
  const exercise = exercises[name];
  if (!exercise) throw new Error(`Say which exercise to grade: npm run grade -- ${Object.keys(exercises).join(' | ')} [folder of submissions]`);
  const folder = given === undefined ? join(projectFolder, 'submitted') : resolve(process.env['INIT_CWD'] ?? '.', given);
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}. Name the folder of submissions: npm run grade -- ${name} <folder>`);
  const unsafe = args.includes('--unsafe');
  if (!chooseIsolation(unsafe)) throw new Error(noIsolation);
  const submissions = findSubmissions(folder, name);
  if (submissions.length === 0) throw new Error(`There is no submission of ${name} in ${folder}.`);
  const grades = join(projectFolder, 'grades', name);
  const started = Date.now();
  const graded = await gradeAll({ exercise, submissions, folder: grades, unsafe, again: args.includes('--again'), tell: (done) => bar(done, submissions.length, started) });
  process.stderr.write('\n');
  writeSafely(join(grades, 'grades.csv'), gradesCsv(exercise, graded));
  writeSafely(join(grades, 'grades.json'), gradesJson(exercise, graded));
  console.log(gradesTable(exercise, graded));
  console.log(`\nPoints by student and by test: grades/${name}/grades.csv and grades.json`);
  if (args.includes('--no-feedback')) return;
  const readable = new Set(graded.filter(({ verdict }) => verdict.ms > 0).map(({ student }) => student));
  const said = await recordInNbgrader(name, submissions.filter(({ student }) => readable.has(student)), verdictsFolder(grades));
  if (said.trim() !== '') console.error(said.trim());
  console.log(`Feedback: feedback/<student>/${name}/${name}.html. The gradebook has the same points: nbgrader export, or the formgrader.`);
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
