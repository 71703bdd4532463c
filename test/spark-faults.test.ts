/** Runs where Spark is set up, as spark.test.ts does. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createPool, mapReduce, spark, splitWords, textFiles, type Pool, type TextPart } from 'parallel';

const ROOT = resolve(import.meta.dirname, '..');

/** The processes below this one whose command holds the word. */
function descendants(word: string): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n').map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!);
  const mine = new Set([process.pid]);
  for (let size = 0; size < mine.size; ) {
    size = mine.size;
    for (const row of rows) if (mine.has(Number(row[2]))) mine.add(Number(row[1]));
  }
  return rows.filter((row) => mine.has(Number(row[1])) && row[3]!.includes(word)).map((row) => Number(row[1]));
}

const hasEnded = async (isOver: () => boolean): Promise<void> => {
  while (!isOver()) await new Promise((go) => setTimeout(go, 50));
};

describe('spark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parallel-spark-'));
  let pool: Pool;
  before(() => {
    pool = createPool(2, { engine: spark({ master: 'local[2]' }) });
  });
  after(async () => {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('mapReduce counts the words of text files', { timeout: 120_000 }, async () => {
    const text = gunzipSync(readFileSync(join(ROOT, 'data/king-james.txt.gz')));
    for (let time = 0; time < 12; time++) appendFileSync(join(folder, `text-${time % 2}.txt`), text);
    const countWords = async (part: TextPart): Promise<Map<string, number>> => {
      const counts = new Map<string, number>();
      for await (const piece of part) for (const word of splitWords(piece)) counts.set(word, (counts.get(word) ?? 0) + 1);
      return counts;
    };
    const mergeCounts = (partials: Map<string, number>[]): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const partial of partials) for (const [word, count] of partial) counts.set(word, (counts.get(word) ?? 0) + count);
      return counts;
    };
    const parts = textFiles(join(folder, 'text-*.txt'), { partBytes: 10_000_000 });
    const counts = await mapReduce(pool, countWords, mergeCounts, parts, { combine: mergeCounts, fanIn: 3 });
    assert.equal(counts.size, 14_127);
    assert.equal(counts.get('the'), 12 * 63_919);
    assert.equal([...counts.values()].reduce((a, b) => a + b, 0), 12 * 851_888);
  });

  test('an error of f is thrown once: Spark does not try again', { timeout: 60_000 }, async () => {
    const file = join(folder, 'tries.txt');
    const fail = (): never => {
      appendFileSync(file, 'x');
      throw new RangeError('no');
    };
    await assert.rejects(pool.map(fail, [1], { chunkSize: 1 }), { name: 'RangeError', message: 'no', item: 0 });
    assert.equal(readFileSync(file, 'utf8'), 'x');
  });

  test('a shared array of a megabyte arrives with every task, as do values of f', { timeout: 60_000 }, async () => {
    const table = new Float64Array(200_000).fill(0.5);
    const sums = await pool.map((x) => { let sum = x; for (const value of table) sum += value; return sum; }, [1, 2, 3, 4], { chunkSize: 1 });
    assert.deepEqual(sums, [100_001, 100_002, 100_003, 100_004]);
  });

  test('tasks of a node child that is killed run again, and each result comes once', { timeout: 120_000 }, async () => {
    await pool.map((x) => x, [1, 2]);
    const running = pool.map(async (x) => { await new Promise((go) => setTimeout(go, 300)); return x * 2; }, Array.from({ length: 16 }, (_, i) => i), { chunkSize: 2 });
    setTimeout(() => process.kill(descendants('spark/child.js')[0]!, 'SIGKILL'), 800);
    assert.deepEqual(await running, Array.from({ length: 16 }, (_, i) => 2 * i));
  });

  test('a task that kills every process is given up, with an error that names the item', { timeout: 120_000 }, async () => {
    await assert.rejects(pool.map((x) => { if (x === 1) process.kill(process.pid, 'SIGKILL'); return x; }, [0, 1], { chunkSize: 1 }), { name: 'WorkerLostError', item: 1, message: /worked on item 1 was lost/ });
    assert.deepEqual(await pool.map((x) => x, [1, 2]), [1, 2]);
  });
});

test('spark: tasks of an executor that is killed run again on another one', { timeout: 120_000 }, async () => {
  const pool = createPool(2, { engine: spark({ master: 'local-cluster[2,1,1024]' }) });
  try {
    await pool.map((x) => x, [1, 2]);
    const running = pool.map(async (x) => { await new Promise((go) => setTimeout(go, 300)); return x * 2; }, Array.from({ length: 16 }, (_, i) => i), { chunkSize: 2 });
    setTimeout(() => process.kill(descendants('CoarseGrainedExecutorBackend')[0]!, 'SIGKILL'), 800);
    assert.deepEqual(await running, Array.from({ length: 16 }, (_, i) => 2 * i));
    assert.ok(new Set(pool.timeline().map(({ machine }) => machine)).size >= 3);
  } finally {
    await pool.close();
  }
});

test('spark: close ends all that was started', { timeout: 60_000 }, async () => {
  const pool = createPool(2, { engine: spark({ master: 'local[2]' }) });
  await pool.map((x) => x, [1, 2, 3]);
  const started = [...descendants('java'), ...descendants('pyspark'), ...descendants('driver.py'), ...descendants('spark/child.js')];
  assert.ok(started.length >= 5);
  await pool.close();
  await hasEnded(() => started.every((pid) => !existsSync(`/proc/${pid}`)));
  assert.deepEqual(descendants('java'), []);
});

test('spark: says what to do where Spark is not set up', async () => {
  const pool = createPool(1, { engine: spark({ python: '/nowhere/python' }) });
  await assert.rejects(pool.map((x) => x, [1]), { message: /Spark's driver has ended[\s\S]*ENOENT/ });
  await pool.close();
});
