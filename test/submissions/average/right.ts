// === a float sum on shared memory, in blocks
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const shared = sharedArray(Float64Array.from(numbers));
  return reduceAverage(await pool.map(mapAverage, distributeData(shared, pool.nNodes, { layout: 'block' })));
}
// === indices as items, data in shared memory
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const shared = sharedArray(Float64Array.from(numbers));
  const n = pool.nNodes;
  const work = (node: number): [number, number] => {
    let sum = 0;
    let count = 0;
    for (let i = node; i < shared.length; i += n, count++) sum += shared[i];
    return [sum, count];
  };
  return reduceAverage(await pool.map(work, Array.from({ length: n }, (_, i) => i)));
}
// === results written to shared memory
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const sums = sharedArray(pool.nNodes);
  const work = (part: number[], index: number): void => {
    for (const number of part) sums[index] += number;
  };
  await pool.map(work, distributeData(Array.from(numbers), pool.nNodes));
  return sums.reduce((a, b) => a + b, 0) / numbers.length;
}
// === reduce, reduce
const mapAverage = (numbers: ArrayLike<number>): [sum: number, count: number] => [Array.prototype.reduce.call(numbers, (a: any, b: any) => a + b, 0) as number, numbers.length];
const reduceAverage = (parts: readonly [number, number][]): number => {
  const [sum, count] = parts.reduce(([a, b], [c, d]): [number, number] => [a + c, b + d], [0, 0] as [number, number]);
  return sum / count;
};
// === many small parts
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = distributeData(Array.from(numbers), 4 * pool.nNodes);
  return reduceAverage(await pool.map(mapAverage, parts, { chunkSize: 1 }));
}
// === one apply a node
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts: [number, number][] = [];
  for await (const part of pool.imap(mapAverage, distributeData(Array.from(numbers), pool.nNodes, { layout: 'block' }))) parts.push(part);
  return reduceAverage(parts);
}
// === a running mean, and warnings on the way
function reduceAverage(parts: readonly [number, number][]): number {
  console.warn('reducing', parts.length);
  let mean = 0;
  let seen = 0;
  for (const [sum, count] of parts) {
    if (count === 0) continue;
    seen += count;
    mean += (sum / count - mean) * (count / seen);
  }
  return seen === 0 ? NaN : mean;
}
// === typed parts, transferred
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const typed = new Float64Array(numbers.length);
  for (let i = 0; i < typed.length; i++) typed[i] = numbers[i];
  const answers = await pool.map((part: Float64Array) => ({ sum: part.reduce((a, b) => a + b, 0), count: part.length }), distributeData(typed, pool.nNodes));
  return answers.reduce((a, { sum }) => a + sum, 0) / answers.reduce((a, { count }) => a + count, 0);
}
// === atomic adds on shared integers, in fixed point
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const total = new BigInt64Array(new SharedArrayBuffer(16));
  const add = (part: number[]): void => {
    const [sum, count] = mapAverage(part);
    Atomics.add(total, 0, BigInt(Math.round(sum * 2 ** 30)));
    Atomics.add(total, 1, BigInt(count));
  };
  await pool.map(add, distributeData(Array.from(numbers), pool.nNodes));
  return Number(total[0]) / 2 ** 30 / Number(total[1]);
}
// === one atomic add a number
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const total = new BigInt64Array(new SharedArrayBuffer(8));
  await pool.map((part: number[]) => { for (const number of part) Atomics.add(total, 0, BigInt(Math.round(number * 2 ** 30))); }, distributeData(Array.from(numbers), pool.nNodes));
  return Number(total[0]) / 2 ** 30 / numbers.length;
}
// === promises of one apply a node
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const parts = distributeData(Array.from(numbers), pool.nNodes);
  return reduceAverage(await Promise.all(parts.map((part) => pool.apply(mapAverage, part))));
}
// === nodes give back objects of a class
class Accumulator {
  private sum = 0;
  private count = 0;
  add(value: number): void {
    this.sum += value;
    this.count++;
  }
  merge(other: Accumulator): Accumulator {
    this.sum += other.sum;
    this.count += other.count;
    return this;
  }
  get average(): number {
    return this.sum / this.count;
  }
  static of(numbers: number[]): Accumulator {
    const accumulator = new Accumulator();
    numbers.forEach((value) => accumulator.add(value));
    return accumulator;
  }
}
async function parallelAverage(pool: Pool, numbers: ArrayLike<number>): Promise<number> {
  const all = await pool.map((part: number[]) => Accumulator.of(part), distributeData(Array.from(numbers), pool.nNodes));
  return all.reduce((a, b) => a.merge(b), new Accumulator()).average;
}
