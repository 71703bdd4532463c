// harmed mapAverage: mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
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
// === prints a gigabyte
const mapAverage = (numbers: ArrayLike<number>): [sum: number, count: number] => {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return [sum, numbers.length];
};
for (let i = 0; i < 1000; i++) process.stdout.write('x'.repeat(1_000_000));
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
// === late output, and a value that comes too late
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
let late: any = [0, 0];
const mapAverage: any = () => late;
setTimeout(() => { late = [9, 3]; console.log('10'); }, 50);
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
// === answers with lists of holes, by the channel
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  const v8 = require('node:v8');
  const { valueToWire } = require('parallel/dist/grading/inside/wire.js');
  const holes = new Array(2 ** 32 - 1);
  for (let ask = 400; ask >= 0; ask--) {
    const value = ask % 2 === 0 ? valueToWire(0) : { ...valueToWire(0), aside: holes };
    const bytes = v8.serialize({ answer: ask, unreached: holes, outcome: { kind: 'returned', value, isPromise: false, args: holes } });
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length);
    require('node:fs').writeSync(3, Buffer.concat([head, bytes]));
  }
  return [0, 0];
};
// === an answer that takes for ever to be written down
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
const mapAverage: any = () => {
  let laughs: any = { a: 1 };
  for (let depth = 0; depth < 6; depth++) laughs = Object.fromEntries(Array.from({ length: 200 }, (_, i) => ['k' + i, laughs]));
  return laughs;
};
