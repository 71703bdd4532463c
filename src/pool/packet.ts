import { Deserializer, Serializer } from 'node:v8';

/** A value made ready to travel between threads: what postMessage would do, but done once, counted, and kept. */
export interface Packet {
  readonly bytes: Uint8Array;
  /** Contents of large typed arrays, each a copy of the sender's; meant for postMessage's transfer list. */
  readonly aside: readonly ArrayBuffer[];
  /** Shared memory that the value refers to; it isn't copied. */
  readonly shared: readonly SharedArrayBuffer[];
}

/** Typed arrays from this size on travel beside the bytes: one copy instead of two. */
const ASIDE_FROM_BYTES = 32 * 1024;

const KINDS = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
] as const;
const KIND_OF = new Map<string, number>(KINDS.map((kind, index) => [kind.name, index]));
const INLINE = 0;
const ASIDE = 1;
const SHARED = 2;

class PacketWriter extends Serializer {
  readonly aside: ArrayBuffer[] = [];
  readonly shared: SharedArrayBuffer[] = [];
  readonly #whole = new Map<ArrayBufferLike, number>();

  constructor(readonly asideFrom: number) {
    super();
    (this as unknown as { _setTreatArrayBufferViewsAsHostObjects(on: boolean): void })._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _getSharedArrayBufferId(buffer: SharedArrayBuffer): number {
    const known = this.shared.indexOf(buffer);
    return known >= 0 ? known : this.shared.push(buffer) - 1;
  }

  _writeHostObject(view: ArrayBufferView): void {
    const kind = KIND_OF.get(Object.prototype.toString.call(view).slice(8, -1)) ?? (Buffer.isBuffer(view) ? 1 : undefined);
    if (!ArrayBuffer.isView(view) || kind === undefined) {
      throw new DataCloneFailure(`${Object.prototype.toString.call(view)} can't be copied to another thread.`);
    }
    this.writeUint32(kind);
    if (view.buffer instanceof SharedArrayBuffer) {
      this.#writePlace(SHARED, this._getSharedArrayBufferId(view.buffer), view.byteOffset, view.byteLength);
    } else if (view.byteLength >= this.asideFrom) {
      this.#writePlace(ASIDE, this.#copyAside(view), 0, view.byteLength);
    } else {
      this.#writePlace(INLINE, 0, 0, view.byteLength);
      this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    }
  }

  #writePlace(where: number, index: number, byteOffset: number, byteLength: number): void {
    this.writeUint32(where);
    this.writeUint32(index);
    this.writeDouble(byteOffset);
    this.writeDouble(byteLength);
  }

  /** Views that cover the same whole buffer stay views of one buffer. */
  #copyAside({ buffer, byteOffset, byteLength }: ArrayBufferView): number {
    const isWhole = byteLength === buffer.byteLength;
    const known = isWhole ? this.#whole.get(buffer) : undefined;
    if (known !== undefined) return known;
    const index = this.aside.push(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer) - 1;
    if (isWhole) this.#whole.set(buffer, index);
    return index;
  }
}

interface ViewConstructor {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayBufferView;
  /** A DataView has none. */
  readonly BYTES_PER_ELEMENT?: number;
}

class DataCloneFailure extends Error {
  override readonly name = 'DataCloneError';
}

class PacketReader extends Deserializer {
  constructor(readonly packet: Packet) {
    super(packet.bytes);
  }

  _readHostObject(): ArrayBufferView {
    const Kind = (KINDS[this.readUint32()] ?? Uint8Array) as unknown as ViewConstructor;
    const where = this.readUint32();
    const index = this.readUint32();
    const byteOffset = this.readDouble();
    const byteLength = this.readDouble();
    const length = byteLength / (Kind.BYTES_PER_ELEMENT ?? 1);
    if (where === SHARED) return new Kind(this.packet.shared[index] as SharedArrayBuffer, byteOffset, length);
    if (where === ASIDE) return new Kind(this.packet.aside[index] as ArrayBuffer, byteOffset, length);
    // A copy of its own: the bytes may lie in shared memory, and at an odd offset.
    const bytes = new Uint8Array(byteLength);
    bytes.set(this.readRawBytes(byteLength));
    return new Kind(bytes.buffer, 0, length);
  }
}

/**
 * Packs a value as structured clone would. Views on a part of an ordinary buffer take only their own bytes along.
 *
 * @throws DataCloneError for what can't be copied: functions, promises, sockets …
 */
export function pack(value: unknown, { asideFrom = ASIDE_FROM_BYTES } = {}): Packet {
  const writer = new PacketWriter(asideFrom);
  writer.writeHeader();
  writer.writeValue(value);
  // releaseBuffer gives a Buffer that owns its memory, so it may be transferred.
  const bytes = writer.releaseBuffer();
  return { bytes, aside: writer.aside, shared: writer.shared };
}

export function unpack(packet: Packet): unknown {
  const reader = new PacketReader(packet);
  packet.shared.forEach((buffer, id) => reader.transferArrayBuffer(id, buffer as unknown as ArrayBuffer));
  reader.readHeader();
  return reader.readValue();
}

/** Bytes that are copied when the packet travels. */
export function packetBytes({ bytes, aside }: Packet): number {
  return aside.reduce((sum, buffer) => sum + buffer.byteLength, bytes.byteLength);
}

/** The buffers to transfer with postMessage, so that they aren't copied once more. */
export function transferList({ bytes, aside }: Packet): ArrayBuffer[] {
  return [bytes.buffer as ArrayBuffer, ...aside];
}
