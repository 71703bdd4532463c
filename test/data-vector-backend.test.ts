import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const program = `
const { vectorBackend, isClose } = require('parallel');
const { tensorflow: tf } = require('danfojs-node');
(async () => {
  const backend = await vectorBackend();
  const again = await vectorBackend();
  const mean = tf.tidy(() => tf.tensor1d(Float32Array.of(1, 2, 3)).square().mean().dataSync()[0]);
  console.log(JSON.stringify({ backend, again, close: isClose(mean, 14 / 3) }));
})();`;

test('vectorBackend() puts Danfo on WebAssembly SIMD, and prints nothing', () => {
  const run = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: import.meta.dirname });
  assert.equal(run.stderr, '');
  assert.deepEqual(JSON.parse(run.stdout), { backend: 'wasm', again: 'wasm', close: true });
});
