import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect type feedback from a function's first call on. By itself it begins in the midst of the first call, when it has turned out to be
 * long. A task's function is called seldom, with long loops: what it does before its loop then stays unknown, the optimised code is
 * thrown away at each call, and the loop runs at a third of its speed for good (seen in Node.js 20: bench/pool.ts, "mean square").
 */
export function watchFirstCalls(): void {
  setFlagsFromString('--no-lazy-feedback-allocation');
}

/** V8's default again: a starting worker runs thousands of functions once, and watching each would cost it a sixth of its start. */
export function watchLater(): void {
  setFlagsFromString('--lazy-feedback-allocation');
}
