import { accessSync, constants, copyFileSync, mkdirSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { courseBuild } from './course-build.mjs';
import { nodePackages } from './node-packages.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { root, venv } from './project.mjs';
import { pythonForVenv, pythonPackages } from './python-packages.mjs';
import { hasStamp } from './stamp.mjs';
import { Trouble } from './trouble.mjs';

const neededBytes = 2e9;

/** Node packages, Python environment, build and kernel: whatever isn't there or isn't up to date. */
export async function prepare() {
  checkFolder();
  await oneAtATime(async () => {
    // Asked before the long download: whoever has no Python should hear it at once.
    const found = pythonForVenv();
    await nodePackages();
    if (found) await pythonPackages(found);
    await courseBuild();
    jupyterSettings();
  });
}

function checkFolder() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Trouble(`The project's folder can't be written: ${root}`, 'Clone it into a folder of your own, then run the same command again.');
  }
  if (hasStamp(join(root, 'node_modules')) && hasStamp(venv)) return;
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  if (free >= neededBytes) return;
  throw new Trouble(`The disk has ${(free / 1e9).toFixed(1)} GB free; the course needs about ${neededBytes / 1e9} GB.`, 'Make room, then run the same command again.');
}

/** The course's own defaults for JupyterLab: no news pop-up, nothing asked of the network. */
function jupyterSettings() {
  const target = join(venv, 'share', 'jupyter', 'lab', 'settings', 'overrides.json');
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(root, 'setup', 'jupyter', 'overrides.json'), target);
}
