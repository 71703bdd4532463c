import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python.mjs';
import { python, pythonEnvironment, root, venv } from './project.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';

/** Makes .venv with just what requirements.txt says, unless it is there already. A half-made or moved one is made anew. */
export async function pythonPackages() {
  const stamp = stampOf([readFileSync(join(root, 'requirements.txt')), root]);
  if (isStamped(venv, stamp) && existsSync(python)) return;
  const { command, version } = findPython();
  removeStamp(venv);
  rmSync(venv, { recursive: true, force: true });
  await step(`Making a Python ${version} environment`, [...command, '-m', 'venv', venv], pythonEnvironment());
  const flags = ['--require-hashes', '--no-input', '--disable-pip-version-check', '-r', 'requirements.txt'];
  await step('Getting JupyterLab and nbgrader', [python, '-m', 'pip', 'install', ...flags], pythonEnvironment());
  writeStamp(venv, stamp);
}
