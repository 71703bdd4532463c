import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readSamples } from './submissions/read-submissions';
import { brokenOnes, type Grades, writeClass, wrongMarks } from './submissions/write-class';
import { recordInNbgrader } from '../src/dist/grading/run-nbgrader.js';
import { canSandbox } from '../src/dist/grading/sandbox.js';

const skip = canSandbox() ? false : 'there is no sandbox here';
const project = fileURLToPath(new URL('..', import.meta.url));
const grader = join(project, 'src/dist/grading/grade-main.js');
const folder = mkdtempSync(join(tmpdir(), 'grade-run-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const right = readSamples('average', 'right').slice(0, 2).map(({ name, loses, notebook }) => ({ student: `right, ${name.replace(/\W+/g, ' ')}`, loses, text: notebook }));
const wrong = readSamples('average', 'wrong').slice(0, 2).map(({ name, loses, notebook }) => ({ student: `Zoë ${name.replace(/\W+/g, ' ')}`, loses, text: notebook }));
// Judged first, and for ten seconds at least: it is sure to be there when the grader is killed.
const loop = readSamples('average', 'hostile').filter(({ name }) => name === 'endless loop in a cell').map(({ loses, notebook }) => ({ student: '1 loop', loses, text: notebook }));
const classmates = [...loop, ...brokenOnes('average'), ...right, ...wrong];
const submissions = join(folder, 'in');
writeClass(submissions, 'average', classmates);

function grade(into: string): ChildProcess {
  return spawn(process.execPath, [grader, 'average', submissions, '--seed', '77', '--no-feedback', '--into', join(folder, into)], { stdio: 'ignore' });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve));
}

function read(into: string, file: string): string {
  return readFileSync(join(folder, into, 'grades/average', file), 'utf8');
}

/** The grader's own children, and theirs. */
function descendants(pid: number): number[] {
  const own = readdirSync(`/proc/${pid}/task`).flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
  return own.flatMap((child) => [child, ...(existsSync(`/proc/${child}`) ? descendants(child) : [])]);
}

test('grade gives broken submissions a line of their own, and the others their marks', { skip }, async () => {
  assert.equal(await ended(grade('whole')), 0);
  assert.deepEqual(wrongMarks(JSON.parse(read('whole', 'grades.json')) as Grades, classmates), []);
  const csv = read('whole', 'grades.csv');
  for (const { student } of classmates) assert.ok(csv.includes(student), student);
});

test('grade, killed in the middle, leaves nothing running, and gives the same files when started again', { skip }, async () => {
  const child = grade('killed');
  const verdicts = join(folder, 'killed/grades/average/verdicts');
  const done = (): string[] => (existsSync(verdicts) ? readdirSync(verdicts).filter((file) => file.endsWith('.json')) : []);
  const until = Date.now() + 60_000;
  while (done().length < 4 && Date.now() < until) await sleep(20);
  const alive = descendants(child.pid!);
  const kept = done();
  child.kill('SIGKILL');
  await ended(child);
  assert.ok(alive.length > 0 && kept.length >= 4 && kept.length < classmates.length, `${alive.length} processes, ${kept.length} graded`);
  const gone = Date.now() + 4_000;
  while (alive.some((pid) => existsSync(`/proc/${pid}`)) && Date.now() < gone) await sleep(50);
  assert.deepEqual(alive.filter((pid) => existsSync(`/proc/${pid}`)), []);
  const before = kept.map((file) => readFileSync(join(verdicts, file), 'utf8'));
  // The second run is told no seed: it has to keep the first one's.
  const again = spawn(process.execPath, [grader, 'average', submissions, '--no-feedback', '--into', join(folder, 'killed')], { stdio: 'ignore' });
  assert.equal(await ended(again), 0);
  assert.deepEqual(kept.map((file) => readFileSync(join(verdicts, file), 'utf8')), before);
  if (!existsSync(join(folder, 'whole/grades/average/grades.json'))) await ended(grade('whole'));
  for (const file of ['grades.json', 'grades.csv']) assert.equal(read('killed', file), read('whole', file));
});

