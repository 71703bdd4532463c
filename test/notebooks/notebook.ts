import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { python, root } from '../../setup/project.mjs';

export interface Output {
  readonly output_type: 'stream' | 'execute_result' | 'display_data' | 'error';
  readonly name?: string;
  readonly text?: string | string[];
  readonly data?: Record<string, unknown>;
  readonly ename?: string;
  readonly evalue?: string;
}

export interface Cell {
  readonly id: string;
  readonly cell_type: 'code' | 'markdown';
  readonly source: string | string[];
  readonly outputs?: Output[];
  readonly execution_count?: number | null;
  readonly metadata: { readonly nbgrader?: object };
}

export interface Notebook {
  readonly cells: Cell[];
  readonly metadata: { readonly kernelspec?: { readonly name: string } };
}

/** A source or a text as one string: Jupyter also stores lists of lines. */
export function joined(text: string | string[] | undefined): string {
  return Array.isArray(text) ? text.join('') : (text ?? '');
}

/** The paths of all notebooks in a folder of the project, from the root, in order. */
export function notebooksIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((file) => `${folder}/${String(file).replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ipynb') && !file.includes('.ipynb_checkpoints'))
    .sort();
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Notebook;
}

/** The notebook after a run from top to bottom through its own kernel. */
export async function executed(path: string, secondsACell = 180): Promise<Notebook> {
  const script = join(import.meta.dirname, 'execute.py');
  const { stdout } = await promisify(execFile)(python, [script, join(root, path), String(secondsACell)], { maxBuffer: 512e6 });
  return JSON.parse(stdout) as Notebook;
}
