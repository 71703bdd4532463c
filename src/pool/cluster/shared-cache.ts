import { hashOf, type BlobPlace } from './blob-store';
import { sharedCopy } from './packet-place';

interface Entry {
  readonly bytes: Promise<SharedArrayBuffer>;
  sizeBytes: number;
  call: string;
}

/** Shared memory that this worker's threads hold in common, fetched once a machine; the least used goes first. */
export class SharedCache {
  readonly #entries = new Map<string, Entry>();

  constructor(
    readonly fetch: (place: BlobPlace) => Promise<Buffer>,
    readonly mostBytes: number,
  ) {}

  async get(place: BlobPlace, call: string): Promise<SharedArrayBuffer> {
    const name = `${place.owner} ${place.hash}`;
    const known = this.#entries.get(name);
    this.#entries.delete(name);
    if (known && (known.call === call || (await isUntouched(known, place)))) {
      known.call = call;
      this.#entries.set(name, known);
      return known.bytes;
    }
    const bytes = this.fetch(place).then(sharedCopy);
    this.#entries.set(name, { bytes, sizeBytes: place.sizeBytes, call });
    bytes.catch(() => this.#entries.delete(name));
    this.#shrink();
    return bytes;
  }

  #shrink(): void {
    let total = 0;
    for (const { sizeBytes } of this.#entries.values()) total += sizeBytes;
    for (const [name, { sizeBytes }] of this.#entries) {
      if (total <= this.mostBytes || this.#entries.size === 1) return;
      this.#entries.delete(name);
      total -= sizeBytes;
    }
  }
}

/** Tasks may have written to it: then a later call must not see that. */
async function isUntouched({ bytes }: Entry, { hash }: BlobPlace): Promise<boolean> {
  return hashOf(new Uint8Array(await bytes)) === hash;
}
