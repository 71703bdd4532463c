import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../paths';

let names: ReadonlySet<string> | undefined;

/** Whether 'parallel' exports a value of that name. */
export function isOfHelperModule(name: string): boolean {
  names ??= readNames();
  return names.has(name);
}

function readNames(): Set<string> {
  const declared = readFileSync(path.join(projectFolder, 'src', 'dist', 'index.d.ts'), 'utf8');
  const lists = [...declared.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','));
  return new Set(lists.map((entry) => entry.trim()).filter((entry) => /^\w+$/.test(entry)));
}
