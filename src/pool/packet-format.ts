/** The kinds of views that travel, each by its place in this list. */
export const VIEW_KINDS = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
] as const;

/** Node's Buffer, which is a Uint8Array besides. */
export const BUFFER = 64;
/** A StridedPart: its array follows. */
export const STRIDED_PART = 65;
/** A list of numbers: doubles follow. */
export const NUMBER_LIST = 66;

/** Where a view's bytes are: right behind, beside the packet, or in shared memory. */
export const INLINE = 0;
export const ASIDE = 1;
export const SHARED = 2;
