import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python.mjs';
import { python, pythonEnvironment, root, venv } from './project.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';

const stampNow = () => stampOf([readFileSync(join(root, 'requirements.txt')), root]);

/** The Python to make .venv with; undefined when .venv is there and up to date. @throws {Trouble} when there is none */
export function pythonForVenv() {
  return isStamped(venv, stampNow()) && existsSync(python) ? undefined : findPython();
}

/**
 * Makes .venv with just what requirements.txt says. A half-made or moved one is made anew.
 * @param {import('./find-python.mjs').Python} found
 */
export async function pythonPackages({ command, version }) {
  removeStamp(venv);
  rmSync(venv, { recursive: true, force: true });
  await step(`Making a Python ${version} environment`, [...command, '-m', 'venv', venv], pythonEnvironment());
  const flags = ['--require-hashes', '--no-input', '--disable-pip-version-check', '-r', 'requirements.txt'];
  await step('Getting JupyterLab and nbgrader', [python, '-m', 'pip', 'install', ...flags], pythonEnvironment());
  writeStamp(venv, stampNow());
}
