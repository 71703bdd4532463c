/**
 * npm run spark:demo [-- GIGABYTES]: the King James text, repeated until it has so many GB (default 0.1), its words counted on Spark
 * in parts of 64 MiB. Shows the time and the most memory that a node child used. The text goes to a temporary folder.
 */
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createPool, mapReduce, spark, splitWords, textFiles, type TextPart } from 'parallel';

const gigabytes = Number(process.argv[2] ?? 0.1);
const folder = mkdtempSync(join(tmpdir(), 'parallel-spark-'));
const nNodes = availableParallelism();

async function countWords(part: TextPart): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const text of part) for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function mergeCounts(partials: readonly Map<string, number>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const partial of partials) for (const [word, count] of partial) counts.set(word, (counts.get(word) ?? 0) + count);
  return counts;
}

/** The text, repeated to the size; gives how often. */
function makeText(file: string): number {
  const text = gunzipSync(readFileSync(resolve(import.meta.dirname, '../data/king-james.txt.gz')));
  const times = Math.max(1, Math.round((gigabytes * 1e9) / text.length));
  for (let time = 0; time < times; time++) appendFileSync(file, text);
  return times;
}

/** The most memory that one of the node children has had, in MB, by Linux's account; asked while they live. */
function childPeakMB(): number | undefined {
  const peaks = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join('pool', 'spark', 'child.js'))) return 0;
      return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...peaks);
}

try {
  const file = join(folder, 'text.txt');
  const times = makeText(file);
  await using pool = createPool(nNodes, { engine: spark({ master: process.argv[3] ?? `local[${nNodes}]` }) });
  await pool.apply(() => 1);
  const start = performance.now();
  const counts = await mapReduce(pool, countWords, mergeCounts, textFiles(file), { combine: mergeCounts });
  const seconds = (performance.now() - start) / 1000;
  const words = [...counts.values()].reduce((a, b) => a + b, 0);
  console.log(`${words} words, ${counts.size} different, in ${times} times the King James text: ${seconds.toFixed(1)} s on ${nNodes} nodes`);
  console.log(`right: ${words === times * 851_888 && counts.size === 14_127 && counts.get('the') === times * 63_919}`);
  if (process.platform === 'linux') console.log(`the largest node child had ${childPeakMB()?.toFixed(0)} MB at most`);
  console.log(`this process had ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
