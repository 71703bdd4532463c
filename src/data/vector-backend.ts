import { dirname, join } from 'node:path';

interface Tensors {
  env(): { set(flag: string, value: boolean): void };
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  ready(): Promise<void>;
}

/**
 * The name of the backend that Danfo's tensors now run on: 'wasm', TensorFlow.js on WebAssembly with SIMD.
 *
 * Call it once, before the first tensor. SIMD adds four float32 numbers with one instruction; under Node the
 * library offers one thread, so this is parallelism within a core. Numbers are float32: about 7 digits. It also keeps the
 * library's banner out of the cell. Where WebAssembly can't be used, the plain backend stays and 'cpu' comes back.
 * Loading Danfo takes about a second the first time.
 *
 * @example const backend = await vectorBackend(); // 'wasm'
 */
export async function vectorBackend(): Promise<string> {
  const { tensorflow } = require('danfojs-node') as { tensorflow: Tensors };
  tensorflow.env().set('PROD', true);
  const backend = '@tensorflow/tfjs-backend-wasm';
  const { setWasmPaths } = require(backend) as { setWasmPaths(folder: string): void };
  if (tensorflow.getBackend() !== 'wasm') {
    setWasmPaths(join(dirname(require.resolve(`${backend}/package.json`)), 'wasm-out/'));
    if (!(await tensorflow.setBackend('wasm'))) await tensorflow.setBackend('cpu');
    await tensorflow.ready();
  }
  return tensorflow.getBackend();
}
