import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What set-up keeps for itself: its log, and Jupyter's own settings. Not committed. */
export const stateFolder = join(root, '.setup');
export const logFile = join(stateFolder, 'setup.log');

export const venv = join(root, '.venv');
/** The Python of the project's own environment. */
export const python = process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');

/** Our surroundings without what would lead the project's Python to another one's packages. */
export function pythonEnvironment() {
  const { PYTHONHOME, PYTHONPATH, PIP_USER, PIP_TARGET, PIP_PREFIX, ...env } = process.env;
  return env;
}
