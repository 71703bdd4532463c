// === returns only the sum
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): any {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return sum;
}
// === loses the last number
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  let sum = 0;
  for (let i = 0; i < numbers.length - 1; i++) sum += numbers[i];
  return [sum, Math.max(0, numbers.length - 1)];
}
// === sums right but counts one less
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < numbers.length; i++) {
    sum += numbers[i];
    last = i;
  }
  return [sum, last];
}
// === breaks on an empty list
// loses mapAverage-any-list 1, parallelAverage-right 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  return [Array.from(numbers).reduce((a, b) => a + b), numbers.length];
}
// === needs an array, not a typed one
// loses mapAverage-any-list 1
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  if (!Array.isArray(numbers)) return [0, 0];
  return [numbers.reduce((a, b) => a + b, 0), numbers.length];
}
// === gives the average instead of the sum
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return [sum / numbers.length, numbers.length];
}
// === skips negative numbers
// loses mapAverage-sum-and-count 2, parallelAverage-right 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) if (numbers[i] > 0) sum += numbers[i];
  return [sum, numbers.length];
}
// === forgets to return
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): any {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
}
// === answers with the example
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1, parallelAverage-right 2, parallelAverage-shares 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  return [9, 3];
}
// === is async where a value is asked
// loses mapAverage-sum-and-count 2, mapAverage-any-list 1
async function mapAverage(numbers: ArrayLike<number>): Promise<[number, number]> {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return [sum, numbers.length];
}
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  return reduceAverage(await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes)));
}
// === average of averages
// loses reduceAverage-weighs 2, parallelAverage-right 2
function reduceAverage(parts: readonly [number, number][]): number {
  const filled = parts.filter(([, count]) => count > 0);
  return filled.length === 0 ? NaN : filled.reduce((total, [sum, count]) => total + sum / count, 0) / filled.length;
}
// === zero for nothing
// loses reduceAverage-nothing 1, parallelAverage-right 2
function reduceAverage(parts: readonly [number, number][]): number {
  let sum = 0;
  let count = 0;
  for (const [s, c] of parts) {
    sum += s;
    count += c;
  }
  return count === 0 ? 0 : sum / count;
}
// === divides by the number of parts
// loses reduceAverage-weighs 2, reduceAverage-nothing 1, parallelAverage-right 2, parallelAverage-shares 2
function reduceAverage(parts: readonly [number, number][]): number {
  return parts.reduce((total, [sum]) => total + sum, 0) / parts.length;
}
// === takes the first part only
// loses reduceAverage-weighs 2, reduceAverage-nothing 1, parallelAverage-right 2, parallelAverage-shares 2
function reduceAverage(parts: readonly [number, number][]): number {
  return parts.length === 0 ? NaN : parts[0][0] / parts[0][1];
}
// === one thread in disguise
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  return reduceAverage([mapAverage(numbers)]);
}
// === everything on one node
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  return reduceAverage(await pool.map(mapAverage, [Array.from(numbers)]));
}
// === asks the pool and ignores it
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes));
  return reduceAverage([mapAverage(numbers)]);
}
// === nodes hand the data back
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = await pool.map((part: number[]) => part, distributeData(Array.from(numbers), pool.nNodes));
  return reduceAverage(parts.map(mapAverage));
}
// === sends all the data to every node
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const n = pool.nNodes;
  return reduceAverage(await pool.map((i: number) => mapAverage(all.filter((_, j) => j % n === i)), Array.from({ length: n }, (_, i) => i)));
}
// === a pool of its own
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const own = createPool(2, { engine: 'inline' });
  const parts = await own.map(mapAverage, distributeData(Array.from(numbers), 2));
  await own.close();
  return reduceAverage(parts);
}
// === uneven shares
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const rest = distributeData(all.slice(0, Math.floor(all.length / 10)), Math.max(1, pool.nNodes - 1));
  return reduceAverage(await pool.map(mapAverage, [...rest, all.slice(Math.floor(all.length / 10))]));
}
// === forgotten await
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  return reduceAverage(pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes)) as any);
}
// === loses the remainder of the division
// loses parallelAverage-right 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const size = Math.floor(all.length / pool.nNodes);
  const parts = Array.from({ length: pool.nNodes }, (_, i) => all.slice(i * size, (i + 1) * size));
  return reduceAverage(await pool.map(mapAverage, parts));
}
// === returns too early
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  let result = 0;
  pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes)).then((parts) => { result = reduceAverage(parts); });
  return result;
}
// === a race on a shared counter
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const total = sharedArray(1);
  const add = (part: number[]) => { for (const number of part) total[0] += number; };
  await pool.map(add, distributeData(Array.from(numbers), pool.nNodes));
  return total[0] / numbers.length;
}
// === a race with Atomics, between load and store
// loses parallelAverage-right 2, parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const total = new Int32Array(new SharedArrayBuffer(4));
  await pool.map((part: number[]) => { for (const number of part) Atomics.store(total, 0, Atomics.load(total, 0) + number); }, distributeData(Array.from(numbers), pool.nNodes));
  return total[0] / numbers.length;
}
// === empties its input
// loses mapAverage-any-list 1
function mapAverage(numbers: any): [sum: number, count: number] {
  const count = numbers.length;
  let sum = 0;
  while (numbers.length > 0) sum += numbers.pop();
  return [sum, count];
}
// === shares the first and last number of each part with its neighbour
// loses parallelAverage-right 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = Array.from(numbers);
  const size = Math.ceil(all.length / pool.nNodes);
  const parts = Array.from({ length: pool.nNodes }, (_, i) => all.slice(i * size, (i + 1) * size + 1));
  return reduceAverage(await pool.map(mapAverage, parts));
}
// === divides by the number of nodes
// loses parallelAverage-right 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes));
  return parts.reduce((total, [sum, count]) => total + sum / count, 0) / pool.nNodes;
}
// === breaks on one node
// loses parallelAverage-right 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes));
  return reduceAverage([parts[0], ...[parts[1]].concat(parts.slice(2))]);
}
// === zero for fewer numbers than nodes
// loses parallelAverage-right 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  if (numbers.length < pool.nNodes) return 0;
  return reduceAverage(await pool.map(mapAverage, distributeData(Array.from(numbers), pool.nNodes)));
}
// === one part after the other, each on a node of its own
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = distributeData(Array.from(numbers), pool.nNodes);
  const sums: [number, number][] = [];
  for (let turn = 0; turn < parts.length; turn++) {
    const answers = await pool.map((part: number[]) => mapAverage(part), parts.map((part, node) => (node === turn ? part : [])));
    sums.push(answers[turn]);
  }
  return reduceAverage(sums);
}
// === one apply after the other
// loses parallelAverage-shares 2
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const sums: [number, number][] = [];
  for (const part of distributeData(Array.from(numbers), pool.nNodes)) sums.push(await pool.apply(mapAverage, part));
  return reduceAverage(sums);
}
// === whole numbers only
// loses mapAverage-sum-and-count 2, parallelAverage-right 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum = (sum + numbers[i]) | 0;
  return [sum, numbers.length];
}
// === the same number counts once
// loses mapAverage-sum-and-count 2, parallelAverage-right 2
function mapAverage(numbers: ArrayLike<number>): [sum: number, count: number] {
  const different = new Set(Array.from(numbers));
  return [[...different].reduce((a, b) => a + b, 0), different.size];
}
// === leaves out parts whose sum is zero
// loses reduceAverage-weighs 2, parallelAverage-right 2
function reduceAverage(parts: readonly [number, number][]): number {
  let sum = 0;
  let count = 0;
  for (const part of parts) {
    if (!part[0]) continue;
    sum += part[0];
    count += part[1];
  }
  return sum / count;
}
