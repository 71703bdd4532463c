/** Judges a sample in this process, without a sandbox: the same tests, in a tenth of a second. */
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
// The tests themselves, which learners meet as check and as points.
import { exercises } from '../../src/dist/learn/exercises/index.js';
import { localSubject } from '../../src/dist/learn/local-subject.js';
import { runPart } from '../../src/dist/learn/run-part.js';
import fc from 'fast-check';

export interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: { nbgrader?: { grade_id: string; solution: boolean } };
}

const require = createRequire(import.meta.url);

/** The points that a notebook loses, by test. */
export async function lostPoints(exercise: string, notebook: string, seed: number): Promise<Record<string, number>> {
  const subject = localSubject(functionsOf(JSON.parse(notebook) as { cells: Cell[] }));
  const lost: Record<string, number> = {};
  for (const test of exercises[exercise]!.tests) {
    for (const part of test.parts) {
      const { failure, points } = await runPart(fc as never, part, subject, seed, { shrink: false });
      if (failure) lost[test.id] = (lost[test.id] ?? 0) + points;
    }
  }
  return lost;
}

/** What the solution cells define, with the imports before them. */
export function functionsOf({ cells }: { cells: Cell[] }): Record<string, Function> {
  const own = cells.filter((cell) => cell.metadata.nbgrader?.solution === true || cell.metadata.nbgrader?.grade_id === 'setup');
  const names = own.filter((cell) => cell.metadata.nbgrader?.solution).map((cell) => cell.metadata.nbgrader!.grade_id);
  const source = own.map((cell) => [cell.source].flat().join('')).join('\n');
  const { code } = transformSync(`${source}\nexport { ${names.join(', ')} };`, { loader: 'ts', format: 'cjs', target: 'es2022' });
  const module = { exports: {} as Record<string, Function> };
  (runInThisContext(`(function (module, exports, require) {${code}\n})`) as Function)(module, module.exports, require);
  return Object.fromEntries(names.map((name) => [name, module.exports[name]!]));
}
