/** `node --import tsx bench/grading.ts [size]`: grades a class of wordcount in one go; bars: every mark right, at most 8 s each, memory flat. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classOf, type Grades, writeClass, wrongMarks } from '../test/submissions/write-class';

const size = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'class-'));
const classmates = classOf('wordcount', size);
writeClass(join(folder, 'in'), 'wordcount', classmates);

const grader = fileURLToPath(new URL('../src/dist/grading/grade-main.js', import.meta.url));
const started = performance.now();
const child = spawn(process.execPath, [grader, 'wordcount', join(folder, 'in'), '--into', join(folder, 'out')], { stdio: ['ignore', 'pipe', 'inherit'] });
let printed = '';
child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString('utf8')));
const resident: number[] = [];
const timer = setInterval(() => resident.push(residentMb(child.pid!)), 1000);
const code = await new Promise((resolve) => child.on('close', resolve));
clearInterval(timer);
const seconds = (performance.now() - started) / 1000;

const wrong = wrongMarks(JSON.parse(readFileSync(join(folder, 'out/grades/wordcount/grades.json'), 'utf8')) as Grades, classmates);
const third = Math.ceil(resident.length / 3);
const early = Math.max(...resident.slice(0, third));
const late = Math.max(...resident.slice(-third));
console.log(printed.split('\n').slice(-3).join('\n'));
console.log(`exit code ${String(code)}`);
console.log(`${size} submissions in ${seconds.toFixed(0)} s: ${(seconds / size).toFixed(2)} s each (bar 8: ${seconds / size <= 8 ? 'reached' : 'missed'})`);
console.log(`wrong marks: ${wrong.length} (bar 0: ${wrong.length === 0 ? 'reached' : 'missed'})`);
for (const line of wrong) console.log(`  ${line}`);
console.log(`the grader's memory: at most ${early} MB in the first third, ${late} MB in the last`);
if (wrong.length === 0) rmSync(folder, { recursive: true, force: true });
else console.log(`left to look at: ${folder}`);

function residentMb(pid: number): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024) || 0;
  } catch {
    return 0;
  }
}
