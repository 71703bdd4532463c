import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './find-python.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { pythonEnvironment, root, stateFolder } from './project.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';

const folder = join(stateFolder, 'spark-venv');
const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const requirements = join(root, 'src', 'pool', 'spark', 'requirements.txt');

const stampNow = () => stampOf([readFileSync(requirements), root]);

/** Whether the Spark engine is set up, and up to date. */
export function hasSpark() {
  return isStamped(folder, stampNow()) && existsSync(python);
}

/** Makes .setup/spark-venv with just what src/pool/spark/requirements.txt says, unless it is there already. */
export function sparkPackages() {
  return oneAtATime(async () => {
    if (hasSpark()) return;
    const { command, version } = findPython();
    removeStamp(folder);
    rmSync(folder, { recursive: true, force: true });
    await step(`Making a Python ${version} environment`, [...command, '-m', 'venv', folder], pythonEnvironment());
    const flags = ['--require-hashes', '--no-input', '--disable-pip-version-check', '-r', requirements];
    await step('Getting Spark (some 500 MB)', [python, '-m', 'pip', 'install', ...flags], pythonEnvironment());
    writeStamp(folder, stampNow());
  });
}
