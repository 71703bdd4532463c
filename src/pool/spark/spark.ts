import { randomUUID } from 'node:crypto';
import type { EngineFactory } from '../engine';
import { Driver } from './driver';
import { childCommand, driverFile, sparkPython } from './places';
import { settingsOf } from './settings';
import { SparkCall } from './spark-call';

/** Options of spark. */
export interface SparkOptions {
  /** Spark's master: `spark://host:7077`, `yarn`, `k8s://…`, or `local[2]`, which runs it on this machine alone. Default: `local[*]`. */
  master?: string;
  /** More of Spark's own settings, such as `{ 'spark.executor.memory': '4g' }`. */
  config?: Readonly<Record<string, string>>;
  /** A Python that has pyspark. Default: the one that `npm run spark:setup` made. */
  python?: string;
  /** The Node.js that runs the tasks, on every machine of the cluster. Default: this one's path. */
  node?: string;
}

/**
 * An engine that runs a pool's tasks on a Spark cluster, each in a Node.js process that lives as long as Spark keeps its task slot:
 * for data larger than memory, on a cluster that is there already. A task takes 0.1 to 0.2 s of Spark's time, so give it much to do.
 * docs/cluster.md tells when to take it, and how to install it.
 *
 * The same functions work as on threads, with two differences: shared memory is copied to each process; and a task whose machine
 * was lost is run again, so that f must not mind being run twice. Starting it takes some seconds.
 *
 * @example
 * const pool = createPool(8, { engine: spark({ master: 'spark://head:7077' }) });
 */
export function spark({ master = 'local[*]', config = {}, python, node = process.execPath }: SparkOptions = {}): EngineFactory {
  if (typeof master !== 'string' || master === '') throw new TypeError(`spark: master must be Spark's address of a cluster, such as 'local[2]'; got ${String(master)}.`);
  return () => {
    let driver: Driver | undefined;
    let nodes = 1;
    const pool = randomUUID();
    return {
      name: 'spark',
      async open(nNodes) {
        nodes = nNodes;
        const interpreter = sparkPython(python);
        const environment = { ...process.env, PYSPARK_PYTHON: interpreter, PYSPARK_DRIVER_PYTHON: interpreter };
        driver = new Driver({ python: interpreter, file: driverFile(), environment, conf: settingsOf(master, config), command: childCommand(node) });
        await driver.opened();
      },
      async run(job) {
        if (!driver) throw new Error('spark: open was not called.');
        await new SparkCall(driver, job, nodes, pool).run();
      },
      async close() {
        await driver?.close();
      },
    };
  };
}
