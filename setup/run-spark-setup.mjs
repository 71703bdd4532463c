import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkJava } from './check-java.mjs';
import { findPython } from './find-python.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { pythonEnvironment, root, stateFolder } from './project.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';
import { inPlainWords } from './trouble.mjs';

const folder = join(stateFolder, 'spark-venv');
const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const requirements = join(root, 'src', 'pool', 'spark', 'requirements.txt');

/** Makes .setup/spark-venv with just what src/pool/spark/requirements.txt says, unless it is there already. */
export async function run() {
  try {
    const java = checkJava();
    await oneAtATime(install);
    console.log(`Spark is set up, with Java ${java}. Try it: npm run spark:demo`);
  } catch (error) {
    console.error('');
    console.error(inPlainWords(error));
    process.exitCode = 1;
  }
}

async function install() {
  const stamp = stampOf([readFileSync(requirements), root]);
  if (isStamped(folder, stamp) && existsSync(python)) return;
  const { command, version } = findPython();
  removeStamp(folder);
  rmSync(folder, { recursive: true, force: true });
  await step(`Making a Python ${version} environment`, [...command, '-m', 'venv', folder], pythonEnvironment());
  const flags = ['--require-hashes', '--no-input', '--disable-pip-version-check', '-r', requirements];
  await step('Getting Spark (some 500 MB)', [python, '-m', 'pip', 'install', ...flags], pythonEnvironment());
  writeStamp(folder, stamp);
}
