import { Worker } from 'node:worker_threads';

/** Seconds in which this thread comes to no turn at all. */
const STUCK = 20;

/**
 * Ends this process, and with it its sandboxes, when this thread is stuck over an answer: as long as it is, nobody watches what the
 * sandboxes use. Says so on stderr.
 */
export function endWhenStuck(): void {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(turns, 0, 1), 250).unref();
  new Worker(program, { eval: true, workerData: { turns, stuck: STUCK } }).unref();
}

/** Counts its own seconds, so that a machine that stops everything for a while ends nothing. */
const program = `
const { workerData: { turns, stuck } } = require('node:worker_threads');
let last = -1, still = 0;
setInterval(() => {
  const now = Atomics.load(turns, 0);
  still = now === last ? still + 1 : 0;
  last = now;
  if (still < stuck) return;
  require('node:fs').writeSync(2, 'an answer kept the judge busy for more than ' + stuck + ' s');
  process.kill(process.pid, 'SIGKILL');
}, 1000);
`;
