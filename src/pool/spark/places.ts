import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The Python that has Spark: the option's, or the project's own, which `npm run spark:setup` makes.
 *
 * @throws Error that says how to get one.
 */
export function sparkPython(option: string | undefined): string {
  if (option !== undefined) return option;
  const python = join(projectFolder(), '.setup', 'spark-venv', 'bin', 'python');
  if (existsSync(python)) return python;
  throw new Error("Spark isn't installed. Run `npm run spark:setup` in the project's folder (some 500 MB, and Java 17), on every machine of the cluster.");
}

/** Spark's driver, in Python. */
export const driverFile = (): string => join(projectFolder(), 'src', 'pool', 'spark', 'driver.py');

/** What a task slot runs: this Node.js, or another one, with child.js. */
export const childCommand = (node: string): string[] => [node, resolve(__dirname, 'child.js')];

/** The project's folder, seen from src/dist/pool/spark, where this file runs, or from its own place. */
function projectFolder(): string {
  for (let folder = __dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'src', 'pool', 'spark', 'driver.py'))) return folder;
  }
  return process.cwd();
}
