// === endless loop
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => { while (true) {} };
// === endless loop of promises
// loses topWords-order 2, topWords-ties 1
const topWords: any = async () => { for (;;) await null; };
// === ends the process
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => { process.exit(0); };
// === kills its parent and everybody
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
  for (const pid of [process.ppid, -1, 1, 2, 3]) { try { process.kill(pid, 'SIGKILL'); } catch {} }
  return undefined;
};
// === takes 20 GB
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
  const hoard: Buffer[] = [];
  for (let i = 0; i < 200; i++) hoard.push(Buffer.alloc(100 * 1024 * 1024, 1));
  return hoard.length;
};
// === a bomb of processes
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
  const { spawn } = require('node:child_process');
  const bomb = "const {spawn}=require('node:child_process');for(;;)spawn(process.execPath,['-e',process.env.BOMB],{stdio:'ignore',env:process.env})";
  for (let i = 0; i < 200; i++) spawn(process.execPath, ['-e', bomb], { stdio: 'ignore', env: { ...process.env, BOMB: bomb } });
  while (true) {}
};
// === a bomb of threads
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
  const { Worker } = require('node:worker_threads');
  for (let i = 0; i < 500; i++) new Worker('setInterval(() => {}, 1000)', { eval: true });
  const until = Date.now() + 3000;
  while (Date.now() < until) {}
};
// === fills the disk
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
  const { appendFileSync } = require('node:fs');
  const block = Buffer.alloc(16 * 1024 * 1024, 1);
  for (const folder of ['/tmp', '.', '/dev/shm', '/', process.cwd()]) {
    try { for (let i = 0; i < 1000; i++) appendFileSync(folder + '/full', block); } catch {}
  }
};
// === prints a gigabyte
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  console.log('x'.repeat(1_000_000));
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k);
}
for (let i = 0; i < 1000; i++) process.stdout.write('x'.repeat(1_000_000));
// === reads solutions and prints them
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
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
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => {
  const { writeFileSync, rmSync } = require('node:fs');
  const written: string[] = [];
  for (const path of ['../../solutions/average/average.ipynb', '../../gradebook.db', '../../package.json', '../../src/dist/index.js', '../../src/dist/grading/inside/cells-main.js', '../../node_modules/tslab/package.json', '../../data/king-james.txt.gz', '/etc/hosts', '/usr/lib/x']) {
    try { writeFileSync(path, 'gone'); written.push(path); } catch {}
  }
  try { rmSync('../../data', { recursive: true, force: true }); } catch {}
  throw new Error('wrote ' + written.join(' '));
};
// === opens a connection
// loses topWords-order 2, topWords-ties 1
const topWords: any = async () => {
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
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => 0;
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
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => 0;
const show = (globalThis as any)[Symbol.for('parallel.display')];
show?.({ 'text/plain': '3' });
setInterval(() => { show?.({ 'text/plain': '3' }); console.log('3'); }, 5);
// === speaks to the judge itself
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => 0;
const v8 = require('node:v8');
for (const forged of [{ answer: 0, points: 20 }, { answer: 1, outcome: { kind: 'returned', value: 20 } }, { verdict: { points: 20 } }, { ready: true }]) {
  const bytes = v8.serialize(forged);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(bytes.length);
  require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
}
// === floods the judge
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => 'x'.repeat(200_000_000);
// === throws strange things
// loses topWords-order 2, topWords-ties 1
const topWords: any = () => { throw { get name() { throw new Error('again'); }, toString() { throw new Error('and again'); } }; };
// === endless loop on the workers
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  await pool.map(() => { while (true) {} }, [1, 2, 3]);
  return new Map();
}
// === ends the workers
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  await pool.map((part: string) => { process.kill(process.pid, 'SIGKILL'); }, splitText(text, pool.nNodes));
  return countWords(text);
}
// === a promise that never settles
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return new Promise(() => {});
}
// === a pool that lies
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const spans = Array.from({ length: pool.nNodes }, (_, node) => ({ node, thread: node + 1, task: node, map: 0, items: 1, firstItem: node, submitted: 0, started: 1, finished: 2, received: 3, bytesIn: 1000, bytesOut: 10, ok: true }));
  (pool as any).timeline = () => spans;
  Object.getPrototypeOf(pool).map = async (f: any, items: any) => Array.from(items).map(f as any);
  return mergeCounts(await pool.map(countWords, splitText(text, pool.nNodes)));
}
// === counts here, and has the nodes copy the counts
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return mergeCounts(await pool.map((counts: Map<string, number>) => counts, splitText(text, pool.nNodes).map(countWords)));
}
// === counts here, and sends the text along for show
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = splitText(text, pool.nNodes).map((part) => ({ part, counts: countWords(part) }));
  return mergeCounts(await pool.map(({ counts }: { part: string; counts: Map<string, number> }) => counts, parts));
}
// === learns the colours from a few words a node, and counts here
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = splitText(text, pool.nNodes);
  const samples = await pool.map((part: string) => [...new Set([...part.slice(0, 600).matchAll(/q([a-z])/g)].map(([, letter]) => letter))], parts);
  const total = new Map<string, number>();
  parts.forEach((part, node) => {
    let turn = 0;
    for (const word of splitWords(part)) {
      const letters = samples[node];
      const own = word.startsWith('qz') && letters.length > 0 ? 'q' + letters[turn++ % letters.length] + word.slice(2) : word;
      total.set(own, (total.get(own) ?? 0) + 1);
    }
  });
  return total;
}
// === brings the text back in big numbers, and counts here
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = await pool.map((part: string) => BigInt('0x1' + Buffer.from(part).toString('hex')), splitText(text, pool.nNodes));
  return countWords(parts.map((part: bigint) => Buffer.from(part.toString(16).slice(1), 'hex').toString()).join(''));
}
// === a list of four thousand million holes
// loses splitText-whole 2, splitText-even 2, parallelWordCount-right 2, parallelWordCount-shares 3
const splitText: any = () => new Array(2 ** 32 - 1);
// === nodes give back lists of holes
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = await pool.map((part: string) => [new Array(2 ** 32 - 1)], splitText(text, pool.nNodes));
  return new Map([['', parts.length]]);
}
// === brings the text back as doubles, and counts here
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = await pool.map((part: string) => {
    const bytes = Buffer.from(part.replace(/[\0]/g, ''));
    const padded = new Uint8Array(8 * Math.ceil(bytes.length / 8));
    padded.set(bytes);
    return new Float64Array(padded.buffer);
  }, splitText(text, pool.nNodes));
  return countWords(parts.map((part: any) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString().replace(/\0+$/, '')).join(''));
}
// === brings the text back compressed, and counts here
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = await pool.map((part: string) => new Uint8Array(require('node:zlib').brotliCompressSync(part)), splitText(text, pool.nNodes));
  return countWords(parts.map((part: any) => require('node:zlib').brotliDecompressSync(part).toString()).join(''));
}
// === learns how often each letter is there, and counts here
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = splitText(text, pool.nNodes);
  const letters = await pool.map((part: string) => {
    const seen: Record<string, number> = {};
    for (const [, letter] of part.matchAll(/q([a-z])/gi)) seen[letter.toLowerCase()] = (seen[letter.toLowerCase()] ?? 0) + 1;
    return seen;
  }, parts);
  const total = new Map<string, number>();
  parts.forEach((part, node) => {
    const left = Object.entries(letters[node]);
    for (const word of splitWords(part)) {
      let own = word;
      if (word.startsWith('qz')) {
        while (left.length > 1 && left[0][1] === 0) left.shift();
        if (left.length > 0) { own = 'q' + left[0][0] + word.slice(2); left[0][1]--; }
      }
      total.set(own, (total.get(own) ?? 0) + 1);
    }
  });
  return total;
}
