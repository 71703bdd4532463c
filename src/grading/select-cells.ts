import { gradeId, sourceOf, type Notebook, type NotebookCell } from './notebook';
import type { Cell } from './session';

export interface Selection {
  /** What runs: the learner's own cells as they are, locked ones as they were given out. */
  readonly cells: readonly Cell[];
  /** What is odd about the notebook, in words for a person. */
  readonly notes: readonly string[];
}

/** Cells with this tag measure: they take long, give nothing to grade, and are the learner's to change. */
const MEASURES = 'measure';

/** What of a submission is to be run, seen against the notebook that was given out. */
export function selectCells(submitted: Notebook, given: Notebook): Selection {
  const official = new Map(given.cells.flatMap((cell) => (gradeId(cell) === undefined ? [] : [[gradeId(cell)!, cell] as const])));
  const seen = new Set<string>();
  const notes: string[] = [];
  const copied = new Set<string>();
  const changed: string[] = [];
  const cells: Cell[] = [];
  submitted.cells.forEach((cell, index) => {
    const id = gradeId(cell);
    const original = id === undefined ? undefined : official.get(id);
    if (id !== undefined && original) {
      if (seen.has(id)) {
        if (!copied.has(id)) notes.push(`The cell ${id} is there twice; the first one counts.`);
        copied.add(id);
        if (isLocked(original)) return;
      } else {
        seen.add(id);
        if (isLocked(original) && isChanged(cell, original)) changed.push(id);
      }
    }
    const runs = original && isLocked(original) ? original : cell;
    // Tests run with the judge, not here; what measures needn't run at all.
    if (runs.cell_type !== 'code' || runs.metadata?.nbgrader?.grade === true || measures(runs)) return;
    if (sourceOf(runs).trim() === '') return;
    cells.push({ name: id ?? `cell ${index + 1}`, source: sourceOf(runs) });
  });
  if (changed.length > 0) notes.push(`Locked cells were changed (${changed.join(', ')}); the original ones count.`);
  for (const [id, cell] of official) if (!seen.has(id) && cell.cell_type === 'code') notes.push(`The cell ${id} is missing.`);
  return { cells: withMissing(cells, official, seen), notes };
}

/** A locked cell that is missing, such as the imports, is put back in front. */
function withMissing(cells: readonly Cell[], official: ReadonlyMap<string, NotebookCell>, seen: ReadonlySet<string>): Cell[] {
  const missing = [...official].filter(([id, cell]) => !seen.has(id) && cell.cell_type === 'code' && isLocked(cell) && !cell.metadata?.nbgrader?.grade);
  return [...missing.map(([name, cell]) => ({ name, source: sourceOf(cell) })), ...cells];
}

function measures({ metadata }: NotebookCell): boolean {
  return Array.isArray(metadata?.tags) && metadata.tags.includes(MEASURES);
}

function isLocked(cell: NotebookCell): boolean {
  const nbgrader = cell.metadata?.nbgrader;
  return nbgrader?.solution !== true && (nbgrader?.grade === true || nbgrader?.locked === true);
}

/** Source, kind or settings of a locked cell. */
function isChanged(cell: NotebookCell, original: NotebookCell): boolean {
  const now = cell.metadata?.nbgrader;
  const then = original.metadata?.nbgrader;
  if (sourceOf(cell) !== sourceOf(original) || cell.cell_type !== original.cell_type) return true;
  return now?.points !== then?.points || now?.locked !== then?.locked || now?.grade !== then?.grade || now?.solution !== then?.solution;
}
