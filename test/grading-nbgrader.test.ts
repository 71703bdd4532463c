import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { python, root } from '../setup/project.mjs';
import { canSandbox } from '../src/dist/grading/sandbox.js';
import { readSamples, releasedNotebook } from './submissions/read-submissions';
import { brokenOnes } from './submissions/write-class';

const skip = canSandbox() ? false : 'there is no sandbox here';
const sample = readSamples('average', 'wrong').find(({ name }) => name === 'average of averages')!;
const twice = brokenOnes('average').find(({ note }) => note?.test('is there twice'))!;
const script = { cell_type: 'markdown', id: 'own', metadata: {}, source: ['My answer <script>steal()</script><img src="/logout" onerror="steal()">'] };
const submissions: Record<string, string> = {
  rita: readSamples('average', 'right')[0]!.notebook,
  una: JSON.stringify(releasedNotebook('average')),
  wanda: sample.notebook,
  zoe: JSON.stringify({ ...(JSON.parse(twice.text) as { cells: object[] }), cells: [...(JSON.parse(twice.text) as { cells: object[] }).cells, script] }),
};
const students = Object.keys(submissions);
const points = { rita: 10, una: 0, wanda: 10 - Object.values(sample.loses).reduce((sum, lost) => sum + lost, 0), zoe: 10 };

// A class of its own, in a folder of its own; commands are typed in the project's root.
const course = mkdtempSync(join(tmpdir(), 'course-'));
const env = { ...process.env, PARALLEL_COURSE: course };
after(() => rmSync(course, { recursive: true, force: true }));

async function run(args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(python, args, { cwd: root, env, maxBuffer: 1e8 });
  return stdout + stderr;
}

function nbgrader(...args: string[]): Promise<string> {
  return run(['-m', 'nbgrader', ...args]);
}

/** Where a student's exercises are, and the copies of what was handed in. */
function home(student: string): string[] {
  const folder = join(course, 'home', student);
  return [`--Exchange.assignment_dir=${folder}`, `--Exchange.cache=${join(folder, 'cache')}`];
}

async function handIn(student: string): Promise<void> {
  const folder = join(course, 'home', student, 'average');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'average.ipynb'), submissions[student]!);
  await nbgrader('submit', 'average', `--student=${student}`, ...home(student));
}

function feedback(student: string): string {
  return readFileSync(join(course, 'feedback', student, 'average', 'average.html'), 'utf8');
}

