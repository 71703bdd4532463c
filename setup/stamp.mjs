import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One hash of all that a folder was made from. @param {readonly (string | Buffer)[]} parts */
export function stampOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Whether the folder was finished from just these parts. @param {string} folder @param {string} stamp */
export function isStamped(folder, stamp) {
  const file = join(folder, '.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** Marks the folder as finished: the last thing done to it, so that an interrupted set-up is done again. @param {string} folder @param {string} stamp */
export function writeStamp(folder, stamp) {
  writeFileSync(join(folder, '.stamp'), stamp);
}
