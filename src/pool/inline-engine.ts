import type { Chunk, ChunkReport, Engine, Job } from './engine';
import { pack, packetBytes, unpack } from './packet';
import { packChunk, packResults } from './pack-chunk';
import { ItemFailure } from './run-items';
import { openWork, type Work } from './work';

const now = (): number => performance.timeOrigin + performance.now();

/**
 * An engine without threads: every node is this thread, one chunk after the other. For debugging: breakpoints work, and
 * all else is as on threads. Items and results are copies here, too, so that what works here works there.
 */
export function inlineEngine(): Engine {
  let nodes = 1;
  return {
    name: 'inline',
    open(nNodes) {
      nodes = nNodes;
    },
    async run(job) {
      const work = await openWork(job.code);
      for (let chunk = await job.chunks.next(); chunk && !job.signal.aborted; chunk = await job.chunks.next()) {
        await runChunk(job, work, chunk, chunk.index % nodes);
      }
    },
    async close() {},
  };
}

async function runChunk(job: Job, work: Work, chunk: Chunk, node: number): Promise<void> {
  const submitted = now();
  const sent = packChunk(chunk);
  let started = submitted;
  const report = (bytesOut: number, finished: number): ChunkReport => ({
    chunk: chunk.index,
    firstItem: chunk.firstItem,
    items: chunk.items.length,
    node,
    thread: 0,
    submitted,
    started,
    finished,
    received: now(),
    bytesIn: packetBytes(sent),
    bytesOut,
  });
  try {
    const items = unpack(sent) as ArrayLike<unknown>;
    started = now();
    const run = work.run({ kind: job.kind, items, firstItem: chunk.firstItem, begin: () => !job.signal.aborted });
    const results = run instanceof Promise ? await run : run;
    if (!results) return;
    const finished = now();
    const back = packResults(results, chunk.firstItem);
    job.succeeded(report(packetBytes(back), finished), unpack(back) as unknown[]);
  } catch (error) {
    if (!(error instanceof ItemFailure)) throw error;
    const back = pack(work.failure(error.value));
    job.failed(report(packetBytes(back), now()), { kind: 'thrown', value: unpack(back), item: error.item });
  }
}
