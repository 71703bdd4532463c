import { createHash } from 'node:crypto';
import { compressWhenItPays, decompress } from './compress';
import type { Keys } from './keys';
import type { Redis } from './queue-library';

/** Where a piece of data lies: enough to fetch it and to know that nobody changed it. */
export interface BlobPlace {
  /** Whose it is: a client, or one job of a client. Part of its key. */
  readonly owner: string;
  readonly hash: string;
  readonly sizeBytes: number;
  readonly compressed: boolean;
  /** In how many strings it lies. */
  readonly pieces: number;
}

/** Redis takes strings of up to 512 MB, but slows everybody down for large ones. */
export const PIECE_BYTES = 64 * 1024 * 1024;

/** Data aside the jobs, in Redis strings named after their content. */
export class BlobStore {
  constructor(
    readonly redis: Redis,
    readonly keys: Keys,
    readonly worthCompressing: number,
    /** How long a blob lives when nobody renews it. */
    readonly expiryMs: number,
  ) {}

  /** Where the bytes are now. They must not change until the promise resolves. */
  async put(owner: string, bytes: Uint8Array, hash = hashOf(bytes)): Promise<BlobPlace> {
    const small = await compressWhenItPays(bytes, this.worthCompressing);
    const stored = small ?? bytes;
    const place = { owner, hash, sizeBytes: bytes.length, compressed: small !== undefined, pieces: Math.max(1, Math.ceil(stored.length / PIECE_BYTES)) };
    const keys = this.keysOf(place);
    await Promise.all(
      keys.map((key, piece) => this.redis.set(key, bufferOf(stored.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES)), 'PX', this.expiryMs)),
    );
    return place;
  }

  /**
   * The bytes, in memory of their own.
   *
   * @throws Error when they aren't there any more, or aren't those that were put.
   */
  async get(place: BlobPlace): Promise<Buffer> {
    const pieces = await Promise.all(this.keysOf(place).map((key) => this.redis.getBuffer(key)));
    const present = pieces.filter((piece) => piece !== null);
    if (present.length < pieces.length) throw new MissingBlob(`Data of ${place.sizeBytes} bytes`);
    const stored = present.length === 1 ? present[0]! : Buffer.concat(present);
    const bytes = place.compressed ? await decompress(stored, place.sizeBytes).catch(() => undefined) : stored;
    if (!bytes || hashOf(bytes) !== place.hash) {
      throw new Error("Data in the cluster's Redis isn't what was put there: its checksum differs. It wasn't used.");
    }
    return bytes;
  }

  async drop(places: readonly BlobPlace[]): Promise<void> {
    const keys = places.flatMap((place) => this.keysOf(place));
    if (keys.length) await this.redis.unlink(...keys);
  }

  keysOf({ owner, hash, pieces }: BlobPlace): string[] {
    const key = this.keys.blob(owner, hash);
    return pieces === 1 ? [key] : Array.from({ length: pieces }, (_, piece) => `${key}.${piece}`);
  }
}

/** The data expired, was deleted, or went with a restarted Redis. */
export class MissingBlob extends Error {
  static readonly said = "no longer in the cluster's Redis";

  constructor(what: string) {
    super(`${what} is ${MissingBlob.said}.`);
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
