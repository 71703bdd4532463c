// The other pools for Node.js: 1000 tasks that do nothing, one message each, on two workers. Prints the best ms of each as JSON.
import { Piscina } from 'piscina';
import { FixedThreadPool } from 'poolifier';
import { Tinypool } from 'tinypool';
import workerpool from 'workerpool';

const file = (name) => new URL(name, import.meta.url);
const items = Array.from({ length: 1000 }, (_, index) => index);
const rounds = 40;

async function best(runTask) {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const results = await Promise.all(items.map(runTask));
    if (results[999] !== 999) throw new Error('a wrong result');
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

const size = { minThreads: 2, maxThreads: 2 };
const result = {};
const piscina = new Piscina({ filename: file('identity.mjs').href, ...size });
result.piscina = await best((x) => piscina.run(x));
piscina.destroy().catch(() => undefined);
const tinypool = new Tinypool({ filename: file('identity.mjs').href, ...size });
result.tinypool = await best((x) => tinypool.run(x));
tinypool.destroy().catch(() => undefined);
const plain = workerpool.pool(file('workerpool-worker.mjs').pathname, { minWorkers: 2, maxWorkers: 2, workerType: 'thread' });
result.workerpool = await best((x) => plain.exec('identity', [x]));
plain.terminate().catch(() => undefined);
const poolifier = new FixedThreadPool(2, file('poolifier-worker.mjs').pathname);
result.poolifier = await best((x) => poolifier.execute(x));
poolifier.destroy().catch(() => undefined);
console.log(JSON.stringify(result));
process.exit(0); // Not every pool's end can be awaited: one of them sometimes never settles.
