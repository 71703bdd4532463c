import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateFolder } from './project.mjs';

/**
 * Does the work while no other process does it in the same folder; waits for the other one where there is one.
 * @param {() => Promise<void>} work @param {string} [folder] @param {() => void} [onWait] called once, before waiting
 */
export async function oneAtATime(work, folder = stateFolder, onWait = () => console.log('  Another set-up of this folder is running; waiting for it.')) {
  const lock = join(folder, 'lock');
  mkdirSync(folder, { recursive: true });
  for (let waited = false; !take(lock); waited = true) {
    if (!waited) onWait();
    await sleep(300);
  }
  const release = () => rmSync(lock, { force: true });
  process.on('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} lock @returns {boolean} whether the lock is ours now */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (isAbandoned(lock)) rmSync(lock, { force: true });
  return false;
}

/** Whether the process that took it is gone: ended without a word, or before this machine was last started. @param {string} lock */
function isAbandoned(lock) {
  try {
    if (statSync(lock).mtimeMs < Date.now() - uptime() * 1000) return true;
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    // No such process. A lock that is gone by now is simply tried again.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
