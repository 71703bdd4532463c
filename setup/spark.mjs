// npm run spark:setup: an environment of its own for the Spark engine, some 500 MB, in .setup/spark-venv.
import { checkNode } from './check-node.mjs';

if (checkNode()) {
  import('./run-spark-setup.mjs').then((setup) => setup.run());
}
