import type { Packet } from '../packet';
import type { BlobPlace } from './blob-store';

/** Up to this size data travels inside its job; above, it lies aside, once however many jobs use it. */
export const INLINE_BYTES = 64 * 1024;
/** The same for what goes from worker to worker: the client hears where it lies, and needn't get it. */
export const KEPT_INLINE_BYTES = 1024;

/** A packet on its way over the cluster: small bytes themselves, and where the others lie. */
export interface PacketPlace {
  readonly bytes: Uint8Array | BlobPlace;
  readonly aside: readonly BlobPlace[];
  readonly shared: readonly BlobPlace[];
}

/** Puts what is large aside. `put` stores bytes and says where. */
export async function placePacket(packet: Packet, put: (bytes: Uint8Array) => Promise<BlobPlace>, inlineBytes = INLINE_BYTES): Promise<PacketPlace> {
  const [bytes, aside, shared] = await Promise.all([
    packet.bytes.length > inlineBytes ? put(packet.bytes) : packet.bytes,
    Promise.all(packet.aside.map((buffer) => put(new Uint8Array(buffer)))),
    Promise.all(packet.shared.map((buffer) => put(new Uint8Array(buffer)))),
  ]);
  return { bytes, aside, shared };
}

export interface PacketSource {
  get(place: BlobPlace): Promise<Buffer>;
  /** Shared memory with that content. */
  shared(place: BlobPlace): Promise<SharedArrayBuffer>;
}

export async function fetchPacket(place: PacketPlace, source: PacketSource): Promise<Packet> {
  const [bytes, aside, shared] = await Promise.all([
    ArrayBuffer.isView(place.bytes) ? place.bytes : source.get(place.bytes),
    Promise.all(place.aside.map(async (each) => wholeBuffer(await source.get(each)))),
    Promise.all(place.shared.map((each) => source.shared(each))),
  ]);
  return { bytes, aside, shared };
}

/** The bytes as an ArrayBuffer that holds nothing else; Node's small buffers share one. */
export function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteLength === buffer.byteLength && buffer instanceof ArrayBuffer
    ? buffer
    : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

/** A copy in shared memory, which every thread reads without another one. */
export function sharedCopy(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

export function placesOf({ bytes, aside, shared }: PacketPlace): BlobPlace[] {
  return [...(ArrayBuffer.isView(bytes) ? [] : [bytes]), ...aside, ...shared];
}
