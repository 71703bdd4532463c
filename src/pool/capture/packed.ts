/** Values as they travel. `sharedBuffers` may be replaced by an engine whose workers live on another machine. */
export interface PackedValues {
  root: unknown
  sharedBuffers: SharedArrayBuffer[]
}

/** What packValue gives: the value itself where structured clone is faithful, else a small envelope. */
export type Packed = unknown

/** A value as it may be posted to another thread or serialised. `_captured`: the capture whose classes the value shares. */
export function packValue(value: unknown, _captured?: unknown): Packed {
  return value
}

/** The value that packValue was given. `_f`: the revived function whose classes the value shares. */
export function unpackValue(packed: Packed, _f?: Function): unknown {
  return packed
}

/** The shared buffers set aside in a packed value: an engine may replace them in place. */
export function sharedBuffersOf(_packed: Packed): SharedArrayBuffer[] {
  return []
}
