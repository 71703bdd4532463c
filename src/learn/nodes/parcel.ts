import type { CapturedFunction } from '../../pool/capture/index';
import { pack, unpack, type Packet } from '../../pool/packet';
import { ItemFailure } from '../../pool/run-items';
import { openWork } from '../../pool/work';

/** A chunk with all that a node needs to run it, as one packet: what is shared between code and items stays shared. */
export interface Parcel {
  readonly kind: 'map' | 'apply';
  readonly firstItem: number;
  /** Holds [code, items]. */
  readonly packet: Packet;
}

export interface ParcelResult {
  readonly ok: boolean;
  /** The results, or what was thrown. */
  readonly packet: Packet;
  /** The item that failed. */
  readonly item?: number | undefined;
  /** What shared memory became, buffer by buffer; undefined where it is as it was. */
  readonly written: readonly (Uint8Array | undefined)[];
}

/** Runs a parcel here. Its shared memory is the node's own copy: what f writes comes back in the result. */
export async function runParcel({ kind, firstItem, packet }: Parcel): Promise<ParcelResult> {
  const before = packet.shared.map((buffer) => new Uint8Array(buffer).slice());
  const written = (): (Uint8Array | undefined)[] => packet.shared.map((buffer, index) => changed(before[index]!, buffer));
  const [code, items] = unpack(packet) as [CapturedFunction, ArrayLike<unknown>];
  const work = await openWork(code);
  try {
    const run = work.run({ kind, items, firstItem, begin: () => true });
    const results = run instanceof Promise ? await run : run;
    return { ok: true, packet: pack(results), written: written() };
  } catch (error) {
    const [value, item] = error instanceof ItemFailure ? [error.value, error.item] : [error, undefined];
    return { ok: false, packet: pack(work.failure(value)), item, written: written() };
  }
}

function changed(before: Uint8Array, now: SharedArrayBuffer): Uint8Array | undefined {
  const bytes = new Uint8Array(now).slice();
  return Buffer.compare(before, bytes) === 0 ? undefined : bytes;
}

/** A packet whose shared memory is a copy. */
export function withOwnMemory(packet: Packet): Packet {
  return { ...packet, shared: packet.shared.map((buffer) => copyOf(new Uint8Array(buffer))) };
}

export function copyOf(bytes: Uint8Array): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

/** Writes to shared memory what a node changed in its copy: the bytes that differ from what the node was given. */
export function writeBack(written: readonly (Uint8Array | undefined)[], given: readonly Uint8Array[], shared: readonly SharedArrayBuffer[]): void {
  written.forEach((bytes, index) => {
    const from = given[index];
    const to = shared[index];
    if (!bytes || !from || !to) return;
    const target = new Uint8Array(to);
    for (let i = 0; i < target.length; i++) if (bytes[i] !== from[i]) target[i] = bytes[i]!;
  });
}
