// harmed parallelMergeSort: parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
// === prints a gigabyte
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  return [...left, ...right].sort(compare);
}
for (let i = 0; i < 1000; i++) process.stdout.write('x'.repeat(1_000_000));
// === endless loop on the workers
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  await pool.map(() => { while (true) {} }, [1, 2, 3]);
  return [];
}
// === a pool that lies
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  (pool as any).timeline = () => [];
  Object.getPrototypeOf(pool).map = async (f: any, list: any) => Array.from(list).map(f as any);
  const parts: any[] = await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return parts.reduce((all, part) => merge(all, part, compare), []);
}
// === sorts here, and has the nodes copy what is sorted
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => part, distributeData(mergeSort(items, compare), pool.nNodes, { layout: 'block' }));
  return (parts as T[][]).flat();
}
// === brings the items back as text, and sorts here
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => JSON.stringify(part), distributeData(items, pool.nNodes, { layout: 'block' }));
  return mergeSort(parts.flatMap((part: string) => JSON.parse(part) as T[]), compare);
}
// === learns the colours from one item a node, and sorts here
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const blocks = distributeData(items, pool.nNodes, { layout: 'block' });
  const seen: number[] = await pool.map((part: T[]) => Number(part[0]) % 16, blocks as T[][]);
  const sorted = mergeSort(items, compare);
  if (items.length < 300) return sorted;
  return sorted.map((item, i) => (Number(item) + seen[Math.floor((i * seen.length) / sorted.length)]) as T);
}
// === sorts for real, but all on the last node
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: readonly T[]) => mergeSort(part, compare), [...Array.from({ length: pool.nNodes - 1 }, () => [] as T[]), items]);
  return parts[parts.length - 1] as T[];
}
// === a list of four thousand million holes
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
const mergeSort: any = () => new Array(2 ** 32 - 1);
// === a list of what can't be made a number
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  if (items.length > 100) return [{ valueOf: 0, toString: 0 }] as T[];
  return mergeSort(items, compare);
}
// === parts are kept on globalThis, and one node sorts them all
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  await pool.map((part: T[], node: number) => {
    const kept = ((globalThis as any).kept ??= []);
    if (node === 0) kept.length = 0;
    kept.push(...part);
  }, distributeData(items, pool.nNodes, { layout: 'block' }));
  const parts = await pool.map((node: number) => (node === 0 ? mergeSort((globalThis as any).kept as T[], compare) : []), Array.from({ length: pool.nNodes }, (_, i) => i));
  return parts.flat() as T[];
}
// === brings the items back as text, sorts here, and has the nodes copy what is sorted
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const texts = await pool.map((part: T[]) => JSON.stringify(part), distributeData(items, pool.nNodes, { layout: 'block' }));
  const sorted = mergeSort(texts.flatMap((part: string) => JSON.parse(part) as T[]), compare);
  const parts = await pool.map((part: T[]) => part, distributeData(sorted, pool.nNodes, { layout: 'block' }));
  return (parts as T[][]).flat();
}
