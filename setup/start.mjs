// npm start: sets everything up, then opens JupyterLab on the first lesson.
// This file must parse on any Node.js, so that an old one gets a sentence and not a syntax error.
import { checkNode } from './check-node.mjs';

if (checkNode()) {
  import('./run-start.mjs').then((start) => start.run(process.argv.slice(2)));
}
