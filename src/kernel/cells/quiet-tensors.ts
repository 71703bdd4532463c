interface TensorFlow {
  env?(): { set(flag: string, value: boolean): void };
}

/** Keeps TensorFlow.js's banner and advice out of cells, whether a cell loads it by itself or with Danfo. */
export function quietTensors(name: string, module: unknown): void {
  if (name !== 'danfojs-node' && !name.startsWith('@tensorflow/tfjs')) return;
  const { tensorflow } = module as { tensorflow?: TensorFlow };
  (tensorflow ?? (module as TensorFlow)).env?.().set('PROD', true);
}
