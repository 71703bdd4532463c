import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { root } from './project.mjs';
import { stopStep } from './step.mjs';
import { inPlainWords } from './trouble.mjs';

/** Sets up what isn't, then runs one of the course's own programs in this process, with its arguments. @param {string} program its path in src/dist */
export async function run(program) {
  const stop = () => void stopStep().then(() => process.exit(130));
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, stop);
  try {
    await prepare();
  } catch (error) {
    console.error('');
    console.error(inPlainWords(error));
    process.exit(1);
  }
  for (const signal of signals) process.off(signal, stop);
  await import(pathToFileURL(join(root, 'src', 'dist', program)).href);
}
