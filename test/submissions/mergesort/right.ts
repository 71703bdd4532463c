// === recursion on indices, one copy at the end
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  let from = [...items];
  for (let width = 1; width < from.length; width *= 2) {
    const to: T[] = [];
    for (let i = 0; i < from.length; i += 2 * width) to.push(...merge(from.slice(i, i + width), from.slice(i + width, i + 2 * width), compare));
    from = to;
  }
  return from;
}
// === the built-in sort, which is stable
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  return [...items].sort(compare);
}
// === merge from the back
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  const merged = new Array<T>(left.length + right.length);
  let i = left.length - 1;
  let j = right.length - 1;
  for (let k = merged.length - 1; k >= 0; k--) merged[k] = j < 0 || (i >= 0 && compare(left[i], right[j]) > 0) ? left[i--] : right[j--];
  return merged;
}
// === merges on the pool, too
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  let parts: T[][] = (await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }))) as T[][];
  while (parts.length > 1) {
    const pairs: [T[], T[]][] = [];
    for (let i = 0; i < parts.length; i += 2) pairs.push([parts[i], parts[i + 1] ?? []]);
    parts = (await pool.map(([left, right]: [T[], T[]]) => merge(left, right, compare), pairs)) as T[][];
  }
  return parts[0];
}
// === strided, with the place as a tie-breaker
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const placed = items.map((item, place) => ({ item, place }));
  const order = (a: { item: T; place: number }, b: { item: T; place: number }) => compare(a.item, b.item) || a.place - b.place;
  const parts = await pool.map((part: { item: T; place: number }[]) => part.sort(order), distributeData(placed, pool.nNodes));
  return parts.reduce((all: { item: T; place: number }[], part) => merge(all, part, order), []).map(({ item }) => item);
}
// === four runs a node, merged by picking the least head
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const runs = (await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, 4 * pool.nNodes, { layout: 'block' }), { chunkSize: 1 })) as T[][];
  const heads = runs.map(() => 0);
  const sorted: T[] = [];
  while (sorted.length < items.length) {
    let best = -1;
    for (let r = 0; r < runs.length; r++) {
      if (heads[r] < runs[r].length && (best < 0 || compare(runs[r][heads[r]], runs[best][heads[best]]) < 0)) best = r;
    }
    sorted.push(runs[best][heads[best]++]);
  }
  return sorted;
}
// === recursion halves on the pool by apply
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts: T[][] = [];
  for await (const part of pool.imap((block: readonly T[]) => mergeSort(block, compare), distributeData(items, pool.nNodes, { layout: 'block' }))) parts.push(part as T[]);
  const join = (from: number, to: number): T[] => (to - from === 1 ? parts[from] : merge(join(from, (from + to) >> 1), join((from + to) >> 1, to), compare));
  return join(0, parts.length);
}
// === promises of one apply a node
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await Promise.all(distributeData(items, pool.nNodes, { layout: 'block' }).map((part) => pool.apply((own: readonly T[]) => mergeSort(own, compare), part)));
  return parts.reduce((all, part) => merge(all, part as T[], compare), [] as T[]);
}
