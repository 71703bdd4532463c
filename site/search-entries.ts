import { joined } from './notebook';
import type { Lesson } from './page';

/** What the search finds: one entry a cell. */
export interface SearchEntry {
  readonly id: string;
  readonly lesson: string;
  readonly text: string;
}

export function searchEntries({ page, title, notebook }: Lesson): SearchEntry[] {
  return notebook.cells.map((cell) => ({ id: `${page}#cell-${cell.id}`, lesson: title, text: joined(cell.source) }));
}
