import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './project.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';

/** Without a network npm would try again for a minute and a half. */
const hasty = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
const modules = join(root, 'node_modules');

/** Installs what package-lock.json says, unless it is there already. */
export async function nodePackages() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = stampOf([lock, process.versions.modules, process.platform, process.arch]);
  if (isStamped(modules, stamp)) return;
  if (!installedByHand(lock)) {
    removeStamp(modules);
    // No package of ours needs its install script: native parts come ready-made inside the packages.
    // NODE_ENV=production would leave out the compiler.
    await step('Getting the Node packages', [...npm(), 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', ...hasty]);
  }
  writeStamp(modules, stamp);
}

/**
 * Whether npm itself has installed just this lock file before, as after `npm install`. npm's own record is written last.
 * @param {string} lock
 */
function installedByHand(lock) {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  return sameLock(JSON.parse(lock).packages, JSON.parse(readFileSync(record, 'utf8')).packages);
}

/**
 * Whether all that the lock file asks for is installed, and nothing in another version; optional packages may be missing.
 * @param {Record<string, { version?: string, optional?: boolean, link?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} installed
 */
export function sameLock(wanted, installed) {
  const packages = Object.entries(wanted).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
  return packages.every(([path, { version, optional }]) => (installed[path] ? installed[path].version === version : optional));
}

/** npm as it called us, or the one on the path. @param {string | undefined} caller */
export function npm(caller = process.env.npm_execpath) {
  if (caller && basename(caller) === 'npm-cli.js') return [process.execPath, caller];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}
