/**
 * What a cluster does when it keeps losing workers. `node --import tsx bench/cluster-soak.ts [kills]`: first, with the product's
 * settings, how long until a killed worker's tasks run elsewhere; then that many workers (200) are killed at random, and every result checked.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { cluster, createPool, mapReduce } from 'parallel';
import { Hosts, kill } from '../test/cluster-hosts';

process.env['PARALLEL_CLUSTER_KEY'] ??= randomBytes(32).toString('hex');

const kills = Number(process.argv[2] ?? 200);
let hosts = new Hosts();
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Workers as they are without options of the tests: locks of 10 s, looked for every 5 s. */
async function recovery(): Promise<void> {
  const product = ['--threads', '2', '--lock-ms', '10000', '--stalled-ms', '5000'];
  const [victim] = await Promise.all([hosts.worker([...product, '--name', 'victim']), hosts.worker([...product, '--name', 'heir'])]);
  const pool = createPool(4, { engine: cluster({ url: hosts.url }) });
  const running = pool.map(async (x) => { await new Promise((go) => setTimeout(go, 100)); return x * x; }, numbers(40), { chunkSize: 1 });
  while (!pool.timeline().some(({ machine }) => machine === 'victim')) await sleep(20);
  await kill(victim!);
  const killed = performance.now();
  const squares = await running;
  const wrong = squares.filter((square, x) => square !== x * x).length;
  console.log(`product settings: all ${squares.length} results ${((performance.now() - killed) / 1000).toFixed(1)} s after the kill, ${wrong} wrong   bar 25 s`);
  await pool.close();
  await hosts.end();
  hosts = new Hosts();
}

/** Kills a random worker about every half second, has another take its place; maps and reductions go on all the while. */
async function soak(): Promise<void> {
  await hosts.redis();
  const workers = await Promise.all(numbers(4).map(() => hosts.worker(['--threads', '1'])));
  const pool = createPool(4, { engine: cluster({ url: hosts.url }) });
  const wait = async (x: number): Promise<number> => { await new Promise((go) => setTimeout(go, 30 * Math.random())); return x * x; };
  const total = (sums: number[]): number => sums.reduce((a, b) => a + b, 0);
  let [killed, rounds, wrong, spans] = [0, 0, 0, 0];
  const start = Date.now();
  const killing = (async () => {
    while (killed < kills) {
      await sleep(200 + 600 * Math.random());
      const victim = Math.floor(Math.random() * workers.length);
      await kill(workers[victim]!);
      killed++;
      workers[victim] = await hosts.worker(['--threads', '1']);
    }
  })();
  for (; killed < kills; rounds++) {
    const got = await pool.map(wait, numbers(60), { chunkSize: 1 });
    wrong += numbers(60).filter((x) => got[x] !== x * x).length;
    const sum = await mapReduce(pool, wait, total, numbers(30), { combine: total, fanIn: 4 });
    if (sum !== total(numbers(30).map((x) => x * x))) wrong++;
    // 60 items; 30 parts, combined to 8 and 2, and the rest.
    spans += 60 + 30 + 8 + 2 + 1;
  }
  await killing;
  // A timeline holds the last 20,000.
  const twice = spans <= 20_000 ? pool.timeline().length - spans : NaN;
  await pool.close();
  console.log(`${killed} workers killed in ${((Date.now() - start) / 1000).toFixed(0)} s: ${spans} results in ${rounds} maps and reductions, ${wrong} wrong, ${twice} counted twice.`);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void hosts.end().then(() => process.exit(130)));
try {
  await hosts.redis();
  await recovery();
  if (kills > 0) await soak();
} finally {
  await hosts.end();
}
