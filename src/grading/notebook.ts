/** A notebook file, as far as grading looks into it. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
}

export interface NotebookCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata?: { readonly nbgrader?: NbgraderCell; readonly tags?: readonly string[] };
}

export interface NbgraderCell {
  readonly grade_id?: string;
  readonly grade?: boolean;
  readonly locked?: boolean;
  readonly solution?: boolean;
  readonly points?: number;
}

/** Reads a notebook file's text. @throws Error that says what is wrong with it. */
export function readNotebook(text: string): Notebook {
  if (text.trim() === '') throw new Error('The file is empty.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new Error('The file is not a notebook: it is not valid JSON.', { cause });
  }
  const cells = (parsed as { cells?: unknown } | null)?.cells;
  if (!Array.isArray(cells)) throw new Error('The file is not a notebook: it has no list of cells.');
  if (cells.length === 0) throw new Error('The notebook is empty: it has no cells.');
  return { cells: cells.filter((cell): cell is NotebookCell => typeof cell === 'object' && cell !== null && 'source' in cell) };
}

export function sourceOf(cell: NotebookCell): string {
  return typeof cell.source === 'string' ? cell.source : Array.isArray(cell.source) ? cell.source.filter((line) => typeof line === 'string').join('') : '';
}

export function gradeId(cell: NotebookCell): string | undefined {
  const id = cell.metadata?.nbgrader?.grade_id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
