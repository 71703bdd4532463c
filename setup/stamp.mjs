import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One hash of all that a folder was made from. @param {readonly (string | Buffer)[]} parts */
export function stampOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Whether the folder was finished from just these parts. @param {string} folder @param {string} stamp */
export function isStamped(folder, stamp) {
  return hasStamp(folder) && readFileSync(join(folder, '.stamp'), 'utf8') === stamp;
}

/** Whether the folder was finished, from whatever. @param {string} folder */
export function hasStamp(folder) {
  return existsSync(join(folder, '.stamp'));
}

/** Marks the folder as unfinished: the first thing done to it, so that an interrupted set-up is done again. @param {string} folder */
export function removeStamp(folder) {
  rmSync(join(folder, '.stamp'), { force: true });
}

/** Marks the folder as finished: the last thing done to it. @param {string} folder @param {string} stamp */
export function writeStamp(folder, stamp) {
  const file = join(folder, '.stamp');
  writeFileSync(`${file}.new`, stamp);
  renameSync(`${file}.new`, file);
}
