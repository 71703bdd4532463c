import type { Chunk, ChunkReport, Engine, Job } from '../../pool/engine';
import { pack, packetBytes, unpack } from '../../pool/packet';
import type { Parcel, ParcelResult } from './parcel';
import type { RoutedChunk } from './router';

/** Takes a chunk to its node and brings the result back. */
export type Route = (chunk: RoutedChunk) => Promise<ParcelResult & { node: number }>;

const now = (): number => performance.timeOrigin + performance.now();

/** A pool's engine whose nodes are wherever `route` takes a chunk. One chunk after the other, in order. */
export function routedEngine(route: Route): Engine {
  return {
    name: 'routed',
    open() {},
    async run(job) {
      for (let chunk = await job.chunks.next(); chunk && !job.signal.aborted; chunk = await job.chunks.next()) {
        await runChunk(job, chunk, route);
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
