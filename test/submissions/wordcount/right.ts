// === splitWords' rule by hand, and a reduce
function countWords(text: string): Map<string, number> {
  return [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)].reduce((counts, [word]) => counts.set(word, (counts.get(word) ?? 0) + 1), new Map<string, number>());
}
// === more parts than nodes
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return mergeCounts(await pool.map(countWords, splitText(text, 3 * pool.nNodes), { chunkSize: 1 }));
}
// === arrays of pairs come back
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const lists = await pool.map((part: string) => [...countWords(part)], splitText(text, pool.nNodes));
  return mergeCounts(lists.map((list) => new Map(list)));
}
// === split at spaces only
function splitText(text: string, n: number): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let left = n; left > 1; left--) {
    let cut = Math.floor(rest.length / left);
    while (cut < rest.length && !/\s/.test(rest[cut])) cut++;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}
// === streamed with imap
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  let total = new Map<string, number>();
  for await (const counts of pool.imap(countWords, splitText(text, pool.nNodes))) total = mergeCounts([total, counts]);
  return total;
}
// === classes
class Counter {
  readonly counts = new Map<string, number>();
  add(word: string, by = 1): this {
    this.counts.set(word, (this.counts.get(word) ?? 0) + by);
    return this;
  }
}
function countWords(text: string): Map<string, number> {
  const counter = new Counter();
  for (const word of splitWords(text)) counter.add(word);
  return counter.counts;
}
// === promises of one apply a part
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = splitText(text, pool.nNodes).map((part, node) => ({ part, node }));
  const counted = await pool.map(async ({ part }: { part: string; node: number }) => countWords(part), parts);
  console.error('counted', counted.length);
  return mergeCounts(counted);
}
// === top words by picking the largest again and again
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  const left = new Map(counts);
  const top: [string, number][] = [];
  while (top.length < k && left.size > 0) {
    let best: [string, number] | undefined;
    for (const [word, count] of left) if (!best || count > best[1] || (count === best[1] && word < best[0])) best = [word, count];
    top.push(best!);
    left.delete(best![0]);
  }
  return top;
}
// === promises of one apply a node
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return mergeCounts(await Promise.all(splitText(text, pool.nNodes).map((part) => pool.apply(countWords, part))));
}
// === a counter of one's own class
class Counter extends Map<string, number> {
  add(word: string, count = 1): this {
    return this.set(word, (this.get(word) ?? 0) + count);
  }
}
function countWords(text: string): Map<string, number> {
  const counter = new Counter();
  splitWords(text).forEach((word) => counter.add(word));
  return counter;
}
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  const all = new Counter();
  for (const part of parts) part.forEach((count, word) => all.add(word, count));
  return all;
}
