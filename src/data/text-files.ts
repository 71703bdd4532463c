import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TextPart } from './text-part';

/** Options of textFiles. */
export interface TextFilesOptions {
  /** How long a part is at most, in bytes: a whole number of at least 1. Default 64 MiB. */
  partBytes?: number;
}

/**
 * Text files in parts for map and mapReduce: each part is read in pieces by the worker that gets it, so text of any size can be
 * worked through in little memory. On a cluster every machine must see the files at the same path.
 *
 * @param pattern a file's path, in whose last part `*` stands for anything: `logs/2026-*.txt`. In order of their names.
 * @throws RangeError when partBytes isn't a whole number of at least 1; Error when there is no such file.
 * @example
 * const countLines = async (part: TextPart) => { let lines = 0; for await (const text of part) lines += text.split('\n').length - 1; return lines; };
 * await mapReduce(pool, countLines, (counts) => counts.reduce((a, b) => a + b, 0), textFiles('logs/*.txt'));
 */
export function textFiles(pattern: string, { partBytes = 64 * 1024 * 1024 }: TextFilesOptions = {}): TextPart[] {
  if (typeof pattern !== 'string') throw new TypeError(`textFiles: pattern must be a file's path; got ${String(pattern)}.`);
  if (!Number.isSafeInteger(partBytes) || partBytes < 1) {
    throw new RangeError(`textFiles: partBytes must be a whole number of at least 1; got ${String(partBytes)}.`);
  }
  const files = filesLike(pattern);
  if (files.length === 0) throw new Error(`textFiles: there is no file ${pattern}. Only the last part of a path may hold a *.`);
  return files.flatMap((file) => partsOf(file, partBytes));
}

function filesLike(pattern: string): string[] {
  const folder = resolve(dirname(pattern));
  const name = new RegExp(`^${basename(pattern).split('*').map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*')}$`, 's');
  try {
    const entries = readdirSync(folder).filter((entry) => name.test(entry)).sort();
    return entries.map((entry) => join(folder, entry)).filter((file) => statSync(file).isFile());
  } catch (cause) {
    throw new Error(`textFiles: the folder ${folder} can't be read.`, { cause });
  }
}

function partsOf(file: string, partBytes: number): TextPart[] {
  const { size } = statSync(file);
  const count = Math.ceil(size / partBytes);
  return Array.from({ length: count }, (_, part) => new TextPart(file, part * partBytes, Math.min(size, (part + 1) * partBytes)));
}
