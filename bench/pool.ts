// npm run bench: the pool and its peers in one run, on two workers, each warm. Prints both sides' best times and their ratio.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createPool, distributeData, randn, type Pool } from 'parallel';
import { askPeer, installPeers, python } from './peers/install';

type Capture = (f: (x: number) => unknown) => unknown;
const { capture } = createRequire(import.meta.url)('../src/dist/pool/capture/index.js') as { capture: Capture };

interface Row {
  readonly work: string;
  readonly ours: string;
  readonly peer: string;
  /** How many times better than the peer, or the figure itself. */
  readonly figure: number;
  readonly bar: number;
  /** Whether less is better for the figure. */
  readonly less?: boolean;
}

const rows: Row[] = [];
/** Our own best times, in ms. */
const ours: Record<string, number> = {};
const ms = (time: number): string => `${time.toFixed(time < 10 ? 2 : 0)} ms`;

async function best(work: () => unknown, rounds = 9): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function versus(work: string, bar: number, key: string, [name, time = NaN]: [name: string, time: number | undefined]): void {
  const own = ours[key] ?? NaN;
  rows.push({ work, ours: ms(own), peer: `${name} ${ms(time)}`, figure: time / own, bar });
}

function keepBest(kept: Record<string, number>, times: Record<string, number>): void {
  for (const [key, time] of Object.entries(times)) kept[key] = Math.min(kept[key] ?? Infinity, time);
}

installPeers();
// Each side is measured three times, in turn: what else the machine does meets both. The best counts.
const numpy: Record<string, number> = {};
const starts: Record<string, number> = {};
const pools: Record<string, number> = {};
const errors = randn(1e7, { seed: 1, shared: true });
for (let turn = 0; turn < 3; turn++) {
  keepBest(numpy, askPeer(python, ['python_peers.py']));
  keepBest(starts, askPeer(python, ['first_map.py']));
  keepBest(pools, askPeer(process.execPath, ['pools.mjs']));
  const pool = createPool(2);
  keepBest(ours, { ...(await meanSquares(pool)), ...(await thousandItems(pool)), heavy: await heavyTasks(pool) });
  await pool.close();
  keepBest(ours, { firstMap: await firstMap() });
}
const fastest = Object.entries(pools).sort(([, a], [, b]) => a - b)[0] ?? ['', NaN];
versus('mean square of 1e7, shared, contiguous', 4, 'tight', ['NumPy (a**2).mean()', numpy.meanSquare]);
versus('the same against NumPy a @ a', 1, 'tight', ['NumPy a @ a', numpy.dot]);
versus("the lesson's slow fMap, shared, strided", 1.8, 'slowParallel', ['the same, serial', ours.slowSerial]);
rows.push({ work: 'for-of over a strided part', ours: 'against a plain loop', peer: '–', figure: ours.strided ?? NaN, bar: 2, less: true });
rows.push({ work: '100 tasks of 10 ms', ours: `efficiency ${(1 / (ours.heavy ?? NaN)).toFixed(3)}`, peer: '–', figure: 1 / (ours.heavy ?? NaN), bar: 0.97 });
versus('1000 trivial items, automatic chunks', 10, 'auto', ['Piscina, a task an item', pools.piscina]);
versus('the same', 1, 'auto', ['multiprocessing.Pool.map', numpy.thousand]);
versus('1000 trivial items, chunkSize 1', 1, 'single', [`${fastest[0]}, the fastest of four`, fastest[1]]);
versus('createPool(5) and a first map of 6', 1, 'firstMap', ["Pool(5) by fork, Linux's way till 3.13", starts.fork]);
versus('the same', 1, 'firstMap', ["by forkserver, Linux's way since 3.14", starts.forkserver]);
versus('the same', 1, 'firstMap', ['by spawn, the way of macOS and Windows', starts.spawn]);
captureCost();
const { share = NaN } = askPeer(process.execPath, [join(import.meta.dirname, 'memory.mjs')]);
rows.push({ work: 'peak memory of a map over 640 MB shared', ours: `${share.toFixed(3)} of the data`, peer: '–', figure: share, bar: 1.1, less: true });
print();