/** What the grader says, and its exit code. */
function say(args: readonly string[], env: NodeJS.ProcessEnv = process.env): { said: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [grader, ...args], { encoding: 'utf8', env });
  return { said: stdout + stderr, status };
}

test('grade refuses other people\'s notebooks where there is no sandbox, and says what to do', () => {
  const { said, status } = say(['average', submissions, '--no-feedback', '--into', join(folder, 'none')], { ...process.env, PATH: folder });
  assert.equal(status, 1);
  assert.match(said, /no sandbox.*apt install bubblewrap.*--unsafe/s);
  assert.ok(!existsSync(join(folder, 'none')));
});

test('grade tells how it is used', () => {
  const { said, status } = say(['--help']);
  assert.equal(status, 0);
  assert.match(said, /^npm run grade -- average \| wordcount \| mergesort .*--seed n/s);
});

test('grade says what is wrong with its arguments', { skip }, () => {
  mkdirSync(join(folder, 'nobody'), { recursive: true });
  for (const [args, message] of [
    [[], /Say which exercise/],
    [['wordcont'], /no exercise wordcont.*wordcount/],
    [['constructor'], /no exercise constructor/],
    [['average', join(folder, 'missing')], /no folder .*missing/],
    [['average', join(folder, 'nobody')], /no submission of average.*Looked for/],
    [['average', submissions, '--unsave'], /Unknown option '--unsave'\.\n\n.*--unsafe/s],
    [['average', submissions, '--seed', 'x'], /--seed must be a whole number.*got x/],
  ] as const) {
    const { said, status } = say(args);
    assert.equal(status, 1, said);
    assert.match(said, message);
    assert.doesNotMatch(said, /\n\s+at /);
  }
});

test('grade follows no link out of a student\'s folder', { skip }, async () => {
  mkdirSync(join(folder, 'links/eve'), { recursive: true });
  symlinkSync(fileURLToPath(new URL('../solutions/average/average.ipynb', import.meta.url)), join(folder, 'links/eve/average.ipynb'));
  const { said, status } = say(['average', join(folder, 'links'), '--no-feedback', '--into', join(folder, 'linked')]);
  assert.equal(status, 0, said);
  assert.match(said, /eve +0\/10 .*is a link/);
});

test('grade goes on past a name too long for a file of its own, and writes no formula', { skip }, () => {
  const class_ = join(folder, 'odd');
  const source = (line: unknown): string => JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, source: [line] }] });
  for (const [student, text] of [['a'.repeat(249), source('')], ['b;=1+1', ''], ['c', source({ toString: 1 })], ['=2+2', '']] as const) {
    mkdirSync(join(class_, student), { recursive: true });
    writeFileSync(join(class_, student, 'average.ipynb'), text);
  }
  const { said, status } = say(['average', class_, '--no-feedback', '--into', join(folder, 'oddly')]);
  assert.equal(status, 0, said);
  const csv = read('oddly', 'grades.csv');
  assert.match(csv, /^a{249},0,10,/m);
  assert.match(csv, /^b;'=1\+1,0,10,.*empty/m);
  assert.match(csv, /^c,0,10,.*missing/m);
  assert.match(csv, /^'=2\+2,0,/m);
});

test('recordInNbgrader leaves out names that nbgrader would take for other students\'', async () => {
  const said = await recordInNbgrader('average', ['[r]ita', '*', 'new\nline', '\x1b[2J'].map((student) => ({ student, path: 'nowhere.ipynb' })), folder, join(folder, 'unrecorded'));
  assert.equal(said.match(/nbgrader can't take this name/g)?.length, 4);
  assert.doesNotMatch(said, /\x1b/);
});

test('npm run grade, set up or not, gets as far as to name the exercises there are', () => {
  const scripts = (JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
  // In a fresh clone nothing is built: what npm runs must be in the repository, and set up the rest.
  assert.equal(scripts['grade'], 'node setup/grade.mjs');
  const { status, stderr } = spawnSync(process.execPath, ['setup/grade.mjs', 'nosuch'], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^There is no exercise nosuch: npm run grade -- average \| wordcount \| mergesort \[folder of submissions\]$/m);
});
