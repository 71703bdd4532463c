import type { Address } from './address';
import { unreachable } from './connection';
import type { Redis } from './queue-library';

/** Watches how long the server has been away. Commands wait for it meanwhile, as connections come back by themselves. */
export class AwayWatch {
  readonly #timer: NodeJS.Timeout;
  readonly #waiting = new Set<(error: Error) => void>();
  #awaySince: number | undefined;

  constructor(redis: Redis, timeoutMs: number, address: Address) {
    redis.on('close', () => void (this.#awaySince ??= Date.now()));
    redis.on('ready', () => void (this.#awaySince = undefined));
    this.#timer = setInterval(() => {
      if (this.#awaySince === undefined || Date.now() - this.#awaySince < timeoutMs) return;
      const error = unreachable(address, new Error(`it has been away for ${Math.round((Date.now() - this.#awaySince) / 1000)} s (serverTimeoutMs)`));
      for (const reject of this.#waiting) reject(error);
    }, 250);
    this.#timer.unref();
  }

  /** `work`; rejects when the server has been away for too long. */
  async race<T>(work: Promise<T>): Promise<T> {
    let reject: ((error: Error) => void) | undefined;
    const away = new Promise<never>((_, no) => (reject = no));
    this.#waiting.add(reject!);
    try {
      return await Promise.race([work, away]);
    } finally {
      this.#waiting.delete(reject!);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
