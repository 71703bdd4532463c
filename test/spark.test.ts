/** Runs where Spark is set up (npm run spark:setup), and is left out elsewhere: 500 MB are too much to ask of everybody. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { spark } from 'parallel';
import { poolContract } from './pool-contract';

if (existsSync(resolve(import.meta.dirname, '../.setup/spark-venv/.stamp'))) {
  poolContract({ name: 'spark', nNodes: 2, options: { engine: spark({ master: 'local[2]' }) }, hasWorkers: true, hasSharedMemory: false });
}