async function meanSquares(pool: Pool): Promise<Record<string, number>> {
  const sumOfSquares = (part: Float64Array): number => {
    // Four sums, so that an addition needn't wait for the one before; not taken from a list, or V8 wouldn't know their type. Each element and the
    // length are read once: of memory that others may change, V8 reads them anew each time.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    const { length } = part;
    const whole = length - (length % 4);
    for (let i = 0; i < whole; i += 4) {
      const w = part[i]!;
      const x = part[i + 1]!;
      const y = part[i + 2]!;
      const z = part[i + 3]!;
      a += w * w;
      b += x * x;
      c += y * y;
      d += z * z;
    }
    for (let i = whole; i < length; i++) a += part[i]! * part[i]!;
    return a + b + c + d;
  };
  const blocks = distributeData(errors, 2, { layout: 'block' });
  const tight = await best(() => pool.map(sumOfSquares, blocks), 25);

  const fMap = (part: Iterable<number>): [number, number] => {
    const squares: number[] = [];
    for (const x of part) squares.push(x * x);
    return [squares.reduce((sum, x) => sum + x, 0), squares.length];
  };
  const parts = distributeData(errors, 2);
  const slowSerial = await best(() => parts.map((part) => fMap(part)), 5);
  const slowParallel = await best(() => pool.map(fMap, parts), 5);
  const [strided] = await pool.map(forOfShare, [{ errors, part: parts[1]! }]);
  return { tight, slowSerial, slowParallel, strided: strided! };
}

/** How many times a for-of over a strided part takes what a plain loop over the same elements does. */
function forOfShare({ errors, part }: { errors: Float64Array; part: Iterable<number> }): number {
  const plain = (): number => {
    let sum = 0;
    for (let i = 1; i < errors.length; i += 2) {
      const x = errors[i]!;
      sum += x * x;
    }
    return sum;
  };
  const forOf = (): number => {
    let sum = 0;
    for (const x of part) sum += x * x;
    return sum;
  };
  const least = (f: () => number): number => Math.min(...Array.from({ length: 15 }, () => {
    const start = performance.now();
    f();
    return performance.now() - start;
  }));
  return least(forOf) / least(plain);
}

/**
 * Twice the parallel time, as a share of the serial one: 1 is an efficiency of 1. Serial is the faster of the main thread and one
 * worker: V8 may compile one function differently in each.
 */
async function heavyTasks(pool: Pool): Promise<number> {
  const spin = (turns: number): number => {
    let x = 0;
    for (let i = 0; i < turns; i++) x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
    return x;
  };
  await best(() => spin(1e6), 5);
  const turns = Math.round((1e6 * 10) / (await best(() => spin(1e6), 5)));
  const tasks = new Array<number>(100).fill(turns);
  await pool.map(spin, tasks);
  const inOneWorker = (): Promise<number> => pool.apply((all: number[]) => {
    const start = performance.now();
    all.forEach(spin);
    return performance.now() - start;
  }, tasks);
  const serial = Math.min(await best(() => tasks.forEach(spin), 2), await inOneWorker(), await inOneWorker());
  return (2 * (await best(() => pool.map(spin, tasks), 2))) / serial;
}

async function thousandItems(pool: Pool): Promise<Record<string, number>> {
  const items = Array.from({ length: 1000 }, (_, index) => index);
  const identity = (x: number): number => x;
  const auto = await best(() => pool.map(identity, items), 2000);
  const single = await best(() => pool.map(identity, items, { chunkSize: 1 }), 40);
  return { auto, single };
}

/** The best of five, each pool closed before the next one. */
async function firstMap(): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const pool = createPool(5);
    await pool.map((x: number) => x * x, [1, 2, 3, 4, 5, 6]);
    least = Math.min(least, performance.now() - start);
    await pool.close();
  }
  return least;
}

function captureCost(): void {
  const [a, b, c, d, e] = [1, 'two', [3], { four: 4 }, new Map([[5, 5]])];
  const [g, h, i, j, k] = [new Set([6]), new Date(7), 8n, /9/, (x: number) => x + 10];
  const f = (x: number): unknown => [x, a, b, c, d, e, g, h, i, j, k(1)];
  const times: number[] = [];
  for (let round = 0; round < 300; round++) {
    const start = performance.now();
    capture(f);
    times.push(performance.now() - start);
  }
  const median = times.sort((x, y) => x - y)[150] ?? NaN;
  rows.push({ work: 'capture of a function with 10 values, warm', ours: `${median.toFixed(3)} ms (median)`, peer: '–', figure: median, bar: 1, less: true });
}

function print(): void {
  for (const { work, ours, peer, figure, bar, less = false } of rows) {
    const holds = less ? figure <= bar : figure >= bar;
    console.log(`${holds ? 'holds ' : 'MISSED'}  ${work.padEnd(44)} ${ours.padEnd(22)} ${peer.padEnd(42)} ${figure.toFixed(2)} (bar ${bar}${less ? ' at most' : ''})`);
  }
}
