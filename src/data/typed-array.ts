/** The typed arrays whose elements are numbers. */
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** Any typed array. */
export type TypedArray = NumberArray | BigInt64Array | BigUint64Array;

/** A typed array on shared memory: every worker sees the same elements, and none is copied on the way. */
export type Shared<A extends TypedArray> = A & { readonly buffer: SharedArrayBuffer };

export interface TypedArrayConstructor<A extends TypedArray> {
  new (length: number): A;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): A;
  readonly BYTES_PER_ELEMENT: number;
}

export function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

export function constructorOf<A extends TypedArray>(array: A): TypedArrayConstructor<A> {
  return array.constructor as unknown as TypedArrayConstructor<A>;
}

export function isShared<A extends TypedArray>(array: A): array is Shared<A> {
  return array.buffer instanceof SharedArrayBuffer;
}
