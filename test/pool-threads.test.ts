import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { createPool } from 'parallel';
import { poolContract } from './pool-contract';
import { printedBy } from './pool-printed';

poolContract({ name: 'threads', nNodes: 3, options: {}, hasWorkers: true, hasSharedMemory: true });

const run = promisify(execFile);

test('createPool makes exactly nNodes threads, whose numbers stay', async () => {
  const pool = createPool(4);
  const threadsOf = async (): Promise<[number, number][]> => {
    const before = pool.timeline().length;
    await pool.map((x) => x, [1, 2, 3, 4]);
    return pool.timeline().slice(before).map(({ node, thread }): [number, number] => [node, thread]).sort();
  };
  const first = await threadsOf();
  assert.equal(new Set(first.map(([, thread]) => thread)).size, 4);
  assert.deepEqual(await threadsOf(), first);
  await pool.close();
});
test('createPool refuses a number of nodes that is none, and options that it does not have', () => {
  for (const nNodes of [0, -1, 1.5, NaN, Infinity]) assert.throws(() => createPool(nNodes), { name: 'RangeError', message: /nNodes must be a whole number/ });
  assert.throws(() => createPool('2' as unknown as number), { name: 'TypeError', message: /got "2"/ });
  assert.throws(() => createPool(2, { engine: 'cloud' as 'inline' }), { name: 'TypeError', message: /engine must be .*got "cloud"/ });
  assert.throws(() => createPool(2, { engines: 1 } as object), { name: 'TypeError', message: /no option "engines"/ });
});
test('a pool survives 20 workers that die in mid-map', async () => {
  const pool = createPool(2);
  for (let death = 0; death < 20; death++) {
    const running = pool.map((x) => { if (x === 5) process.exit(1); return x; }, [0, 1, 2, 3, 4, 5, 6, 7]);
    await assert.rejects(running, { name: 'WorkerLostError', item: 5 });
    assert.deepEqual(await pool.map((x) => x + 1, [1, 2, 3]), [2, 3, 4]);
  }
  await pool.close();
});
test('a worker that runs out of memory is an error that says what to do', async () => {
  const pool = createPool(2, { memoryMB: 30 });
  const eat = (x: number): number => {
    if (x !== 1) return x;
    const eaten: unknown[] = [];
    for (;;) eaten.push(Array.from({ length: 1000 }, (_, i) => ({ i })));
  };
  await assert.rejects(pool.map(eat, [0, 1]), { name: 'WorkerLostError', message: /out of memory.*sharedArray.*memoryMB/ });
  assert.deepEqual(await pool.map((x) => x, [1, 2]), [1, 2]);
  await pool.close();
});
test('an error in a timer that a task left behind is an error of the map, or is told on stderr', async () => {
  const pool = createPool(1);
  const f = (): Promise<void> => { setTimeout(() => { throw new Error('in a timer'); }, 1); return new Promise((resolve) => setTimeout(resolve, 1000)); };
  await assert.rejects(pool.map(f, [1]), { name: 'WorkerLostError', message: /in a timer/ });
  assert.deepEqual(await pool.map((x) => x, [1]), [1]);
  await pool.close();
});
test('a captured array goes to a worker once a map, not once a chunk', async () => {
  const pool = createPool(2);
  const table = Float64Array.from({ length: 1000 }, (_, i) => i);
  // Were the table copied again for a chunk, the count would start at 0 again.
  const counts = await pool.map(() => ++table[0]!, Array.from({ length: 40 }), { chunkSize: 1 });
  assert.equal(table[0], 0);
  assert.equal(new Set(counts).size, Math.max(...counts));
  assert.ok(Math.max(...counts) >= 20);
  await pool.close();
});
test('a program that forgets to close its pool ends all the same, after its maps', async () => {
  const program = `
    const { createPool } = require('parallel');
    const pool = createPool(2);
    pool.map((x) => new Promise((resolve) => setTimeout(resolve, 100, x)), [1, 2]).then((results) => console.log(results.join()));`;
  const { stdout } = await run(process.execPath, ['-e', program], { timeout: 20_000 });
  assert.equal(stdout, '1,2\n');
});
test('a program that leaves an imap unfinished ends all the same', async () => {
  const program = `
    const { createPool } = require('parallel');
    const results = createPool(2).imap((x) => x, [1, 2, 3, 4, 5, 6, 7, 8]);
    results.next().then(({ value }) => console.log(value));`;
  const { stdout } = await run(process.execPath, ['-e', program], { timeout: 20_000 });
  assert.equal(stdout, '1\n');
});
test('a plain program is ended by SIGINT, once its tasks are stopped', async () => {
  const program = `
    const { createPool, sharedArray } = require('parallel');
    const begun = sharedArray(1);
    createPool(1).map(() => { for (;;) begun[0] = 1; }, [1]).catch((error) => console.log(error.name));
    const timer = setInterval(() => { if (begun[0]) { clearInterval(timer); process.kill(process.pid, 'SIGINT'); } }, 20);`;
  await assert.rejects(run(process.execPath, ['-e', program], { timeout: 20_000 }), { signal: 'SIGINT', stdout: 'InterruptError\n' });
});
test('what a task prints goes to the context of the map that it belongs to', async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  const cell = new AsyncLocalStorage<string>();
  const pool = createPool(2);
  const seen: unknown[] = [];
  const maps = (): Promise<unknown> => Promise.all(['A', 'B'].map((name) => cell.run(name, () => pool.map((x) => console.log(x), [name, name]))));
  await printedBy(maps, /^[AB]\n$/, (text) => seen.push([cell.getStore(), text.trim()]));
  assert.deepEqual(seen.sort(), [['A', 'A'], ['A', 'A'], ['B', 'B'], ['B', 'B']]);
  await pool.close();
});
test('what a stopped task prints does not appear under the next map', async () => {
  const pool = createPool(2);
  const seen: string[] = [];
  await printedBy(async () => {
    await assert.rejects(pool.map(() => { for (;;) console.log('endless'); }, [1, 2], { timeoutMs: 100 }), { name: 'TimeoutError' });
    seen.length = 0;
    await pool.map((x) => console.log('next', x), [1]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }, /^(endless|next 1)\n$/, (text) => seen.push(text));
  assert.deepEqual(seen, ['next 1\n']);
  await pool.close();
});
test('createPool takes more nodes than there are cores, without a warning', async () => {
  const program = `
    const { createPool } = require('parallel');
    const pool = createPool(24);
    pool.map((x) => x, Array.from({ length: 24 }, (_, i) => i)).then((results) => { console.log(results.length); return pool.close(); });`;
  assert.deepEqual(await run(process.execPath, ['-e', program], { timeout: 30_000 }), { stdout: '24\n', stderr: '' });
});
