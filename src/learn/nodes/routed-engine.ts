import type { Chunk, ChunkReport, Engine, Job } from '../../pool/engine';
import { pack, packetBytes, unpack } from '../../pool/packet';
import type { Parcel, ParcelResult } from './parcel';
import type { RoutedChunk } from './router';

/** Takes a chunk to its node and brings the result back. */
export type Route = (chunk: RoutedChunk) => Promise<ParcelResult & { node: number }>;

const now = (): number => performance.timeOrigin + performance.now();

/**
 * A pool's engine whose nodes are wherever `route` takes a chunk. As many chunks as nodes go out before the first comes back,
 * so that what would race on real nodes races here, too, and always in the same way.
 */
export function routedEngine(route: Route): Engine {
  let nodes = 1;
  return {
    name: 'routed',
    open(nNodes) {
      nodes = nNodes;
    },
    async run(job) {
      for (;;) {
        const wave: Promise<void>[] = [];
        let isEnd = false;
        while (wave.length < nodes && !isEnd) {
          const chunk = await job.chunks.next();
          if (chunk && !job.signal.aborted) wave.push(runChunk(job, chunk, route));
          else isEnd = true;
        }
        await Promise.all(wave);
        if (isEnd || job.signal.aborted) return;
      }
    },
    async close() {},
  };
}

async function runChunk(job: Job, chunk: Chunk, route: Route): Promise<void> {
  const submitted = now();
  const { id, program, values } = job.code;
  const packet = pack([{ id, program, values }, chunk.items]);
  const parcel: Parcel = { kind: job.kind, firstItem: chunk.firstItem, packet };
  const result = await route({ map: job.map, chunk: chunk.index, items: chunk.items.length, parcel });
  const received = now();
  const report: ChunkReport = {
    chunk: chunk.index,
    firstItem: chunk.firstItem,
    items: chunk.items.length,
    node: result.node,
    thread: result.node + 1,
    submitted,
    started: submitted,
    finished: received,
    received,
    bytesIn: packetBytes(packet),
    bytesOut: packetBytes(result.packet),
  };
  const outcome = unpack(result.packet);
  if (result.ok) job.succeeded(report, outcome as unknown[]);
  else job.failed(report, { kind: 'thrown', value: outcome, ...(result.item === undefined ? {} : { item: result.item }) });
}
