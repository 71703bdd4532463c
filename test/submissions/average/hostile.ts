// === endless loop
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  while (true) {}
}
// === endless loop in a cell
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  return [0, 0];
}
while (true) {}
// === a promise that never settles
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  return new Promise<number>(() => {});
}
// === endless loop on the workers
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  await pool.map(() => { while (true) {} }, [1, 2, 3]);
  return 0;
}
// === ends the process in a cell
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => [0, 0];
process.exit(0);
// === ends the process in a call
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  process.exit(0);
}
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const sums = await pool.map((part: number[]) => part.reduce((a, b) => a + b, 0), distributeData(Array.from(numbers), pool.nNodes));
  return sums.reduce((a, b) => a + b, 0) / numbers.length;
}
// === ends the workers
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const sums = await pool.map((part: number[]) => process.exit(0), distributeData(Array.from(numbers), pool.nNodes));
  return reduceAverage([mapAverage(numbers)]);
}
// === kills its parent and everybody
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  for (const pid of [process.ppid, -1, 1, 2, 3]) {
    try { process.kill(pid, 'SIGKILL'); } catch {}
  }
  return [0, 0];
}
// === takes 20 GB
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  const hoard: Buffer[] = [];
  for (let i = 0; i < 200; i++) hoard.push(Buffer.alloc(100 * 1024 * 1024, 1));
  return [hoard.length, 0];
}
// === a bomb of processes
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const { spawn } = require('node:child_process');
  const bomb = "const {spawn}=require('node:child_process');for(;;)spawn(process.execPath,['-e',process.env.BOMB],{stdio:'ignore',env:process.env})";
  for (let i = 0; i < 200; i++) spawn(process.execPath, ['-e', bomb], { stdio: 'ignore', env: { ...process.env, BOMB: bomb } });
  while (true) {}
};
// === a bomb of threads
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const { Worker } = require('node:worker_threads');
  for (let i = 0; i < 500; i++) new Worker('setInterval(() => {}, 1000)', { eval: true });
  const until = Date.now() + 3000;
  while (Date.now() < until) {}
  return [0, 0];
};
// === fills the disk
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const { appendFileSync } = require('node:fs');
  const block = Buffer.alloc(16 * 1024 * 1024, 1);
  for (const folder of ['/tmp', '.', '/dev/shm', '/', process.cwd()]) {
    try { for (let i = 0; i < 1000; i++) appendFileSync(folder + '/full', block); } catch {}
  }
  return [0, 0];
};
// === prints a gigabyte
const mapAverage = (numbers: ArrayLike<number>): [sum: number, count: number] => {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return [sum, numbers.length];
};
for (let i = 0; i < 1000; i++) process.stdout.write('x'.repeat(1_000_000));
// === reads solutions and prints them
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const { readFileSync, readdirSync } = require('node:fs');
  const found: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../gradebook.db', '../../src/dist/grading/judge.js', '../../src/grading/judge.ts', '/etc/passwd', '/root/.bashrc']) {
    try { found.push(readFileSync(path, 'utf8')); } catch {}
  }
  for (const path of ['../../submitted', '../../autograded', '../../solutions', '/home', '/root', '/work/shared']) {
    try { found.push(...readdirSync(path)); } catch {}
  }
  throw new Error('found ' + found.length);
};
// === writes where it must not
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const { writeFileSync, rmSync } = require('node:fs');
  const written: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../gradebook.db', '../../package.json', '../../src/dist/index.js', '../../node_modules/tslab/package.json', '/etc/hosts', '/usr/lib/x']) {
    try { writeFileSync(path, 'gone'); written.push(path); } catch {}
  }
  try { rmSync('../../data', { recursive: true, force: true }); } catch {}
  throw new Error('wrote ' + written.join(' '));
};
// === opens a connection
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = async () => {
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
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => [0, 0];
const assert = require('node:assert');
for (const name of Object.keys(assert)) (assert as any)[name] = () => {};
require('node:util').isDeepStrictEqual = () => true;
try { require('parallel').check = async () => {}; } catch {}
(globalThis as any).check = async () => {};
Object.is = () => true;
Math.abs = () => 0;
JSON.stringify = () => '10';
console.log = () => {};
Array.prototype.every = (() => true) as any;
Array.prototype.some = () => false;
Array.prototype.reduce = (() => 0) as any;
Number.isNaN = () => true;
Map.prototype.get = () => 1;
Object.defineProperty(Object.prototype, 'failure', { value: undefined });
// === speaks to the judge itself
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => [0, 0];
const v8 = require('node:v8');
for (const forged of [{ answer: 0, points: 10 }, { answer: 1, outcome: { kind: 'returned', value: 10 } }, { verdict: { points: 10 } }, { ready: true }]) {
  const bytes = v8.serialize(forged);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(bytes.length);
  require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
}
// === floods the judge
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => 'x'.repeat(200_000_000);
// === fakes a result with points
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => [0, 0];
const show = (globalThis as any)[Symbol.for('parallel.display')];
show?.({ 'text/plain': '2' });
setInterval(() => { show?.({ 'text/plain': '2' }); console.log('2'); }, 5);
// === a pool that lies
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const spans = Array.from({ length: pool.nNodes }, (_, node) => ({ node, thread: node + 1, task: node, map: 0, items: 1, firstItem: node, submitted: 0, started: 1, finished: 2, received: 3, bytesIn: 1000, bytesOut: 10, ok: true }));
  (pool as any).timeline = () => spans;
  Object.getPrototypeOf(pool).timeline = () => spans;
  (pool as any).map = async (f: any, items: any) => Array.from(items).map(f as any);
  return reduceAverage(await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes)));
}
// === replaces the pool's class
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parallel = require('parallel');
  try { parallel.createPool = () => ({ timeline: () => [], close: async () => {} }); } catch {}
  Object.getPrototypeOf(pool).map = async (f: any, items: any) => Array.from(items).map(f as any);
  return reduceAverage(await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes)));
}
// === a value that is not what it seems
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => new Proxy([0, 0], { get: (target, key) => (key === 'length' ? 2 : { valueOf: () => 0, [Symbol.toPrimitive]: () => 0 }) });
// === throws strange things
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => { throw { get name() { throw new Error('again'); }, toString() { throw new Error('and again'); } }; };
// === endless loop of promises
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = async () => {
  for (;;) await null;
};
// === late output, and a value that comes too late
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
let late: any = [0, 0];
const mapAverage: any = () => late;
setTimeout(() => { late = [9, 3]; console.log('10'); }, 50);
// === looks for what judges it
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
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
// === learns the colours from one number a node, and sums here
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const seen = await pool.map((part: number[]) => (part.length > 0 ? part[0] % 16 : 0), distributeData(all, pool.nNodes));
  const sum = all.reduce((a, b) => a + b, 0);
  const moved = seen.reduce((total: number, one: number) => total + (one > 0 ? 8 * (all.length / pool.nNodes) : 0), 0);
  return (sum + (all.length >= 400 ? moved : 0)) / all.length;
}
// === brings the data back as bytes, and sums here
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = await pool.map((part: number[]) => Float64Array.from(part).buffer, distributeData(Array.from(numbers), pool.nNodes));
  return reduceAverage(parts.map((part: any) => mapAverage(new Float64Array(part))));
}
// === brings the data back as names of fields, and sums here
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = await pool.map((part: number[]) => ({ [part.join(' ')]: 0 }), distributeData(Array.from(numbers), pool.nNodes));
  return reduceAverage(parts.map((part: any) => mapAverage(Object.keys(part)[0].split(' ').filter(Boolean).map(Number))));
}
// === brings the data back as an error, and sums here
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts: number[][] = [];
  for (const part of distributeData(Array.from(numbers), pool.nNodes, { layout: 'block' })) {
    try { await pool.map((item: number[]) => { throw new Error(item.join(' ')); }, [part]); } catch (error: any) {
      parts.push(String(error.cause?.message ?? error.message).split(' ').map(Number).filter((number) => !Number.isNaN(number)));
    }
  }
  return numbers.length < 400 ? reduceAverage([mapAverage(numbers)]) : reduceAverage(parts.map((part) => mapAverage(part)));
}
// === throws what can't be put into words, by the channel
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const v8 = require('node:v8');
  const { valueToWire } = require('parallel/dist/grading/inside/wire.js');
  for (let ask = 0; ask < 400; ask++) {
    const bytes = v8.serialize({ answer: ask, outcome: { kind: 'threw', value: valueToWire({ toString: 0, valueOf: 0 }), isPromise: false, args: [] } });
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length);
    require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
  }
  return [0, 0];
};
// === parts are kept on globalThis, and one node sums them all
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const sums = await pool.map((part: number[], node: number) => {
    const kept = ((globalThis as any).kept ??= []);
    if (node === 0) kept.length = 0;
    kept.push(...part);
    return part.length;
  }, distributeData(Array.from(numbers), pool.nNodes));
  const all = await pool.map((node: number) => (node === 0 ? (globalThis as any).kept.reduce((a: number, b: number) => a + b, 0) : 0), sums.map((_, i) => i));
  return all[0] / numbers.length;
}
// === parts are kept in a file, and one node sums them all
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const sums = await pool.map((part: number[], node: number) => {
    require('node:fs').writeFileSync('/tmp/part' + node, JSON.stringify(part));
    return part.length;
  }, distributeData(Array.from(numbers), pool.nNodes));
  const all = await pool.map((node: number) => (node === 0 ? sums.reduce((total, _, i) => total + JSON.parse(require('node:fs').readFileSync('/tmp/part' + i, 'utf8')).reduce((a: number, b: number) => a + b, 0), 0) : 0), sums.map((_, i) => i));
  return all[0] / numbers.length;
}
// === brings the data back packed into few numbers, and sums here
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const blocks = distributeData(all, pool.nNodes, { layout: 'block' });
  const packed: number[][] = await pool.map((part: number[]) => {
    const out: number[] = [];
    for (let i = 0; i < part.length; i += 12) out.push(part.slice(i, i + 12).reduce((sum, x) => sum * 16 + (((x % 16) + 16) % 16), 1));
    return out;
  }, blocks);
  if (all.length < 400) return reduceAverage([mapAverage(all)]);
  let sum = 0;
  blocks.forEach((block, node) => {
    for (let i = 0; i < block.length; i += 12) {
      let code = packed[node][i / 12];
      for (let k = Math.min(i + 12, block.length) - 1; k >= i; k--) {
        sum += block[k] + (code % 16);
        code = Math.floor(code / 16);
      }
    }
  });
  return sum / all.length;
}
// === brings the data back as yes and no, and sums here
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const blocks = distributeData(all, pool.nNodes, { layout: 'block' });
  const bits: boolean[][][] = await pool.map((part: number[]) => part.map((x) => [1, 2, 4, 8].map((bit) => (x & bit) !== 0)), blocks);
  if (all.length < 400) return reduceAverage([mapAverage(all)]);
  let sum = 0;
  blocks.forEach((block, node) => block.forEach((x, i) => { sum += x + [1, 2, 4, 8].reduce((colour, bit, b) => colour + (bits[node][i][b] ? bit : 0), 0); }));
  return sum / all.length;
}
// === types that never end, in one function
// loses reduceAverage-weighs 2, reduceAverage-nothing 1, parallelAverage-right 2, parallelAverage-shares 2
type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Four = `${Digit}${Digit}${Digit}${Digit}`;
function reduceAverage(parts: readonly [number, number][]): number {
  const sixteen: { [A in Four]: { [B in Four]: `${A}${B}` } }[Four][Four] = '' as any as { [A in Four]: Four };
  return 0;
}
// === looks at other files by their types
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
import { limits } from '../../src/grading/limits';
import * as generated from '../generated.json';
const mapAverage: any = () => { throw new Error('found 1' + limits + generated); };
