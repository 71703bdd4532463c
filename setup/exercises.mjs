// npm run exercises: sets everything up, then makes exercises/ from solutions/.
import { checkNode } from './check-node.mjs';

if (checkNode()) {
  import('./run-built.mjs').then((built) => built.run('grading/exercises-main.js'));
}
