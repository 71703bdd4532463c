import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Keys } from './keys';
import type { Redis } from './queue-library';
import type { LeaseData } from './lease-thread';

/** A client's sign of life. While it lasts, workers work for the client; then they clear away what it left. */
export class Lease {
  readonly #thread: Worker;

  private constructor(
    readonly redis: Redis,
    readonly keys: Keys,
    readonly data: LeaseData,
  ) {
    this.#thread = new Worker(resolve(__dirname, 'lease-thread.js'), { workerData: data });
    this.#thread.on('error', () => {});
    this.#thread.unref();
  }

  /** Takes the lease, and keeps it until `end` or until this process is no more. */
  static async take(redis: Redis, keys: Keys, data: Omit<LeaseData, 'leaseKey' | 'clientsKey'>): Promise<Lease> {
    const lease = new Lease(redis, keys, { ...data, leaseKey: keys.lease(data.client), clientsKey: keys.clients });
    await lease.retake();
    return lease;
  }

  /** Takes it again, at once: the server lost it. */
  async retake(): Promise<void> {
    const { leaseKey, leaseMs, clientsKey, client } = this.data;
    await Promise.all([this.redis.set(leaseKey, '1', 'PX', leaseMs), this.redis.sadd(clientsKey, client)]);
  }

  /** Keys to keep from expiring, or no longer. */
  renew(change: { hold?: string[]; drop?: string[] }): void {
    this.#thread.postMessage(change);
  }

  /** Gives the lease back. `isThere`: whether the server can be told. */
  async end(isThere: boolean): Promise<void> {
    this.#thread.postMessage({ end: true });
    const ended = this.#thread.terminate();
    if (isThere) await Promise.all([this.redis.unlink(this.data.leaseKey), this.redis.srem(this.keys.clients, this.data.client)]);
    await ended;
  }
}
