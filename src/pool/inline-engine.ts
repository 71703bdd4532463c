import type { Chunk, ChunkReport, Engine, Job } from './engine';
import { pack, packetBytes, unpack } from './packet';
import { ItemFailure, runItems } from './run-items';
import { revive } from './capture/index';

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
      const f = await revive(job.code);
      for (let chunk = await job.chunks.next(); chunk && !job.signal.aborted; chunk = await job.chunks.next()) {
        await runChunk(job, f, chunk, chunk.index % nodes);
      }
    },
    async close() {},
  };
}

async function runChunk(job: Job, f: Function, chunk: Chunk, node: number): Promise<void> {
  const submitted = now();
  const sent = pack(chunk.items);
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
    const run = runItems({ kind: job.kind, f, items, firstItem: chunk.firstItem, begin: () => !job.signal.aborted });
    const results = run instanceof Promise ? await run : run;
    if (!results) return;
    const finished = now();
    const back = pack(results);
    job.succeeded(report(packetBytes(back), finished), unpack(back) as unknown[]);
  } catch (error) {
    if (error instanceof ItemFailure) job.failed(report(0, now()), { kind: 'thrown', value: error.value, item: error.item });
    else throw error;
  }
}
