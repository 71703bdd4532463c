import type { Engine } from '../engine';
import type { SideMessage } from './messages';
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
        // What a task prints after its end is shown as long as no other job has begun: it must not appear under that one.
        side: (message: SideMessage) => (jobs.get(message.job) ?? (latest?.number === message.job ? latest : undefined))?.side(message),
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
