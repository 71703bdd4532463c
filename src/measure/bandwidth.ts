/** Options of memoryBandwidth. */
export interface BandwidthOptions {
  /** How much memory to read, in bytes; well above the processor's caches, or the caches are measured. Default 128 MiB. */
  sizeBytes?: number;
  /** How often to measure; the best counts. Default 20. */
  runs?: number;
}

/**
 * How many bytes one core reads from memory, in bytes a millisecond: the ceiling of every loop over big arrays.
 *
 * Compares two equal blocks of memory, which reads both to the last byte and does nothing else. Takes about
 * 0.4 s and `sizeBytes` of memory.
 *
 * @throws {RangeError} when sizeBytes is below 1024 or runs below 1
 * @example
 * const bytesPerMs = memoryBandwidth(); // 1e7 is 10 GB/s
 */
export function memoryBandwidth({ sizeBytes = 2 ** 27, runs = 20 }: BandwidthOptions = {}): number {
  if (!(sizeBytes >= 1024)) throw new RangeError(`memoryBandwidth: sizeBytes must be at least 1024; got ${sizeBytes}.`);
  if (!(runs >= 1)) throw new RangeError(`memoryBandwidth: runs must be at least 1; got ${runs}.`);
  const half = Math.floor(sizeBytes / 2);
  // filled, so that every page is really there; zeroed memory may be one shared page
  const left = Buffer.alloc(half, 1);
  const right = Buffer.alloc(half, 1);
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    if (!left.equals(right)) throw new Error('memoryBandwidth: the two blocks differ; the memory may be faulty.');
    best = Math.min(best, performance.now() - start);
  }
  return (2 * half) / best;
}
