/** Every key and channel of one project's cluster in Redis. BullMQ's own keys lie under the same prefix. */
export interface Keys {
  readonly prefix: string;
  /** The name of BullMQ's queue. */
  readonly queue: string;
  /** Alive while a client is: its lease. */
  lease(client: string): string;
  /** Clients that may have left something behind. */
  readonly clients: string;
  readonly workers: string;
  worker(name: string): string;
  /** A piece of data of a client (or of one of its jobs), by its content. */
  blob(owner: string, hash: string): string;
  /** What a job came to. */
  result(jobId: string): string;
  /** The item that a job which already lost a worker is at. */
  at(jobId: string): string;
  cancelled(call: string): string;
  readonly cancelChannel: string;
  lock(jobId: string): string;
  job(jobId: string): string;
}

const QUEUE = 'tasks';

/** @throws Error when the prefix has other characters than letters, digits, '-', '_' and '.'. */
export function clusterKeys(prefix: string): Keys {
  if (!/^[\w.-]{1,64}$/.test(prefix)) {
    throw new Error(`cluster: prefix must be 1 to 64 letters, digits, '-', '_' or '.'; got ${JSON.stringify(prefix)}.`);
  }
  return {
    prefix,
    queue: QUEUE,
    lease: (client) => `${prefix}:lease:${client}`,
    clients: `${prefix}:clients`,
    workers: `${prefix}:workers`,
    worker: (name) => `${prefix}:worker:${name}`,
    blob: (owner, hash) => `${prefix}:blob:${owner}:${hash}`,
    result: (jobId) => `${prefix}:result:${jobId}`,
    at: (jobId) => `${prefix}:at:${jobId}`,
    cancelled: (call) => `${prefix}:cancelled:${call}`,
    cancelChannel: `${prefix}:cancel`,
    lock: (jobId) => `${prefix}:${QUEUE}:${jobId}:lock`,
    job: (jobId) => `${prefix}:${QUEUE}:${jobId}`,
  };
}
