import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const path = '../src/dist/pool/threads/worker-arguments.js';
const { workerArguments } = createRequire(import.meta.url)(path) as { workerArguments(execArgv: readonly string[]): string[] };

test('with a TypeScript loader, workers get the options that they take, without it', () => {
  assert.deepEqual(workerArguments(['--import', 'tsx', '--no-warnings', '--import=file:///x/node_modules/tsx/dist/loader.mjs']), ['--no-warnings']);
  const modules = ['--require', './set-up.js', '--import', './my-tsx.mjs', '-r', 'x', '-C', 'worker'];
  assert.deepEqual(workerArguments([...modules, '--max-old-space-size=4096', '--import', 'tsx']), modules);
});

test('without one, they inherit', () => {
  assert.equal(workerArguments(['--require', './set-up.js', '--max-old-space-size=4096']), undefined);
  assert.equal(workerArguments([]), undefined);
});

for (const options of [['--max-old-space-size=4096', '--stack-trace-limit=20'], ['--max-old-space-size=4096', '--import', 'tsx', '--expose-gc']]) {
  test(`a pool in node ${options.join(' ')}`, () => {
    const program = "const { createPool } = require('parallel'); const pool = createPool(2); pool.map((x) => x + 1, [1]).then(([y]) => { console.log(y); return pool.close(); })";
    assert.equal(execFileSync(process.execPath, [...options, '-e', program], { encoding: 'utf8' }), '2\n');
  });
}
