// harmed topWords: topWords-order 2, topWords-ties 1
// === prints a gigabyte
function topWords(counts: ReadonlyMap<string, number>, k: number): [string, number][] {
  console.log('x'.repeat(1_000_000));
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k);
}
for (let i = 0; i < 1000; i++) process.stdout.write('x'.repeat(1_000_000));
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
