import type { Chunk, Job } from '../engine';
import { packChunk } from '../pack-chunk';
import { packetBytes } from '../packet';
import type { ClientBlobs } from './client-blobs';
import { ChunkGroups } from './chunk-groups';
import { INLINE_BYTES, placePacket, type PacketPlace } from './packet-place';

/** Chunks whose data are where the workers find them. */
export interface Ready {
  readonly chunks: Chunk[];
  readonly inputs: readonly PacketPlace[];
  readonly bytesIn: number;
  /** Holds the data of this group. */
  readonly holder: object;
}

/** Takes chunks off a job and puts their data on the server, some groups ahead where that pays. */
export class ReadyGroups {
  readonly #ahead: Promise<Ready | undefined>[] = [];
  readonly groups: ChunkGroups;

  constructor(
    readonly job: Job,
    readonly blobs: ClientBlobs,
    readonly nNodes: number,
  ) {
    this.groups = new ChunkGroups(job.chunks, nNodes);
  }

  /** The next group; undefined at the end. `isAhead`: others are made ready meanwhile. */
  take(isAhead: boolean): Promise<Ready | undefined> {
    const mine = this.#ahead.shift() ?? this.#makeReady();
    if (isAhead && this.#ahead.length < this.nNodes) {
      const next = this.#makeReady();
      next.catch(() => {});
      this.#ahead.push(next);
    }
    return mine;
  }

  /** Puts a group's data there once more: the server lost them. */
  async again(ready: Ready): Promise<Ready> {
    return { ...ready, inputs: await this.#place(ready) };
  }

  /** Gives up what was made ready and not taken. */
  async release(): Promise<void> {
    const ahead = await Promise.allSettled(this.#ahead);
    const holders = ahead.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value.holder] : []));
    await Promise.all(holders.map((holder) => this.blobs.release(holder)));
  }

  async #makeReady(): Promise<Ready | undefined> {
    const chunks = await this.groups.take();
    if (!chunks || this.job.signal.aborted) return undefined;
    const holder = {};
    let bytesIn = 0;
    const inputs = await this.#place({ chunks, holder }, (bytes) => (bytesIn += bytes));
    return { chunks, inputs, bytesIn, holder };
  }

  #place({ chunks, holder }: Pick<Ready, 'chunks' | 'holder'>, count: (bytes: number) => void = () => {}): Promise<PacketPlace[]> {
    return Promise.all(
      chunks.map((chunk) => {
        const packet = packChunk(chunk, { asideFrom: INLINE_BYTES });
        count(packetBytes(packet));
        return placePacket(packet, (bytes) => this.blobs.put(holder, bytes));
      }),
    );
  }
}
