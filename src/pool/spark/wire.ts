import type { Packet } from '../packet';
import { sharedCopy, wholeBuffer } from '../cluster/packet-place';

/** Bytes that travel within a task, or the SHA-256 of bytes that Spark broadcasts once a map. */
export type Wire = Uint8Array | { readonly blob: string };

/** A packet as v8.serialize carries it: shared memory by its content. */
export interface WirePacket {
  readonly bytes: Wire;
  readonly aside: readonly Uint8Array[];
  readonly shared: readonly Wire[];
}

/** What one task of Spark asks a node child to do. */
export interface SparkTask {
  /** Which call of which pool: a new one gets its function's values anew. */
  readonly call: string;
  readonly kind: 'map' | 'apply';
  readonly code: WirePacket;
  /** The items of each chunk, and the index of its first one. */
  readonly inputs: readonly WirePacket[];
  readonly firstItems: readonly number[];
}

/** What a node child answers. */
export interface SparkResult {
  /** The machine and the process. */
  readonly machine: string;
  readonly thread: number;
  /** When each chunk was started and finished, in ms since the epoch, by that machine's clock. */
  readonly spans: readonly (readonly [started: number, finished: number])[];
  readonly outputs: readonly WirePacket[];
  readonly bytesOut: number;
  readonly printed: readonly (readonly ['stdout' | 'stderr', string])[];
  /** 'thrown': what Work.failure gave, packed. 'lost': Node's message and code, packed. */
  readonly failure: { readonly kind: 'thrown' | 'lost'; readonly bytes: Uint8Array; readonly item: number | undefined } | undefined;
}

/** `large` may take bytes out of the task. */
export function toWire({ bytes, aside, shared }: Packet, large: (bytes: Uint8Array) => Wire = (bytes) => bytes): WirePacket {
  return {
    bytes: large(bytes),
    aside: aside.map((buffer) => new Uint8Array(buffer)),
    shared: shared.map((buffer) => large(new Uint8Array(buffer))),
  };
}

export interface WireReader {
  bytes(wire: Wire): Promise<Uint8Array>;
  /** Shared memory with that content. */
  shared(wire: Wire): Promise<SharedArrayBuffer>;
}

/** Reads what has no blobs. */
export const plainReader: WireReader = {
  bytes: async (wire) => wire as Uint8Array,
  shared: async (wire) => sharedCopy(wire as Uint8Array),
};

export async function fromWire({ bytes, aside, shared }: WirePacket, reader: WireReader = plainReader): Promise<Packet> {
  const read = await reader.bytes(bytes);
  const buffers: SharedArrayBuffer[] = [];
  for (const each of shared) buffers.push(await reader.shared(each));
  return { bytes: read, aside: aside.map(wholeBuffer), shared: buffers };
}
