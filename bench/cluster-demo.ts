/**
 * The word count on a cluster that loses a machine: a Redis, three workers as processes of their own, one of them killed on the way.
 * `npm run cluster:demo`. All that it starts ends with it.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cluster, createPool, localCluster, mapReduce, splitWords, type TaskSpan } from 'parallel';

const countWords = async (text: string): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  // So slowly that there is time to lose a worker.
  await new Promise((go) => setTimeout(go, 200));
  return counts;
};
const mergeCounts = (parts: Map<string, number>[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const part of parts) for (const [word, count] of part) counts.set(word, (counts.get(word) ?? 0) + count);
  return counts;
};

const text = gunzipSync(readFileSync(resolve(import.meta.dirname, '../data/king-james.txt.gz'))).toString();
console.log('Starting a Redis and three workers …');
const local = await localCluster({ workers: ['ada', 'grace', 'edsger'] }).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const pool = createPool(3, { engine: cluster({ url: local.url }) });
try {
  const counting = mapReduce(pool, countWords, mergeCounts, cutAtSpaces(text, 24), { combine: mergeCounts });
  while (!pool.timeline().some(({ machine }) => machine === 'grace')) await new Promise((go) => setTimeout(go, 20));
  console.log('Killing grace, in the middle of its task …');
  await local.workers[1]!.kill();
  const counts = await counting;
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5);
  const words = [...counts.values()].reduce((a, b) => a + b, 0);
  console.log(`\n${words.toLocaleString('en')} words, ${counts.size.toLocaleString('en')} different: ${top.map(([word, count]) => `${word} ${count.toLocaleString('en')}`).join(', ')}`);
  console.log(`\n${timelineText(pool.timeline())}`);
} finally {
  await pool.close();
  await local.close();
}

/** The timeline as lines of characters, one a worker: when it worked on the map (█) and when on the reduce (▒). */
function timelineText(spans: readonly TaskSpan[]): string {
  const end = Math.max(...spans.map(({ received }) => received));
  const start = Math.min(...spans.map(({ started }) => started));
  const width = 72;
  const rows = new Map<string, string[]>();
  for (const { machine = '', started, finished, map } of spans) {
    const row = rows.get(machine) ?? Array<string>(width).fill('·');
    const at = (time: number): number => Math.floor(((time - start) / (end - start)) * (width - 1));
    row.fill(map === 0 ? '█' : '▒', at(started), at(finished) + 1);
    rows.set(machine, row);
  }
  const lines = [...rows].sort().map(([machine, row]) => `${machine.padEnd(8)} ${row.join('')}`);
  return [`${((end - start) / 1000).toFixed(1)} s; the gap after the kill is the time until the lost task ran again elsewhere`, ...lines].join('\n');
}

/** The text in n parts of about the same length, cut at spaces. */
function cutAtSpaces(text: string, n: number): string[] {
  const parts: string[] = [];
  for (let from = 0, part = 1; part <= n; part++) {
    const space = part === n ? -1 : text.indexOf(' ', Math.floor((part * text.length) / n));
    const to = space < 0 ? text.length : space;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}
