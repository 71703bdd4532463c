import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../setup/project.mjs';
import type { Notebook } from '../../site/notebook';

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
