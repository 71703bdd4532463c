import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, venv } from './project.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';

const dist = join(root, 'src', 'dist');
const kernelspec = join(venv, 'share', 'jupyter', 'kernels', 'tslab');

/** Compiles src/ when it has changed, and tells Jupyter about the kernel. */
export async function courseBuild() {
  const source = stampOf(sources());
  if (!isStamped(dist, source)) {
    removeStamp(dist);
    await step('Building the course\'s own code', [process.execPath, join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root]);
    writeStamp(dist, source);
  }
  const installed = stampOf([source, root, process.execPath]);
  if (isStamped(kernelspec, installed) && existsSync(join(kernelspec, 'kernel.json'))) return;
  await step('Installing the TypeScript kernel', [process.execPath, join(dist, 'kernel', 'install.js')]);
  writeStamp(kernelspec, installed);
}

/** All that the build is made from: names and contents. */
function sources() {
  const files = readdirSync(join(root, 'src'), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !/^(dist|node_modules)\b/.test(file))
    .sort();
  return [...files.flatMap((file) => [file, readFileSync(join(root, 'src', file))]), ...['tsconfig.json', 'package-lock.json'].map((file) => readFileSync(join(root, file)))];
}
