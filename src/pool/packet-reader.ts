import { Deserializer } from 'node:v8';
import type * as Parts from '../data/strided-part';
import type { Shared, TypedArray } from '../data/typed-array';
import type { Packet } from './packet';
import { ASIDE, BUFFER, NUMBER_LIST, SHARED, STRIDED_PART, VIEW_KINDS } from './packet-format';

interface ViewConstructor {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayBufferView;
  /** A DataView has none. */
  readonly BYTES_PER_ELEMENT?: number;
}

export class PacketReader extends Deserializer {
  readonly #packet: Packet;
  readonly #inline: ArrayBufferLike[] = [];
  /** What was copied out of shared memory already, by its place in `aside`. */
  readonly #copied = new Map<number, ArrayBufferLike>();

  constructor(packet: Packet) {
    super(packet.bytes);
    this.#packet = packet;
  }

  _readHostObject(): unknown {
    const kind = this.readUint32();
    if (kind === STRIDED_PART) {
      const [offset, stride, length] = [this.readDouble(), this.readDouble(), this.readDouble()];
      const { StridedPart } = require('../data/strided-part') as typeof Parts;
      return new StridedPart(this._readHostObject() as Shared<TypedArray>, offset, stride, length);
    }
    const where = this.readUint32();
    const index = this.readUint32();
    const byteOffset = this.readDouble();
    const byteLength = this.readDouble();
    const buffer = this.#buffer(where, index);
    if (kind === BUFFER) return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    if (kind === NUMBER_LIST) return listOf(new Float64Array(buffer, byteOffset, byteLength / 8));
    const Kind = (VIEW_KINDS[kind] ?? Uint8Array) as unknown as ViewConstructor;
    return new Kind(buffer, byteOffset, byteLength / (Kind.BYTES_PER_ELEMENT ?? 1));
  }

  #buffer(where: number, index: number): ArrayBufferLike {
    if (where === SHARED) return this.#packet.shared[index] as SharedArrayBuffer;
    if (where === ASIDE) return this.#fromAside(index);
    const known = this.#inline[index];
    if (known) return known;
    const size = this.readDouble();
    // A copy of its own: the bytes may lie in shared memory, and at an odd place.
    const bytes = new Uint8Array(size);
    bytes.set(this.readRawBytes(size));
    return (this.#inline[index] = bytes.buffer);
  }

  #fromAside(index: number): ArrayBufferLike {
    const buffer = this.#packet.aside[index] as ArrayBufferLike;
    if (buffer instanceof ArrayBuffer) return buffer;
    const known = this.#copied.get(index);
    if (known) return known;
    const copy = new Uint8Array(new Uint8Array(buffer)).buffer;
    this.#copied.set(index, copy);
    return copy;
  }
}

function listOf(numbers: Float64Array): number[] {
  const list: number[] = [];
  for (let index = 0; index < numbers.length; index++) list.push(numbers[index] as number);
  return list;
}
