/** Runs where Spark is set up (npm run spark:setup); the runner leaves it out elsewhere, as 500 MB are too much to ask of everybody. */
import { spark } from 'parallel';
import { poolContract } from './pool-contract';

poolContract({ name: 'spark', nNodes: 2, options: { engine: spark({ master: 'local[2]' }) }, hasWorkers: true, hasSharedMemory: false });
