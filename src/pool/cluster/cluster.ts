import type { EngineFactory } from '../engine';
import { Client } from './client';
import { ClusterCall } from './cluster-call';
import { WorkerWatch } from './worker-presence';

/** Options of cluster. */
export interface ClusterOptions {
  /**
   * Where Redis is: `redis://user:password@host:6379`, `rediss://…` (TLS), `unix:///path`. Default: the environment's
   * PARALLEL_CLUSTER_URL, which keeps the password out of notebooks, or else redis://127.0.0.1:6379.
   */
  url?: string;
  /** The project's name in Redis; clients and workers of one prefix belong together. Default: PARALLEL_CLUSTER_PREFIX, or 'parallel'. */
  prefix?: string;
  /** The file of the authority that signed the server's certificate, for rediss://. Default: PARALLEL_CLUSTER_CA. */
  caFile?: string;
  /** How long after this process's death the workers still work for it, in ms. Default 15,000. */
  leaseMs?: number;
  /** How long the server may be away before a map rejects, in ms. Default 20,000. */
  serverTimeoutMs?: number;
  /** How long there may be no worker at all before a map rejects, in ms. Default 30,000. */
  noWorkerTimeoutMs?: number;
}

/**
 * An engine that runs a pool's tasks on the machines where `parallel-worker` runs, joined by a Redis server:
 * docs/cluster.md tells how to start them. The same functions work as on threads, with two differences: shared memory is
 * copied to each machine, so that what a task writes there stays there; and a task whose worker was lost is run again, so
 * that f must not mind being run twice.
 *
 * nNodes is how many chunks are worked on at the same time; the cluster should have at least as many threads.
 * Clients and workers need the same key in the environment's PARALLEL_CLUSTER_KEY.
 *
 * @example
 * const pool = createPool(8, { engine: cluster({ url: 'redis://127.0.0.1:6379' }) });
 */
export function cluster(options: ClusterOptions = {}): EngineFactory {
  const settings = {
    url: options.url ?? process.env['PARALLEL_CLUSTER_URL'] ?? 'redis://127.0.0.1:6379',
    prefix: options.prefix ?? process.env['PARALLEL_CLUSTER_PREFIX'] ?? 'parallel',
    caFile: options.caFile ?? process.env['PARALLEL_CLUSTER_CA'],
    leaseMs: positive('leaseMs', options.leaseMs ?? 15_000),
    serverTimeoutMs: positive('serverTimeoutMs', options.serverTimeoutMs ?? 20_000),
  };
  const noWorkerTimeoutMs = positive('noWorkerTimeoutMs', options.noWorkerTimeoutMs ?? 30_000);
  return () => {
    let client: Client | undefined;
    let nodes = 1;
    return {
      name: 'cluster',
      reduces: true,
      async open(nNodes) {
        nodes = nNodes;
        client = await Client.open(settings);
      },
      async run(job) {
        if (!client) throw new Error('cluster: open was not called.');
        const watch = new WorkerWatch(client, noWorkerTimeoutMs);
        try {
          await watch.race(new ClusterCall(client, job, nodes).run());
        } finally {
          watch.end();
        }
      },
      async close() {
        await client?.close();
      },
    };
  };
}

function positive(option: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value < 2 ** 31) return value;
  throw new RangeError(`cluster: ${option} must be a number of milliseconds above 0; got ${String(value)}.`);
}
