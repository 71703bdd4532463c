import { anchor, codeHtml, escape, markdownHtml } from './html';
import { joined, type Cell, type Notebook } from './notebook';
import { outputsHtml } from './outputs';

export interface Lesson {
  /** The file name of its page. */
  readonly page: string;
  readonly title: string;
  readonly notebook: Notebook;
}

/** A notebook's H1. */
export function titleOf({ cells }: Notebook): string {
  return joined(cells[0]?.source).match(/^# (.*)$/m)?.[1] ?? '';
}

/** The headings of a lesson's parts. */
export function headings({ cells }: Notebook): string[] {
  return cells.filter((cell) => cell.cell_type === 'markdown').flatMap((cell) => [...joined(cell.source).matchAll(/^## (.*)$/gm)].map((found) => found[1] ?? ''));
}

/** One lesson as a page: contents beside it, previous and next below. */
export function lessonPage(lesson: Lesson, previous: Lesson | undefined, next: Lesson | undefined): string {
  const contents = headings(lesson.notebook).map((heading) => `<li><a href="#${anchor(escape(heading))}">${escape(heading)}</a></li>`).join('\n');
  const link = (to: Lesson | undefined, rel: string, arrow: string): string => (to ? `<a rel="${rel}" href="${to.page}">${arrow} ${escape(to.title)}</a>` : '<span></span>');
  return frame(lesson.title, `
<nav class="contents"><a href="index.html">All lessons</a><ol>${contents}</ol></nav>
<main>
${lesson.notebook.cells.map(cellHtml).join('\n')}
<nav class="turn">${link(previous, 'prev', '←')}${link(next, 'next', '→')}</nav>
</main>
<script src="plotly.min.js"></script>
<script src="figures.js"></script>`);
}

function cellHtml(cell: Cell): string {
  const source = joined(cell.source);
  if (cell.cell_type === 'markdown') return `<section id="cell-${cell.id}">${markdownHtml(source)}</section>`;
  return `<section id="cell-${cell.id}" class="cell">${codeHtml(source)}${outputsHtml(cell.outputs ?? [], cell.id)}</section>`;
}

/** The frame that every page has. */
export function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escape(title)}</title>
<link rel="stylesheet" href="highlight.css">
<link rel="stylesheet" href="style.css">
<header><a href="index.html">Parallel Computing in TypeScript</a><search><input type="search" placeholder="Search the lessons" aria-label="Search the lessons"><ol></ol></search></header>
${body}
<script src="minisearch.js"></script>
<script src="search-entries.js"></script>
<script src="search.js"></script>
</html>
`;
}
