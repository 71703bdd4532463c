import { formatDuration } from './format-duration';

export interface TimeitOptions {
  /** How many times the whole measurement is taken: 7 by default. Each gives one sample. */
  repeat?: number;
  /** Calls in one run. By default as many as fill 0.2 s: 1, 10, 100 … */
  loops?: number;
  /** Print the line: true by default. */
  print?: boolean;
}

/** A run shorter than this says more about the clock than about f. */
const LONG_ENOUGH_MS = 200;

/**
 * The time that one call of f takes, measured as IPython's `%timeit` does: one sample a run, in ms.
 *
 * Prints a line such as `315 ms ± 4.1 ms per loop (mean ± std. dev. of 7 runs, 1 loop each)`. An async f is awaited.
 * Without `loops`, f runs once more beforehand, which warms it up. What f returns is thrown away: let it depend
 * on the work, so that the compiler can't drop it.
 *
 * @throws {TypeError} when f is not a function; {RangeError} when repeat or loops is not a whole number of at least 1.
 * @example const samples = await timeit(() => fReduce([fMap(errors)]), { repeat: 3 }); // best: Math.min(...samples)
 */
export async function timeit(f: () => unknown, { repeat = 7, loops, print = true }: TimeitOptions = {}): Promise<number[]> {
  if (typeof f !== 'function') throw new TypeError(`timeit: f must be a function, such as () => work(); got ${typeof f}.`);
  requireCount('repeat', repeat);
  if (loops !== undefined) requireCount('loops', loops);
  const calls = loops ?? (await findLoops(f));
  const samples: number[] = [];
  for (let run = 0; run < repeat; run++) samples.push((await timeRun(f, calls)) / calls);
  if (print) console.log(describeSamples(samples, calls));
  return samples;
}

function requireCount(option: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(`timeit: ${option} must be a whole number of at least 1; got ${String(value)}.`);
}

async function findLoops(f: () => unknown): Promise<number> {
  for (let calls = 1; ; calls *= 10) if ((await timeRun(f, calls)) >= LONG_ENOUGH_MS || calls >= 1e9) return calls;
}

/** ms for this many calls. A plain f never waits for the event loop between two calls. */
async function timeRun(f: () => unknown, calls: number): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = f();
    if (isThenable(result)) await result;
  }
  return performance.now() - start;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

function describeSamples(samples: readonly number[], calls: number): string {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const deviation = Math.sqrt(samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / samples.length);
  const runs = `${samples.length} ${samples.length === 1 ? 'run' : 'runs'}`;
  const each = `${calls.toLocaleString('en')} ${calls === 1 ? 'loop' : 'loops'} each`;
  return `${formatDuration(mean)} ± ${formatDuration(deviation)} per loop (mean ± std. dev. of ${runs}, ${each})`;
}
