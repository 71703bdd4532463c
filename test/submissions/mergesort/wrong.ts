// === forgets the rest of the left
// loses merge-order 3, merge-stable 3, mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) merged.push(compare(left[i], right[j]) <= 0 ? left[i++] : right[j++]);
  while (j < right.length) merged.push(right[j++]);
  return merged;
}
// === takes the right of equals
// loses merge-stable 2, mergeSort-stable 2, parallelMergeSort-stable 2
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) merged.push(compare(left[i], right[j]) < 0 ? left[i++] : right[j++]);
  return [...merged, ...left.slice(i), ...right.slice(j)];
}
// === shifts its inputs empty
// loses merge-stable 1
function merge<T>(left: any, right: any, compare: Compare<T>): T[] {
  const merged: T[] = [];
  while (left.length > 0 && right.length > 0) merged.push(compare(left[0], right[0]) <= 0 ? left.shift()! : right.shift()!);
  return [...merged, ...left, ...right];
}
// === only puts the lists together
// loses merge-order 3, merge-stable 3, mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  return [...left, ...right];
}
// === merges with < and no compare
// loses merge-order 3, merge-stable 2, mergeSort-sorts 1, mergeSort-stable 2, parallelMergeSort-sorts 2, parallelMergeSort-stable 2
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) merged.push(left[i] <= right[j] ? left[i++] : right[j++]);
  return [...merged, ...left.slice(i), ...right.slice(j)];
}
// === drops equal items
// loses merge-order 3, merge-stable 2, mergeSort-sorts 2, mergeSort-stable 2, parallelMergeSort-stable 2
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  const all = [...left, ...right].sort(compare);
  return all.filter((item, i) => i === 0 || compare(all[i - 1], item) !== 0);
}
// === sorts strings
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 2, parallelMergeSort-stable 2
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  return [...items].sort();
}
// === sorts in place
// loses mergeSort-stable 1
function mergeSort<T>(items: any, compare: Compare<T>): T[] {
  return items.sort(compare);
}
// === always upwards
// loses mergeSort-sorts 1, mergeSort-stable 2, parallelMergeSort-sorts 2, parallelMergeSort-stable 2
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  return [...items].sort((a: any, b: any) => a - b || (a.rank > b.rank ? -1 : 1));
}
// === never ends on one item
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  if (items.length === 0) return [];
  const middle = Math.floor(items.length / 2);
  return merge(mergeSort(items.slice(0, middle), compare), mergeSort(items.slice(middle), compare), compare);
}
// === loses the middle item
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 2, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  if (items.length < 2) return [...items];
  const middle = Math.floor(items.length / 2);
  return merge(mergeSort(items.slice(0, middle), compare), mergeSort(items.slice(middle + 1), compare), compare);
}
// === a selection sort that swaps equals
// loses mergeSort-stable 2, parallelMergeSort-stable 2
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  const list = [...items];
  for (let i = 0; i < list.length; i++) {
    let least = i;
    for (let j = i + 1; j < list.length; j++) if (compare(list[j], list[least]) <= 0) least = j;
    [list[i], list[least]] = [list[least], list[i]];
  }
  return list;
}
// === returns the items as they are
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 2, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  return [...items];
}
// === a plain sort instead of a parallel one
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  return mergeSort(items, compare);
}
// === one node does all
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  return pool.apply(mergeSort as any, items, compare) as any;
}
// === nodes only copy
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => [...part], distributeData(items, pool.nNodes, { layout: 'block' }));
  return mergeSort(parts.flat() as T[], compare);
}
// === sorts on the nodes and again here, from the start
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return mergeSort(items, compare);
}
// === strided parts mix equal items
// loses parallelMergeSort-stable 2
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes));
  return parts.reduce((all: T[], part) => merge(all, part as T[], compare), []);
}
// === joins sorted parts without merging
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  return (await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }))).flat() as T[];
}
// === merges only two parts
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts: any[] = await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return merge(parts[0], parts[1] ?? [], compare);
}
// === breaks with fewer items than nodes
// loses parallelMergeSort-sorts 1, parallelMergeSort-stable 2
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  if (items.length < pool.nNodes) throw new Error('too few items');
  const parts = await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return parts.reduce((all: T[], part) => merge(all, part as T[], compare), []);
}
// === gives undefined for no items
// loses parallelMergeSort-sorts 1
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts = await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return parts.filter((part) => part.length > 0).reduce((all: any, part) => (all ? merge(all, part as T[], compare) : part), undefined);
}
// === all items to every node
// loses parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const n = pool.nNodes;
  const parts = await pool.map((i: number) => mergeSort(distributeData(items, n, { layout: 'block' })[i], compare), Array.from({ length: n }, (_, i) => i));
  return parts.reduce((all: T[], part) => merge(all, part as T[], compare), []);
}
// === forgotten await
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const parts: any = pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }));
  return parts.reduce((all: T[], part: T[]) => merge(all, part, compare), []);
}
// === returns too early
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  let sorted: T[] = [];
  pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' })).then((parts) => {
    sorted = parts.reduce((all: T[], part) => merge(all, part as T[], compare), []);
  });
  return sorted;
}
// === loses the remainder of the division
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const size = Math.floor(items.length / pool.nNodes);
  const blocks = Array.from({ length: pool.nNodes }, (_, i) => items.slice(i * size, (i + 1) * size));
  const parts = await pool.map((part: T[]) => mergeSort(part, compare), blocks);
  return parts.reduce((all: T[], part) => merge(all, part as T[], compare), []);
}
// === an item at a border is in both parts
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const size = Math.ceil(items.length / pool.nNodes);
  const blocks = Array.from({ length: pool.nNodes }, (_, i) => items.slice(i * size, (i + 1) * size + 1));
  const parts = await pool.map((part: T[]) => mergeSort(part, compare), blocks);
  return parts.reduce((all: T[], part) => merge(all, part as T[], compare), []);
}
// === breaks on one node
// loses parallelMergeSort-sorts 2
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const [first, second, ...others] = (await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items, pool.nNodes, { layout: 'block' }))) as T[][];
  return others.reduce((all, part) => merge(all, part, compare), merge(first, second, compare));
}
// === sorts its input in place before it deals it out
// loses parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: any, compare: Compare<T>): Promise<T[]> {
  items.sort(compare);
  return (await pool.map((part: T[]) => mergeSort(part, compare), distributeData(items as T[], pool.nNodes, { layout: 'block' }))).flat() as T[];
}
// === a race on a shared counter of places
// loses parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
async function parallelMergeSort<T>(pool: Pool, items: readonly T[], compare: Compare<T>): Promise<T[]> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const placed = await pool.map((part: T[]) => mergeSort(part, compare).map((item) => ({ item, place: next[0]++ })), distributeData(items, pool.nNodes, { layout: 'block' }));
  const sorted: T[] = [];
  for (const { item, place } of placed.flat()) sorted[place] = item as T;
  return sorted;
}
// === the answer of the example
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function mergeSort<T>(items: readonly T[], compare: Compare<T>): any {
  return [3, 2, 1];
}
// === nothing for a single item
// loses mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  if (items.length < 2) return [];
  const middle = items.length >> 1;
  return merge(mergeSort(items.slice(0, middle), compare), mergeSort(items.slice(middle), compare), compare);
}
// === loses the last of the right list
// loses merge-order 3, merge-stable 3, mergeSort-sorts 3, mergeSort-stable 3, parallelMergeSort-sorts 3, parallelMergeSort-stable 2, parallelMergeSort-shares 3
function merge<T>(left: readonly T[], right: readonly T[], compare: Compare<T>): T[] {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) merged.push(compare(left[i], right[j]) <= 0 ? left[i++] : right[j++]);
  return [...merged, ...left.slice(i), ...right.slice(j, -1)];
}
// === a quicksort that drops what equals its pivot
// loses mergeSort-sorts 2, mergeSort-stable 2, parallelMergeSort-stable 2
function mergeSort<T>(items: readonly T[], compare: Compare<T>): T[] {
  if (items.length < 2) return [...items];
  const pivot = items[0];
  const smaller = items.filter((item) => compare(item, pivot) < 0);
  const larger = items.filter((item) => compare(item, pivot) > 0);
  return [...mergeSort(smaller, compare), pivot, ...mergeSort(larger, compare)];
}
