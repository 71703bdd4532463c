import { poolContract } from './pool-contract';

poolContract({ name: 'inline', nNodes: 3, options: { engine: 'inline' }, hasWorkers: false, hasSharedMemory: true });
