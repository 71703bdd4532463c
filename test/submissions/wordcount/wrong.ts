// === case matters
// loses countWords-letters 1, parallelWordCount-right 2
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === letters of English only
// loses countWords-letters 1
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[a-z0-9]+(?:['’][a-z0-9]+)*/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === split at spaces
// loses countWords-counts 2, countWords-letters 2, parallelWordCount-right 2, parallelWordCount-shares 3
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === apostrophes cut words
// loses countWords-letters 1
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === a plain object as a counter
// loses countWords-letters 1
function countWords(text: string): Map<string, number> {
  const counts: any = {};
  for (const word of splitWords(text)) counts[word] = (counts[word] || 0) + 1;
  return new Map(Object.entries(counts));
}
// === breaks on a text without words
// loses countWords-counts 2, countWords-letters 2, parallelWordCount-right 2
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)!) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === loses the last word
// loses countWords-counts 2, countWords-letters 2, parallelWordCount-right 2
function countWords(text: string): Map<string, number> {
  const words = splitWords(text);
  const counts = new Map<string, number>();
  for (let i = 0; i < words.length - 1; i++) counts.set(words[i], (counts.get(words[i]) ?? 0) + 1);
  return counts;
}
// === gives an object
// loses countWords-counts 2, countWords-letters 2, parallelWordCount-right 2, parallelWordCount-shares 3
function countWords(text: string): any {
  const counts: Record<string, number> = {};
  for (const word of splitWords(text)) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
// === changes the first part
// loses mergeCounts-adds 2, mergeCounts-unchanged 2
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  const total = parts[0];
  for (const part of parts.slice(1)) for (const [word, count] of part) total.set(word, (total.get(word) ?? 0) + count);
  return total;
}
// === changes the first part, if there is one
// loses mergeCounts-unchanged 2
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  const total = parts[0] ?? new Map<string, number>();
  for (const part of parts.slice(1)) for (const [word, count] of part) total.set(word, (total.get(word) ?? 0) + count);
  return total;
}
// === the last part wins
// loses mergeCounts-adds 2, mergeCounts-unchanged 2, parallelWordCount-right 2
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  return new Map(parts.flatMap((part) => [...part]));
}
// === only words of the first part
// loses mergeCounts-adds 2, mergeCounts-unchanged 2, parallelWordCount-right 2, parallelWordCount-shares 3
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const [word] of parts[0] ?? []) total.set(word, parts.reduce((sum, part) => sum + (part.get(word) ?? 0), 0));
  return total;
}
// === empties the parts
// loses mergeCounts-unchanged 2
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const part of parts) {
    for (const [word, count] of part) {
      total.set(word, (total.get(word) ?? 0) + count);
      part.delete(word);
    }
  }
  return total;
}
// === cuts words
// loses splitText-whole 1, parallelWordCount-right 2
function splitText(text: string, n: number): string[] {
  return Array.from({ length: n }, (_, i) => text.slice(Math.round((i * text.length) / n), Math.round(((i + 1) * text.length) / n)));
}
// === loses the spaces between
// loses splitText-whole 1
function splitText(text: string, n: number): string[] {
  const isInner = (at: number) => /[\p{L}\p{N}'’]/u.test(text.charAt(at));
  const borders = [0];
  for (let i = 1; i < n; i++) {
    let border = Math.max(borders[i - 1], Math.round((i * text.length) / n));
    while (border > 0 && border < text.length && isInner(border - 1) && isInner(border)) border++;
    borders.push(border);
  }
  return borders.map((border, i) => text.slice(border, borders[i + 1] ?? text.length).trim());
}
// === all in one part
// loses splitText-whole 1, splitText-even 2, parallelWordCount-shares 3
function splitText(text: string, n: number): string[] {
  return [text, ...Array.from({ length: n - 1 }, () => '')];
}
// === drops the remainder
// loses splitText-whole 2, parallelWordCount-right 2
function splitText(text: string, n: number): string[] {
  const size = Math.floor(text.length / n);
  return Array.from({ length: n }, (_, i) => text.slice(i * size, (i + 1) * size));
}
// === one part too many
// loses splitText-whole 1, splitText-even 2
function splitText(text: string, n: number): string[] {
  const borders = [0];
  for (let i = 1; i < n; i++) {
    let border = Math.max(borders[i - 1], Math.round((i * text.length) / n));
    while (border > 0 && border < text.length && /\S/.test(text[border]) && /\S/.test(text[border - 1])) border++;
    borders.push(border);
  }
  return [...borders.map((border, i) => text.slice(border, borders[i + 1] ?? text.length)), ''];
}
// === counts alone, in disguise
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return countWords(text);
}
// === everything on one node
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return pool.apply(countWords, text);
}
// === sends the whole text to every node
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const n = pool.nNodes;
  return mergeCounts(await pool.map((i: number) => countWords(splitText(text, n)[i]), Array.from({ length: n }, (_, i) => i)));
}
// === splits on the nodes, counts here
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const lists = await pool.map((part: string) => splitWords(part), splitText(text, pool.nNodes));
  const counts = new Map<string, number>();
  for (const word of lists.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === always two parts
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return mergeCounts(await pool.map(countWords, [text.length > 2000 ? splitText(text, 3).slice(0, 2).join('') : text, text.length > 2000 ? splitText(text, 3)[2] : '']));
}
// === forgotten await
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return mergeCounts(pool.map(countWords, splitText(text, pool.nNodes)) as any);
}
// === returns too early
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const total = new Map<string, number>();
  splitText(text, pool.nNodes).forEach(async (part) => {
    for (const [word, count] of await pool.apply(countWords, part)) total.set(word, (total.get(word) ?? 0) + count);
  });
  return total;
}
// === counts in a variable of this thread
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const total = new Map<string, number>();
  await pool.map((part: string) => {
    for (const [word, count] of countWords(part)) total.set(word, (total.get(word) ?? 0) + count);
  }, splitText(text, pool.nNodes));
  return total;
}
// === only two parts, whatever the pool
// loses parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  return mergeCounts(await pool.map(countWords, [...splitText(text, 1), '']));
}
// === sorts upwards
// loses topWords-order 2, topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).slice(0, k);
}
// === ties as they come
// loses topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  return [...counts].sort(([, m], [, n]) => n - m).slice(0, k);
}
// === ties downwards
// loses topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1)).slice(0, k);
}
// === one too many
// loses topWords-order 2, topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k + 1);
}
// === words without their counts
// loses topWords-order 2, topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): any {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k).map(([word]) => word);
}
// === the answer for the King James text
// loses topWords-order 2, topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  return [['the', 63919], ['and', 51696], ['of', 34618]];
}
// === a word at a border is in both parts
// loses splitText-whole 2, parallelWordCount-right 2
function splitText(text: string, n: number): string[] {
  const borders = Array.from({ length: n + 1 }, (_, i) => Math.round((i * text.length) / n));
  const isInner = (at: number) => at > 0 && at < text.length && /\S/.test(text[at]) && /\S/.test(text[at - 1]);
  return Array.from({ length: n }, (_, i) => {
    let from = borders[i];
    let to = borders[i + 1];
    while (isInner(from)) from--;
    while (isInner(to)) to++;
    return text.slice(from, to);
  });
}
// === a word at a border is in no part
// loses splitText-whole 2, parallelWordCount-right 2
function splitText(text: string, n: number): string[] {
  const borders = Array.from({ length: n + 1 }, (_, i) => Math.round((i * text.length) / n));
  const isInner = (at: number) => at > 0 && at < text.length && /\S/.test(text[at]) && /\S/.test(text[at - 1]);
  return Array.from({ length: n }, (_, i) => {
    let from = borders[i];
    let to = borders[i + 1];
    while (isInner(from) && from < to) from++;
    while (isInner(to) && to > from) to--;
    return text.slice(from, to);
  });
}
// === empty for one part
// loses splitText-whole 2, splitText-even 2, parallelWordCount-right 2
function splitText(text: string, n: number): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let i = 1; i < n; i++) {
    let to = Math.max(from, Math.round((i * text.length) / n));
    while (to > 0 && to < text.length && /\S/.test(text[to]) && /\S/.test(text[to - 1])) to++;
    parts.push(text.slice(from, to));
    from = to;
  }
  if (parts.length > 0) parts.push(text.slice(from));
  return parts;
}
// === nothing for a single word
// loses countWords-counts 2, countWords-letters 2, parallelWordCount-right 2
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const words = splitWords(text);
  if (words.length < 2) return counts;
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === breaks with fewer words than nodes
// loses parallelWordCount-right 2
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const parts = splitText(text, pool.nNodes);
  if (parts.some((part) => part === '')) throw new Error('too few words');
  return mergeCounts(await pool.map(countWords, parts));
}
// === breaks on one node
// loses parallelWordCount-right 2
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const [first, second, ...others] = await pool.map(countWords, splitText(text, pool.nNodes));
  return mergeCounts([first, new Map([...second]), ...others]);
}
// === a race on shared counts
// loses parallelWordCount-right 2, parallelWordCount-shares 3
async function parallelWordCount(pool: Pool, text: string): Promise<Map<string, number>> {
  const words = [...new Set(splitWords(text))];
  const counts = new Int32Array(new SharedArrayBuffer(4 * words.length + 4));
  await pool.map((part: string) => { for (const word of splitWords(part)) counts[words.indexOf(word)]++; }, splitText(text, pool.nNodes));
  return new Map(words.map((word, i) => [word, counts[i]]));
}
// === deals out the text in lower case
// loses splitText-whole 1
function splitText(text: string, n: number): string[] {
  const small = text.toLowerCase();
  const borders = [0];
  for (let i = 1; i < n; i++) {
    let at = Math.max(borders[i - 1], Math.floor((i * small.length) / n));
    while (at < small.length && /[\p{L}\p{N}'’]/u.test(small[at])) at++;
    borders.push(at);
  }
  borders.push(small.length);
  return borders.slice(1).map((to, i) => small.slice(borders[i], to));
}
// === deals out as many words, not as many characters
// loses splitText-even 2
function splitText(text: string, n: number): string[] {
  const pieces = text.match(/[\p{L}\p{N}'’]+|[^\p{L}\p{N}'’]+/gu) ?? [];
  const size = Math.ceil(pieces.length / n);
  return Array.from({ length: n }, (_, i) => pieces.slice(i * size, (i + 1) * size).join(''));
}
// === adds up in a plain object
// loses mergeCounts-adds 2
function mergeCounts(parts: readonly Map<string, number>[]): Map<string, number> {
  const sum: any = {};
  for (const part of parts) for (const [word, count] of part) sum[word] = (sum[word] || 0) + count;
  return new Map(Object.entries(sum));
}
// === ties as in a dictionary
// loses topWords-ties 1
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).slice(0, k);
}
// === apostrophes stay at the end of a word
// loses countWords-letters 1
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
// === knows commas but no brackets
// loses countWords-counts 2, countWords-letters 2, parallelWordCount-right 2
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().split(/[\s.,;:-]+/).filter(Boolean)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
