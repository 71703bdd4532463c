import type { Engine } from '../engine';
import { Nodes } from './nodes';
import { ThreadJob } from './thread-job';

/** The default engine: nNodes worker threads of this process, run by Piscina. `memoryMB` limits each worker's heap. */
export function threadsEngine({ memoryMB }: { memoryMB?: number | undefined } = {}): Engine {
  const jobs = new Map<number, ThreadJob>();
  let nodes: Nodes | undefined;
  let latest: ThreadJob | undefined;
  let count = 0;
  return {
    name: 'threads',
    open(nNodes) {
      const events = {
        // What a task prints after its end still belongs to somebody.
        side: (message: Parameters<ThreadJob['side']>[0]) => (jobs.get(message.job) ?? latest)?.side(message),
        lostAtRest: (error: unknown) => latest?.lostAtRest(error),
      };
      nodes = new Nodes(nNodes, events, memoryMB);
    },
    async run(job) {
      if (!nodes) throw new Error('threads: run was called before open.');
      const threadJob = new ThreadJob(count++, job, nodes);
      jobs.set(threadJob.number, threadJob);
      latest = threadJob;
      try {
        await threadJob.run();
      } finally {
        jobs.delete(threadJob.number);
      }
    },
    async close() {
      await nodes?.close();
    },
  };
}
