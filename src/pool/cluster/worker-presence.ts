import type { Client } from './client';

const ASK_MS = 1_000;

/** What a live worker tells of itself. */
export interface WorkerPresence {
  readonly name: string;
  readonly threads: number;
}

/** The workers that are there now; the client learns how many threads they have. */
export async function liveWorkers(client: Client): Promise<WorkerPresence[]> {
  const workers = await askWorkers(client);
  client.threads = workers.reduce((sum, { threads }) => sum + threads, 0);
  return workers;
}

async function askWorkers({ link, keys }: Client): Promise<WorkerPresence[]> {
  const names = await link.redis.smembers(keys.workers);
  if (names.length === 0) return [];
  const told = await link.redis.mget(names.map((name) => keys.worker(name)));
  const gone = names.filter((_, index) => !told[index]);
  if (gone.length) await link.redis.srem(keys.workers, ...gone);
  return names.flatMap((name, index) => {
    const text = told[index];
    return text ? [{ name, threads: (JSON.parse(text) as { threads: number }).threads }] : [];
  });
}

/** Gives a call up when there is no worker at all for too long: nobody would ever run it. */
export class WorkerWatch {
  readonly #timer: NodeJS.Timeout;
  readonly #none: Promise<never>;
  #aloneSince: number | undefined;

  constructor(
    readonly client: Client,
    readonly timeoutMs: number,
  ) {
    let reject: (error: Error) => void;
    this.#none = new Promise<never>((_, no) => (reject = no));
    this.#none.catch(() => {});
    this.#timer = setInterval(() => void this.#ask((error) => reject(error)).catch(() => {}), ASK_MS);
    this.#timer.unref();
  }

  race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#none]);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #ask(giveUp: (error: Error) => void): Promise<void> {
    if (!this.client.isThere) return;
    if ((await liveWorkers(this.client)).length > 0) this.#aloneSince = undefined;
    else if (Date.now() - (this.#aloneSince ??= Date.now()) > this.timeoutMs) giveUp(await this.#noWorker());
  }

  async #noWorker(): Promise<Error> {
    const { address, link, keys, tracker } = this.client;
    const losses = await Promise.all(tracker.waitingFor().map((jobId) => link.redis.hget(keys.job(jobId), 'stc')));
    const lost = losses.filter((count) => Number(count) > 0).length;
    const about = lost ? ` ${lost} of the tasks lost a worker: a task that ends its worker's process may have ended them all.` : '';
    return new Error(
      `No worker has been there for ${Math.round(this.timeoutMs / 1000)} s (noWorkerTimeoutMs).${about} ` +
        `Start one with \`npx parallel-worker --url ${address.shown}\`.`,
    );
  }
}
