import { after, before, describe } from 'node:test';
import { cluster } from 'parallel';
import { Hosts, whyNoCluster } from './cluster-hosts';
import { poolContract } from './pool-contract';

process.env['PARALLEL_CLUSTER_KEY'] = 'only-for-tests-0123456789abcdef';
const hosts = new Hosts();

describe('the cluster', { skip: whyNoCluster() ?? false }, () => {
  before(async () => {
    await hosts.redis();
    await Promise.all([hosts.worker(['--threads', '2']), hosts.worker(['--threads', '1'])]);
  });
  after(() => hosts.end());

  poolContract({ name: 'cluster', nNodes: 3, options: { engine: () => cluster({ url: hosts.url })() }, hasWorkers: true, hasSharedMemory: false });
});
