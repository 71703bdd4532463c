import { accessSync, constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPython } from './find-python.mjs';
import { python, root, venv } from './project.mjs';
import { isStamped, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';
import { Trouble } from './trouble.mjs';

const neededBytes = 2e9;
const modules = join(root, 'node_modules');
const inRoot = (/** @type {string} */ file) => readFileSync(join(root, file));

/** Node packages, Python environment, build and kernel: whatever isn't there or isn't up to date. */
export async function prepare() {
  checkFolder();
  await nodePackages();
  await pythonPackages();
  await step('Building the course\'s own code', [process.execPath, join(modules, 'typescript', 'bin', 'tsc'), '-p', root]);
  await step('Installing the TypeScript kernel', [process.execPath, join(root, 'src', 'dist', 'kernel', 'install.js')]);
  jupyterSettings();
}

function checkFolder() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Trouble(`The project's folder can't be written: ${root}`, 'Clone it into a folder of your own, then run the same command again.');
  }
  if (existsSync(join(modules, '.stamp')) && existsSync(join(venv, '.stamp'))) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes) {
    throw new Trouble(`The disk has ${(bavail * bsize / 1e9).toFixed(1)} GB free; the course needs about ${neededBytes / 1e9} GB.`, 'Make room, then run the same command again.');
  }
}

async function nodePackages() {
  const stamp = stampOf([inRoot('package-lock.json'), process.versions.modules, process.platform, process.arch]);
  if (isStamped(modules, stamp)) return;
  // No package of ours needs its install script: native parts come ready-made inside the packages.
  await step('Getting the Node packages', [...npm(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  writeStamp(modules, stamp);
}

/** npm as it called us, or the one beside this Node.js. */
function npm() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return [process.execPath, cli];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}

async function pythonPackages() {
  const stamp = stampOf([inRoot('requirements.txt'), root]);
  if (isStamped(venv, stamp) && existsSync(python)) return;
  const { command, version } = findPython();
  rmSync(venv, { recursive: true, force: true });
  await step(`Making a Python ${version} environment`, [...command, '-m', 'venv', venv]);
  const flags = ['--require-hashes', '--no-input', '--disable-pip-version-check', '-r', 'requirements.txt'];
  await step('Getting JupyterLab and nbgrader', [python, '-m', 'pip', 'install', ...flags]);
  writeStamp(venv, stamp);
}

/** The course's own defaults for JupyterLab: no news pop-up, nothing asked of the network. */
function jupyterSettings() {
  const target = join(venv, 'share', 'jupyter', 'lab', 'settings', 'overrides.json');
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(root, 'setup', 'jupyter', 'overrides.json'), target);
}
