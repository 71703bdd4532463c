import { brotliCompress, brotliDecompress, brotliCompressSync, constants } from 'node:zlib';
import { promisify } from 'node:util';

const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const SAMPLE_BYTES = 16 * 1024;
const compressAsync = promisify(brotliCompress);
const decompressAsync = promisify(brotliDecompress);

/** A sample must shrink to this share. Nearer than a network, only what nearly vanishes is worth the time. */
export const WORTH_REMOTE = 0.6;
export const WORTH_LOOPBACK = 0.1;

/** The bytes compressed, when a sample from their middle says that it pays; undefined otherwise. Off the main thread. */
export async function compressWhenItPays(bytes: Uint8Array, worth: number): Promise<Buffer | undefined> {
  const from = Math.max(0, (bytes.length - SAMPLE_BYTES) >> 1);
  const sample = bytes.subarray(from, from + SAMPLE_BYTES);
  if (sample.length === 0 || brotliCompressSync(sample, QUALITY).length > worth * sample.length) return undefined;
  const packed = await compressAsync(bytes, QUALITY);
  return packed.length < bytes.length ? packed : undefined;
}

/** The bytes that were compressed. @throws RangeError when they would be more than sizeBytes, as nothing we sent is. */
export function decompress(bytes: Uint8Array, sizeBytes: number): Promise<Buffer> {
  return decompressAsync(bytes, { maxOutputLength: Math.max(1, sizeBytes) });
}
