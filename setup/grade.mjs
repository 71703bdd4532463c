// npm run grade -- wordcount [folder of submissions]: sets everything up, then grades.
import { checkNode } from './check-node.mjs';

if (checkNode()) {
  import('./run-built.mjs').then((built) => built.run('grading/grade-main.js'));
}
