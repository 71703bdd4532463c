import { hashOf, type BlobPlace, type BlobStore } from './blob-store';

interface Entry {
  readonly place: Promise<BlobPlace>;
  readonly holders: Set<object>;
}

/** The data of one client on the cluster: stored once however many of its jobs use it, deleted when none does any more. */
export class ClientBlobs {
  readonly #entries = new Map<string, Entry>();

  constructor(
    readonly store: BlobStore,
    readonly client: string,
    /** Told which keys have to be kept from expiring, and which no longer. */
    readonly renew: (change: { hold?: string[]; drop?: string[] }) => void,
  ) {}

  /** Where the bytes are. `holder` needs them until it is released. */
  put(holder: object, bytes: Uint8Array): Promise<BlobPlace> {
    const hash = hashOf(bytes);
    const known = this.#entries.get(hash);
    if (known) {
      known.holders.add(holder);
      return known.place;
    }
    const place = this.store.put(this.client, bytes, hash);
    this.#entries.set(hash, { place, holders: new Set([holder]) });
    place.then(
      (stored) => this.renew({ hold: this.store.keysOf(stored) }),
      () => this.#entries.delete(hash),
    );
    return place;
  }

  async release(holder: object): Promise<void> {
    const unused: Promise<BlobPlace>[] = [];
    for (const [hash, { place, holders }] of this.#entries) {
      if (!holders.delete(holder) || holders.size > 0) continue;
      this.#entries.delete(hash);
      unused.push(place);
    }
    if (unused.length === 0) return;
    const places = (await Promise.allSettled(unused)).flatMap((settled) => (settled.status === 'fulfilled' ? [settled.value] : []));
    // What was put again meanwhile stays.
    const gone = places.filter(({ hash }) => !this.#entries.has(hash));
    this.renew({ drop: gone.flatMap((place) => this.store.keysOf(place)) });
    await this.store.drop(gone);
  }

  /** The server came back without some of it: what is missing is stored anew when it is put again. */
  async forgetMissing(): Promise<void> {
    for (const [hash, { place }] of this.#entries) {
      const keys = await place.then((stored) => this.store.keysOf(stored), () => []);
      if (keys.length === 0 || (await this.store.redis.exists(...keys)) < keys.length) this.#entries.delete(hash);
    }
  }
}
