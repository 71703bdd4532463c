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
  const before = tf.memory().numTensors;
  for (let run = 0; run < 100; run++) {
    const tensor = tf.tensor1d(new Float32Array(1000));
    tf.tidy(() => tensor.square().mean().dataSync());
    tensor.dispose();
  }
  const left = tf.memory().numTensors - before;
  console.log(JSON.stringify({ backend, again, close: isClose(mean, 14 / 3), left }));
})();`;

test('vectorBackend() puts Danfo on WebAssembly SIMD, prints nothing, and leaves no tensor behind', () => {
  const run = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: import.meta.dirname });
  assert.equal(run.stderr, '');
  assert.deepEqual(JSON.parse(run.stdout), { backend: 'wasm', again: 'wasm', close: true, left: 0 });
});
