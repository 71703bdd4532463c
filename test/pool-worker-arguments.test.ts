import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const path = '../src/dist/pool/threads/worker-arguments.js';
const { workerArguments } = createRequire(import.meta.url)(path) as { workerArguments(execArgv: readonly string[]): string[] };

test('workers get this process’s options, without its TypeScript loader', () => {
  assert.deepEqual(workerArguments(['--import', 'tsx', '--no-warnings', '--import=file:///x/node_modules/tsx/dist/loader.mjs']), ['--no-warnings']);
  assert.deepEqual(workerArguments(['--require', './set-up.js', '--import', './my-tsx.mjs', '-r', 'x']), ['--require', './set-up.js', '--import', './my-tsx.mjs', '-r', 'x']);
  assert.deepEqual(workerArguments([]), []);
});
