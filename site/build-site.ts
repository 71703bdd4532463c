import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/project.mjs';
import { contentsPage } from './contents';
import type { Notebook } from './notebook';
import { lessonPage, titleOf, type Lesson } from './page';
import { searchEntries } from './search-entries';

const fromCourse = createRequire(join(root, 'src', 'package.json'));
const fromRoot = createRequire(join(root, 'package.json'));

/** Files of others that the pages use, beside them: nothing is fetched from elsewhere. */
const libraries = {
  'plotly.min.js': fromCourse.resolve('plotly.js/dist/plotly-cartesian.min.js'),
  'minisearch.js': join(root, 'node_modules', 'minisearch', 'dist', 'umd', 'index.js'),
  'highlight.css': fromRoot.resolve('highlight.js/styles/github.min.css'),
};

/** Makes a site of all lessons in a folder, which is emptied first. It opens from file:// and from any static host. */
export async function buildSite(target: string, run: (path: string) => Notebook | Promise<Notebook>): Promise<Lesson[]> {
  const files = readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.ipynb')).sort();
  const lessons: Lesson[] = [];
  for (const file of files) {
    const notebook = await run(`notebooks/${file}`);
    lessons.push({ page: file.replace('.ipynb', '.html'), title: titleOf(notebook), notebook });
  }
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  lessons.forEach((lesson, index) => writeFileSync(join(target, lesson.page), lessonPage(lesson, lessons[index - 1], lessons[index + 1])));
  writeFileSync(join(target, 'index.html'), contentsPage(lessons));
  // Pages opened from file:// may not fetch: what the search needs is a script.
  writeFileSync(join(target, 'search-entries.js'), `globalThis.searchEntries = ${JSON.stringify(lessons.flatMap(searchEntries))};\n`);
  for (const [name, file] of Object.entries(libraries)) copyFileSync(file, join(target, name));
  for (const name of ['style.css', 'figures.js', 'search.js']) copyFileSync(join(import.meta.dirname, name), join(target, name));
  return lessons;
}
