/** A class of any size: right, wrong, quick hostile and broken submissions, each with the points that it must get. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelNotebook, readSamples, releasedNotebook } from './read-submissions';

export interface Classmate {
  readonly student: string;
  /** Points lost by test; 'all' for what can't be run. */
  readonly loses: Readonly<Record<string, number>> | 'all';
  /** What its line in the table must say. */
  readonly note?: RegExp;
  readonly text: string;
}

/** Submissions that are broken as files or as notebooks. */
export function brokenOnes(exercise: string): Classmate[] {
  const model = JSON.stringify(modelNotebook(exercise));
  const notebook = modelNotebook(exercise);
  const isTest = (cell: (typeof notebook.cells)[number]): boolean => cell.metadata.nbgrader !== undefined && !cell.metadata.nbgrader.solution && cell.metadata.nbgrader.grade_id.includes('-');
  const given = releasedNotebook(exercise).cells;
  const withCells = (cells: unknown[]): string => JSON.stringify({ ...notebook, cells });
  const solved = given.map((cell) => notebook.cells.find((own) => own.metadata.nbgrader?.solution && own.metadata.nbgrader.grade_id === cell.metadata.nbgrader?.grade_id) ?? cell);
  const firstTest = solved.findIndex(isTest);
  return [
    { student: 'broken, empty', loses: 'all', note: /is empty/, text: '' },
    { student: 'broken, no JSON', loses: 'all', note: /not valid JSON/, text: model.slice(0, 3000) },
    { student: 'broken, no cells', loses: 'all', note: /no cells/, text: withCells([]) },
    { student: 'broken, no list', loses: 'all', note: /no list of cells/, text: '{"nbformat": 4}' },
    { student: 'broken, tests gone', loses: {}, note: /is missing/, text: withCells(solved.filter((cell) => !isTest(cell))) },
    { student: 'broken, tests changed', loses: {}, note: /were changed/, text: withCells(solved.map((cell, index) => (index === firstTest ? { ...cell, source: '20' } : cell))) },
    { student: 'broken, test twice', loses: {}, note: /is there twice/, text: withCells([...solved, solved[firstTest]]) },
  ];
}

/** Hostile ones that make nobody wait long: the others are judged one by one, in test/grading-sandbox.test.ts. */
const SLOW = /loop|never settles|never end|bomb|disk|gigabyte|20 GB|floods|memory/;

/** The first `size` of all kinds in turn, over and over. */
export function classOf(exercise: string, size: number): Classmate[] {
  const samples = ['right', 'wrong', 'hostile'].flatMap((kind) => readSamples(exercise, kind).filter(({ name }) => kind !== 'hostile' || !SLOW.test(name)).map(({ name, loses, notebook }): Classmate => ({ student: `${kind}, ${name}`, loses, text: notebook })));
  const all = [...brokenOnes(exercise), ...samples];
  return Array.from({ length: size }, (_, index) => ({ ...all[index % all.length]!, student: `${String(index + 1).padStart(3, '0')} ${all[index % all.length]!.student.replace(/[^\p{L}\p{N} ,-]/gu, '')} Zoë` }));
}

/** Writes a class as nbgrader collects it: STUDENT/EXERCISE/EXERCISE.ipynb. */
export function writeClass(folder: string, exercise: string, classmates: readonly Classmate[]): void {
  for (const { student, text } of classmates) {
    mkdirSync(join(folder, student, exercise), { recursive: true });
    writeFileSync(join(folder, student, exercise, `${exercise}.ipynb`), text);
  }
}

export interface Grades {
  readonly of: number;
  readonly students: readonly { student: string; points: number; notes: readonly string[]; tests: readonly { id: string; points: number; of: number }[] }[];
}

/** What of a grades file isn't as it has to be, in words. */
export function wrongMarks(grades: Grades, classmates: readonly Classmate[]): string[] {
  return classmates.flatMap(({ student, loses, note }) => {
    const line = grades.students.find((each) => each.student === student.normalize() || each.student === student);
    if (!line) return [`${student}: no line`];
    const lost = Object.fromEntries(line.tests.filter((test) => test.points < test.of).map((test) => [test.id, test.of - test.points]));
    const all = Object.fromEntries(line.tests.map((test) => [test.id, test.of]));
    const inOrder = (points: Readonly<Record<string, number>>): string => JSON.stringify(Object.entries(points).sort());
    const wrong = inOrder(lost) === inOrder(loses === 'all' ? all : loses) ? [] : [`${student}: lost ${JSON.stringify(lost)}, not ${JSON.stringify(loses)}`];
    return note && !note.test(line.notes.join(' ')) ? [...wrong, `${student}: says ${JSON.stringify(line.notes)}`] : wrong;
  });
}