/** What a reader sees of a page. */
function textOf(html: string): string {
  return html.replace(/<style.*?<\/style>|<script.*?<\/script>|<[^>]+>/gs, '').replace(/&#39;/g, "'").replace(/\s+/g, ' ');
}

before(async () => {
  if (skip) return;
  // As in a fresh clone: exercises/ is there, the gradebook isn't.
  cpSync(join(root, 'exercises'), join(course, 'exercises'), { recursive: true });
  await nbgrader('release_assignment', 'average');
  mkdirSync(join(course, 'home', 'rita'), { recursive: true });
  await nbgrader('fetch_assignment', 'average', ...home('rita'));
  await Promise.all(students.map(handIn));
  await nbgrader('collect', 'average');
  await nbgrader('autograde', 'average');
  await nbgrader('generate_feedback', 'average');
  await nbgrader('release_feedback', 'average');
  await nbgrader('fetch_feedback', 'average', '--student=wanda', ...home('wanda'));
  await nbgrader('export', `--to=${join(course, 'grades.csv')}`);
});

test('nbgrader generate_assignment writes what exercises/ holds, and knows the points', { skip }, async () => {
  await nbgrader('generate_assignment', 'wordcount', '--force');
  assert.equal(readFileSync(join(course, 'exercises', 'wordcount', 'wordcount.ipynb'), 'utf8'), readFileSync(join(root, 'exercises', 'wordcount', 'wordcount.ipynb'), 'utf8'));
  assert.match(await nbgrader('db', 'assignment', 'list'), /average.*wordcount/s);
});

test('nbgrader autograde puts the judge\'s points into the gradebook, test by test', { skip }, async () => {
  const asked = [
    'import json, sys', 'from nbgrader.api import Gradebook', 'with Gradebook(sys.argv[1]) as gradebook:',
    '    print(json.dumps({s.student.id: {g.name: g.max_score - g.score for n in s.notebooks for g in n.grades if g.score < g.max_score or g.needs_manual_grade} for s in gradebook.assignment_submissions("average")}))',
  ].join('\n');
  const lost = JSON.parse(await run(['-c', asked, `sqlite:///${join(course, 'gradebook.db')}`])) as Record<string, Record<string, number>>;
  const all = { 'mapAverage-sum-and-count': 2, 'mapAverage-any-list': 1, 'reduceAverage-weighs': 2, 'reduceAverage-nothing': 1, 'parallelAverage-right': 2, 'parallelAverage-shares': 2 };
  assert.deepEqual(lost, { rita: {}, una: all, wanda: sample.loses, zoe: {} });
});

test('nbgrader export gives a line of CSV a student', { skip }, () => {
  const [head = '', ...rows] = readFileSync(join(course, 'grades.csv'), 'utf8').trim().split(/\r?\n/).map((line) => line.split(','));
  const column = (name: string): number => head.indexOf(name);
  const scores = rows.map((row) => [row[column('student_id')], Number(row[column('score')]), Number(row[column('max_score')])]);
  assert.deepEqual(scores, students.map((student) => [student, points[student as keyof typeof points], 10]));
});

test('feedback names a failed hidden test, its message, seed and smallest input', { skip }, () => {
  const page = textOf(feedback('wanda'));
  assert.match(page, /the average of all, from sums and counts of different sizes It gave another result/);
  assert.match(page, /smallest inputreduceAverage\(\[\[.+\]\]\)expected-?[\d.e-]+received-?[\d.e-]+To try the same inputs: await check\('reduceAverage-weighs', …, \{ seed: \d+ \}\)/);
});

test('released exercises and feedback show no hidden test and no solution', { skip }, () => {
  const source = readFileSync(join(root, 'solutions', 'average', 'average.ipynb'), 'utf8');
  const hidden = /HIDDEN TESTS|Date\.now\(\) % 1_000_000_007/;
  const solution = /sum \+= (numbers\[i\]|partSum)/;
  assert.match(source, hidden);
  assert.match(source, solution);
  const released = readFileSync(join(course, 'exchange', 'parallel-computing-in-typescript', 'outbound', 'average', 'average.ipynb'), 'utf8');
  for (const text of [released, ...students.map((student) => textOf(feedback(student)))]) {
    assert.match(text, /mapAverage-sum-and-count/);
    assert.doesNotMatch(text, hidden);
  }
  for (const text of [released, textOf(feedback('una'))]) assert.doesNotMatch(text, solution);
});

test('feedback runs no script that a learner wrote, and fetches none', { skip }, () => {
  const page = feedback('zoe');
  assert.doesNotMatch(page, /src="https?:/);
  assert.match(page, /My answer/);
  assert.doesNotMatch(page, /<script>steal|onerror=|\/logout/);
});

test('nbgrader autograde follows no link to somebody else\'s work', { skip }, async () => {
  mkdirSync(join(course, 'submitted', 'lena', 'average'), { recursive: true });
  symlinkSync(join(course, 'submitted', 'rita', 'average', 'average.ipynb'), join(course, 'submitted', 'lena', 'average', 'average.ipynb'));
  await assert.rejects(nbgrader('autograde', 'average', '--student=lena'), /is a link/);
  assert.equal(existsSync(join(course, 'autograded', 'lena', 'average', 'average.ipynb')), false);
});

test('nbgrader fetch_feedback brings a student the page of what was handed in', { skip }, () => {
  const folder = join(course, 'home', 'wanda', 'average', 'feedback');
  const [time = ''] = readdirSync(folder);
  assert.equal(readFileSync(join(folder, time, 'average.html'), 'utf8'), feedback('wanda'));
  assert.ok(existsSync(join(course, 'home', 'rita', 'average', 'average.ipynb')));
});
