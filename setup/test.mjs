// npm test [-- part of a path …]: sets everything up, then runs every test. The last line is "N passed, N failed".
import { checkNode } from './check-node.mjs';

if (checkNode()) {
  import('./run-tests.mjs').then((tests) => tests.run(process.argv.slice(2)));
}
