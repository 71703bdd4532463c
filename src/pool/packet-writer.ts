import { Serializer } from 'node:v8';
import { StridedPart } from '../data/strided-part';
import type { PackOptions } from './packet';
import { ASIDE, BUFFER, INLINE, NUMBER_LIST, SHARED, STRIDED_PART, VIEW_KINDS } from './packet-format';

/** Views from this size on travel beside the bytes: one copy instead of two. */
const ASIDE_FROM_BYTES = 32 * 1024;
/** Buffers up to this size travel whole, however small the view. */
const WHOLE_TO_BYTES = 64 * 1024;
/** Lists of numbers from this length on travel as doubles. */
const NUMBER_LIST_FROM = 256;

const KIND_OF = new Map<string, number>(VIEW_KINDS.map((kind, index) => [kind.name, index]));

// TypeScript's DataView has a type parameter that its class can't be given here.
const View = DataView as unknown as new (buffer: ArrayBufferLike) => object;

/** A list of numbers in disguise: V8 asks us to write views, but not arrays. */
class NumberList extends View {
  readonly numbers: Float64Array;

  constructor(numbers: Float64Array) {
    super(numbers.buffer);
    this.numbers = numbers;
  }
}

export class PacketWriter extends Serializer {
  readonly aside: ArrayBufferLike[] = [];
  readonly shared: SharedArrayBuffer[] = [];
  hasBareShared = false;
  /** Buffers that are written whole, and where. */
  readonly #known = new Map<ArrayBufferLike, { where: number; index: number }>();
  #inline = 0;
  readonly #receivers: 'one' | 'many';
  readonly #asideFrom: number;

  constructor({ receivers = 'one', asideFrom = ASIDE_FROM_BYTES }: PackOptions) {
    super();
    this.#receivers = receivers;
    this.#asideFrom = asideFrom;
    (this as unknown as { _setTreatArrayBufferViewsAsHostObjects(on: boolean): void })._setTreatArrayBufferViewsAsHostObjects(true);
  }

  /** Writes a value; when it is a list, its elements that are long lists of numbers go as doubles. */
  writeTop(value: unknown): void {
    this.writeValue(Array.isArray(value) && value.some(isLongList) ? value.map((element) => asNumberList(element) ?? element) : value);
  }

  /** V8 asks for it when it meets shared memory without a view on it. */
  _getSharedArrayBufferId(buffer: SharedArrayBuffer): number {
    this.hasBareShared = true;
    return this.#sharedId(buffer);
  }

  #sharedId(buffer: SharedArrayBuffer): number {
    const known = this.shared.indexOf(buffer);
    return known >= 0 ? known : this.shared.push(buffer) - 1;
  }

  _getDataCloneError(message: string): Error {
    return new DataCloneFailure(message);
  }

  _writeHostObject(view: unknown): void {
    if (!ArrayBuffer.isView(view)) throw new DataCloneFailure(`${Object.prototype.toString.call(view)} can't be copied to another thread.`);
    if (view instanceof StridedPart) this.#writePart(view as StridedPart);
    else if ((view as object) instanceof NumberList) this.#writeView(NUMBER_LIST, (view as unknown as NumberList).numbers);
    else this.#writeView(Buffer.isBuffer(view) ? BUFFER : (KIND_OF.get(Object.prototype.toString.call(view).slice(8, -1)) ?? 1), view);
  }

  #writePart({ array, offset, stride, length }: StridedPart): void {
    this.writeUint32(STRIDED_PART);
    this.writeDouble(offset);
    this.writeDouble(stride);
    this.writeDouble(length);
    this._writeHostObject(array);
  }

  #writeView(kind: number, view: ArrayBufferView): void {
    const { buffer, byteOffset, byteLength } = view;
    this.writeUint32(kind);
    if (buffer instanceof SharedArrayBuffer) return this.#writePlace(SHARED, this.#sharedId(buffer), byteOffset, byteLength);
    // A small view on a large buffer takes its own bytes only; otherwise views of one buffer stay views of one buffer.
    const isWhole = kind !== BUFFER && (buffer.byteLength <= WHOLE_TO_BYTES || byteLength * 2 >= buffer.byteLength);
    const known = isWhole ? this.#known.get(buffer) : undefined;
    const [start, size] = isWhole ? [0, buffer.byteLength] : [byteOffset, byteLength];
    const where = known?.where ?? (size >= this.#asideFrom ? ASIDE : INLINE);
    const index = known?.index ?? (where === ASIDE ? this.aside.push(this.#copy(buffer, start, size, kind === NUMBER_LIST)) - 1 : this.#inline++);
    this.#writePlace(where, index, byteOffset - start, byteLength);
    if (isWhole && !known) this.#known.set(buffer, { where, index });
    if (where === INLINE && !known) {
      this.writeDouble(size);
      this.writeRawBytes(new Uint8Array(buffer, start, size));
    }
  }

  #writePlace(where: number, index: number, byteOffset: number, byteLength: number): void {
    this.writeUint32(where);
    this.writeUint32(index);
    this.writeDouble(byteOffset);
    this.writeDouble(byteLength);
  }

  #copy(buffer: ArrayBufferLike, start: number, size: number, isOurs: boolean): ArrayBufferLike {
    if (this.#receivers === 'one') return isOurs ? buffer : buffer.slice(start, start + size);
    const copy = new SharedArrayBuffer(size);
    new Uint8Array(copy).set(new Uint8Array(buffer, start, size));
    return copy;
  }
}

class DataCloneFailure extends Error {
  override readonly name = 'DataCloneError';
}

function isLongList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length >= NUMBER_LIST_FROM && typeof value[0] === 'number';
}

// Names that somebody gave to a list of numbers (list.title = …) don't travel: looking for them costs more than the numbers.
function asNumberList(value: unknown): NumberList | undefined {
  if (!isLongList(value)) return undefined;
  const numbers = new Float64Array(value.length);
  for (let index = 0; index < value.length; index++) {
    const number = value[index];
    if (typeof number !== 'number') return undefined;
    numbers[index] = number;
  }
  return new NumberList(numbers);
}
