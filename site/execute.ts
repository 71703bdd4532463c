import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { python, root } from '../setup/project.mjs';
import type { Notebook } from './notebook';

/** A notebook of the project after a run from top to bottom through its own kernel; errors stay among its outputs. */
export async function executed(path: string, secondsACell = 180): Promise<Notebook> {
  const script = join(import.meta.dirname, 'execute.py');
  const { stdout } = await promisify(execFile)(python, [script, join(root, path), String(secondsACell)], { maxBuffer: 512e6 });
  return JSON.parse(stdout) as Notebook;
}
