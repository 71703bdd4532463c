import type { Client } from './client';
import { placesOf, type PacketPlace } from './packet-place';

/** Partial results that stay on the cluster: kept from expiring while they are needed, then deleted. */
export class KeptResults {
  readonly #kept = new Map<number, { place: PacketPlace; keys: string[] }>();
  /** How many results lie there: equal ones of one job lie in one place. */
  readonly #uses = new Map<string, number>();

  constructor(readonly client: Client) {}

  /** `number`: the part's, or the number of parts + the step's. `resultKey`: what other jobs find the place by. */
  keep(number: number, place: PacketPlace, resultKey?: string): void {
    const keys = [...(resultKey ? [resultKey] : []), ...placesOf(place).flatMap((blob) => this.client.results.keysOf(blob))];
    this.#kept.set(number, { place, keys });
    for (const key of keys) this.#uses.set(key, (this.#uses.get(key) ?? 0) + 1);
    if (keys.length) this.client.lease.renew({ hold: keys });
  }

  place(number: number): PacketPlace {
    return this.#kept.get(number)!.place;
  }

  async drop(numbers: Iterable<number>): Promise<void> {
    const keys: string[] = [];
    for (const number of numbers) {
      for (const key of this.#kept.get(number)?.keys ?? []) {
        const uses = this.#uses.get(key)! - 1;
        if (uses > 0) this.#uses.set(key, uses);
        else if (this.#uses.delete(key)) keys.push(key);
      }
      this.#kept.delete(number);
    }
    if (keys.length === 0) return;
    this.client.lease.renew({ drop: keys });
    await this.client.link.redis.unlink(...keys);
  }

  dropAll(): Promise<void> {
    return this.drop([...this.#kept.keys()]);
  }
}
