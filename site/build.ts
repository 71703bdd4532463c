// npm run site: runs the lessons and makes a static site of them in site/dist, which opens from file:// and from any static host.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/project.mjs';
import { executed } from './execute';
import { lessonPage, titleOf, type Lesson } from './page';
import { contentsPage } from './contents';
import { searchEntries } from './search-entries';

const here = import.meta.dirname;
const target = join(here, 'dist');
const fromCourse = createRequire(join(root, 'src', 'package.json'));
const fromRoot = createRequire(join(root, 'package.json'));

const files = readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.ipynb')).sort();
const lessons: Lesson[] = [];
for (const file of files) {
  console.log(`running ${file}`);
  const notebook = await executed(`notebooks/${file}`);
  lessons.push({ page: file.replace('.ipynb', '.html'), title: titleOf(notebook), notebook });
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
lessons.forEach((lesson, index) => writeFileSync(join(target, lesson.page), lessonPage(lesson, lessons[index - 1], lessons[index + 1])));
writeFileSync(join(target, 'index.html'), contentsPage(lessons));
// Pages opened from file:// may not fetch: what the search needs is a script.
writeFileSync(join(target, 'search-entries.js'), `globalThis.searchEntries = ${JSON.stringify(lessons.flatMap(searchEntries))};\n`);
copyFileSync(fromCourse.resolve('plotly.js/dist/plotly-cartesian.min.js'), join(target, 'plotly.min.js'));
copyFileSync(join(root, 'node_modules', 'minisearch', 'dist', 'umd', 'index.js'), join(target, 'minisearch.js'));
copyFileSync(fromRoot.resolve('highlight.js/styles/github.min.css'), join(target, 'highlight.css'));
for (const file of ['style.css', 'figures.js', 'search.js']) copyFileSync(join(here, file), join(target, file));
console.log(`${lessons.length} lessons in ${join(target, 'index.html')}`);
