/** How long a warm capture takes: `node --import tsx bench/capture.ts`. The clock is noisy; the median counts. */
import { basename } from 'node:path';
import { capture, revive } from 'parallel/dist/pool/capture/index.js';

const RUNS = 400;

const rate = 1.5, label = 'mean', list = [1, 2, 3], settings = { deep: { limit: 4 } }, ages = new Map([['a', 1]]);
const square = (x: number): number => x * x;
const samples = new Float64Array(100), pattern = /a+/, day = new Date(0);
class Point { constructor(readonly x: number) {} norm(): number { return Math.abs(this.x) * rate; } }
let changing = 0;

const cases: Record<string, Function> = {
  'nothing captured': (x: number) => x * x,
  '10 captured values': (x: number) => [rate, label, list, settings, ages, square(x), samples, pattern, day, basename(label)],
  '10 captured values, one of them changing': (x: number) => [rate, label, list, settings, ages, square(x), samples, pattern, day, changing],
  'a class': (x: number) => new Point(x).norm(),
};

for (const [name, f] of Object.entries(cases)) {
  const capturing = median(() => { changing++; capture(f); });
  const captured = capture(f);
  const reviving = median(() => { void revive(captured); });
  console.log(`${name.padEnd(42)} capture ${capturing.toFixed(0).padStart(5)} µs   revive ${reviving.toFixed(0).padStart(5)} µs   ${captured.bytes} bytes`);
}

function median(run: () => void): number {
  for (let warm = 0; warm < RUNS; warm++) run();
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) * 1000;
  });
  return times.sort((a, b) => a - b)[RUNS / 2] as number;
}
