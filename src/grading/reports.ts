import { pointsOf, type Exercise } from '../learn/exercise';
import type { Graded } from './grade-run';

/** Points by student and by test, for a spreadsheet. */
export function gradesCsv(exercise: Exercise, graded: readonly Graded[]): string {
  const head = ['student', 'points', 'of', ...exercise.tests.map((test) => test.id), 'notes'];
  const rows = graded.map(({ student, verdict }) => [student, verdict.points, verdict.of, ...verdict.tests.map(({ points }) => points), remarks(verdict).join(' ')]);
  return [head, ...rows].map((row) => row.map(csvField).join(',')).join('\n') + '\n';
}

/** The same for a program, with what each failed test said. */
export function gradesJson(exercise: Exercise, graded: readonly Graded[]): string {
  const students = graded.map(({ student, verdict }) => ({
    student,
    points: verdict.points,
    of: verdict.of,
    seed: verdict.seed,
    notes: remarks(verdict),
    tests: verdict.tests.map(({ id, points, of, parts }) => ({ id, points, of, failures: parts.flatMap(({ name, failure }) => (failure ? [{ part: name, message: failure.message, input: failure.input }] : [])) })),
  }));
  return `${JSON.stringify({ exercise: exercise.name, of: exercise.tests.reduce((sum, test) => sum + pointsOf(test), 0), students }, null, 2)}\n`;
}

/** A table for the terminal: one line a student. */
export function gradesTable(exercise: Exercise, graded: readonly Graded[]): string {
  const width = Math.max(7, ...graded.map(({ student }) => plain(student).length));
  const head = `${'student'.padEnd(width)}  points  ${exercise.tests.map((_, index) => `T${index + 1}`.padStart(3)).join(' ')}`;
  const rows = graded.map(({ student, verdict }) => {
    const tests = verdict.tests.map(({ points }) => String(points).padStart(3)).join(' ');
    return `${plain(student).padEnd(width)}  ${`${verdict.points}/${verdict.of}`.padStart(6)}  ${tests}  ${remarks(verdict).join(' ')}`.trimEnd();
  });
  const legend = exercise.tests.map((test, index) => `T${index + 1} ${test.title} (${pointsOf(test)})`);
  return [head, ...rows, '', ...legend].join('\n');
}

function remarks({ notes, trouble }: Graded['verdict']): string[] {
  return [...notes, ...trouble.map(({ cell, message }) => `${cell} failed: ${message.split('\n')[0]}`)].map(plain);
}

/** What a submission wrote must not steer the instructor's terminal. */
function plain(text: string): string {
  return text.normalize().slice(0, 300).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** Quoted where needed; a formula stays text when a spreadsheet opens it. */
function csvField(value: string | number): string {
  // Some spreadsheets begin a new field at a semicolon.
  const text = typeof value === 'string' ? value.replace(/(^|[;\t\r\n])(?=\s*[=+\-@])/g, "$1'") : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
