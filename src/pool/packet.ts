import { PacketReader } from './packet-reader';
import type * as Writing from './packet-writer';

/** A value made ready to travel between threads: what postMessage would do, but done once, counted, and kept. */
export interface Packet {
  readonly bytes: Uint8Array;
  /**
   * Contents of large typed arrays, each a copy of the sender's. An ArrayBuffer is meant for postMessage's transfer list, for
   * one receiver; a SharedArrayBuffer is for many, each of which copies it out.
   */
  readonly aside: readonly ArrayBufferLike[];
  /** Shared memory that the value refers to; it isn't copied. */
  readonly shared: readonly SharedArrayBuffer[];
  /**
   * The value itself, a copy, in place of the bytes: when it holds a bare SharedArrayBuffer, which Node's Deserializer can't read
   * but postMessage can.
   */
  readonly whole?: { readonly value: unknown } | undefined;
}

export interface PackOptions {
  /** Who reads the packet: one thread, which gets it with transferList, or many. Default 'one'. */
  readonly receivers?: 'one' | 'many';
  /** Typed arrays from this many bytes on go aside. Default 32 KiB. */
  readonly asideFrom?: number;
}

/**
 * Packs a value as structured clone would, with three differences: a small view on a large buffer takes only its own bytes
 * along; long lists of numbers, as elements of the value, travel as doubles; a StridedPart stays one.
 *
 * @throws DataCloneError for what can't be copied: functions, promises, sockets …
 */
export function pack(value: unknown, options: PackOptions = {}): Packet {
  // Loaded when first needed: a worker whose results are numbers starts without.
  const { PacketWriter } = require('./packet-writer') as typeof Writing;
  const writer = new PacketWriter(options);
  writer.writeHeader();
  writer.writeTop(value);
  // A Buffer that owns its memory, so it may be transferred.
  const bytes = writer.releaseBuffer();
  if (writer.hasBareShared) return { bytes: new Uint8Array(0), aside: [], shared: writer.shared, whole: { value: structuredClone(value) } };
  return { bytes, aside: writer.aside, shared: writer.shared };
}

export function unpack(packet: Packet): unknown {
  if (packet.whole) return packet.whole.value;
  const reader = new PacketReader(packet);
  reader.readHeader();
  return reader.readValue();
}

/** Bytes that are copied when the packet travels. */
export function packetBytes({ bytes, aside }: Packet): number {
  return aside.reduce((sum, buffer) => sum + buffer.byteLength, bytes.byteLength);
}

/** The buffers to transfer with postMessage, so that they aren't copied once more. */
export function transferList({ bytes, aside }: Packet): ArrayBuffer[] {
  return [bytes.buffer, ...aside].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}
