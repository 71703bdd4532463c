import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../src/dist/grading/session.js';
import { canSandbox } from '../src/dist/grading/sandbox.js';

const isolation = canSandbox() ? 'sandbox' : 'unsafe';
const folder = new URL('../exercises/average', import.meta.url).pathname;

async function run(sources: readonly string[], names: readonly string[]): Promise<{ values: unknown[]; trouble: string[] }> {
  const session = new Session(sources.map((source, index) => ({ name: `cell ${index + 1}`, source })), folder, isolation);
  try {
    await session.open();
    const values: unknown[] = [];
    for (const name of names) values.push((await session.call(name, [])).value);
    return { values, trouble: session.trouble.map(({ cell, message }) => `${cell}: ${message}`) };
  } finally {
    await session.close();
  }
}

test('a graded notebook runs as the kernel runs it', async () => {
  const { values, trouble } = await run(
    [
      "import { join } from 'node:path';\nimport * as parallel from 'parallel';",
      'let count = 1; const b = 2; enum Colour { Red, Green } class Secret { #inner = 7; get inner() { return this.#inner; } }',
      'function shorthand() { return { a: count, b }; }\nfunction path() { return join("x", "y"); }',
      'count += await Promise.resolve(4);',
      'const { x, ...rest } = { x: 1, y: 2 }; function later() { return [count, Colour.Green, new Secret().inner, rest, typeof parallel.createPool]; }',
      'function count2() { return (1).toFixed(1); }\ncount2();',
      "const redefined = 1;",
      "const redefined = () => 'again';",
      'export const exported = () => 3;',
    ],
    ['shorthand', 'path', 'later', 'count2', 'redefined', 'exported'],
  );
  assert.deepEqual(trouble, []);
  assert.deepEqual(values, [{ a: 5, b: 2 }, 'x/y', [5, 1, 7, { y: 2 }, 'function'], '1.0', 'again', 3]);
});

test('a graded cell that fails keeps what it declared before, and says why', async () => {
  const { values, trouble } = await run(['const before = () => 1;\nthrow new Error("on purpose");\nconst after = () => 2;', 'const wrong: number = "text";', 'process.exit(0);', 'const last = () => 4;'], ['before', 'last']);
  assert.deepEqual(values, [1, 4]);
  assert.match(trouble.join('\n'), /^cell 1: Error: on purpose\ncell 2: TypeScriptError: Type 'string' is not assignable to type 'number'\.\ncell 3: Error: process\.exit\(\) is refused/);
});

test('a graded cell that replaces the language itself changes its own answers only', async () => {
  const { values, trouble } = await run(['Map.prototype.get = () => 1 as never; Array.prototype.map = (() => []) as never; Math.max = () => 0;\n(Array.prototype as any).sum = function () { return 6; };', 'const f = () => [[1, 2].map((x) => x + 1), new Map([[1, 2]]).get(1), Math.max(1, 2), ([] as any).sum()];'], ['f']);
  assert.deepEqual([values, trouble], [[[[2, 3], 2, 2, 6]], []]);
});
