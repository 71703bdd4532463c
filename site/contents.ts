import { anchor, escape } from './html';
import { frame, headings, type Lesson } from './page';

/** The first page: all lessons with their parts. */
export function contentsPage(lessons: readonly Lesson[]): string {
  const list = lessons.map(({ page, title, notebook }) => `
<li><a href="${page}">${escape(title)}</a>
<ul>${headings(notebook).map((heading) => `<li><a href="${page}#${anchor(escape(heading))}">${escape(heading)}</a></li>`).join('')}</ul></li>`);
  return frame('Parallel Computing in TypeScript', `
<main class="all">
<h1>Parallel Computing in TypeScript</h1>
<p>The lessons as they ran on the machine that built these pages, numbers and figures included. To run them on yours, clone the course and type <code>npm start</code>.</p>
<ol class="lessons">${list.join('')}</ol>
</main>`);
}
