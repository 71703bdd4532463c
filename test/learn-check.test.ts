import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, checkSummary } from 'parallel';
import { hints } from '../src/dist/learn/hints.js';

const key = Symbol.for('parallel.display');
const world = globalThis as Record<symbol, unknown>;

/** What is shown while `run` runs. */
async function shown(run: () => unknown): Promise<{ html: string; plain: string }> {
  const bundles: Record<string, string>[] = [];
  world[key] = (bundle: Record<string, string>) => bundles.push(bundle);
  try {
    await run();
  } finally {
    delete world[key];
  }
  return { html: bundles.map((bundle) => bundle['text/html']).join(''), plain: bundles.map((bundle) => bundle['text/plain']).join('\n') };
}

const failing = (run: () => Promise<void>, pattern: RegExp) => () => assert.rejects(run, pattern);
const mapAverage = (numbers: ArrayLike<number>): [number, number] => [Array.from(numbers).reduce((a, b) => a + b, 0), numbers.length];

test('check(name, test) is one line when the test passes', async () => {
  const { html, plain } = await shown(() => check('two and two', () => assert.equal(2 + 2, 4)));
  assert.equal(plain, 'Right: two and two.');
  assert.match(html, /&#10003; Right: two and two/);
});

test('check(name, test) shows expected and received when the test fails, and throws', async () => {
  const { plain } = await shown(failing(() => check('two and two', () => assert.equal(2 + 2, 5, 'sum')), /CheckFailed: two and two: sum/));
  assert.match(plain, /expected {2}5\n {2}received {2}4/);
});

test('check(name, f) tries the function of a task on many inputs', async () => {
  assert.equal((await shown(() => check('mapAverage-sum-and-count', mapAverage))).plain, 'Right: mapAverage gives the sum and the count.');
});

test('check(name, f) gives a stronger hint with every try, and the level that is asked for', async () => {
  const wrong = (numbers: ArrayLike<number>): [number, number] => [0, numbers.length - 1];
  for (const level of [0, 1, 2, 2]) {
    const { plain } = await shown(failing(() => check('mapAverage', wrong), /CheckFailed/));
    assert.ok(plain.includes(hints.lastLost[level]!), plain);
  }
  const { plain } = await shown(failing(() => check('mapAverage', wrong, { hint: 1 }), /CheckFailed/));
  assert.ok(plain.includes(hints.lastLost[0]));
});

test('check(name, f, { seed }) tries the same inputs for the same seed', async () => {
  const inputsOf = async (seed: number): Promise<string> => {
    const seen: string[] = [];
    await shown(() => check('mapAverage-sum-and-count', (numbers: number[]) => { seen.push(String(numbers)); return mapAverage(numbers); }, { seed }));
    return seen.join(';');
  };
  assert.equal(await inputsOf(7), await inputsOf(7));
  assert.notEqual(await inputsOf(7), await inputsOf(8));
});

test('check(name, f) escapes what it shows', async () => {
  const { html } = await shown(failing(() => check('<b>', () => { throw new Error('<script>'); }), /CheckFailed/));
  assert.doesNotMatch(html, /<script>|<b><b>/);
});

test('check(name, test) asks for a function', async () => {
  await assert.rejects(check('x', 3 as never), /TypeError: check: the second argument must be a function; got number/);
});

test('checkSummary(exercise) shows what is done and what is open', async () => {
  await shown(() => check('mapAverage-any-list', mapAverage));
  const { plain } = await shown(() => checkSummary('average'));
  assert.match(plain, /of 10 points done/);
  assert.match(plain, /done +1 {2}mapAverage takes/);
  assert.match(plain, /open +2 {2}parallelAverage gives the average/);
});

test('checkSummary(exercise) knows its exercises', () => {
  assert.throws(() => checkSummary('nothing'), /RangeError: checkSummary: there is no exercise "nothing"/);
});
