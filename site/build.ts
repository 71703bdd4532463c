// npm run site: runs the lessons and makes a static site of them in site/dist.
import { join } from 'node:path';
import { buildSite } from './build-site';
import { executed } from './execute';

const target = join(import.meta.dirname, 'dist');
const lessons = await buildSite(target, (path) => {
  console.log(`running ${path}`);
  return executed(path);
});
console.log(`${lessons.length} lessons: open ${join(target, 'index.html')}`);
