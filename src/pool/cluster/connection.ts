import { WORTH_LOOPBACK, WORTH_REMOTE } from './compress';
import type { Address } from './address';
import type { QueueLibrary, Redis } from './queue-library';

const RETRY_MS = 100;
const PROBE_TIMEOUT_MS = 2_500;

/**
 * Asks the server whether it is there and fit, with a few tries, before anything is built on it: BullMQ itself would wait for ever.
 *
 * @throws Error within 3 s that says what is wrong.
 */
export async function probe(library: QueueLibrary, address: Address): Promise<void> {
  const redis = new library.Redis({
    ...address.connection,
    lazyConnect: true,
    connectTimeout: PROBE_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    enableReadyCheck: true,
    retryStrategy: (tries: number) => (tries > 3 ? null : RETRY_MS),
  });
  let problem: Error | undefined;
  redis.on('error', (error: Error) => void (problem = error));
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer for ${PROBE_TIMEOUT_MS} ms`)), PROBE_TIMEOUT_MS);
    });
    await Promise.race([redis.connect().then(() => redis.ping()).then(() => checkServer(redis)), late]);
  } catch (error) {
    if (error instanceof UnfitServer) throw error;
    throw unreachable(address, problem ?? error);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

async function checkServer(redis: Redis): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy && policy !== 'noeviction') {
    throw new UnfitServer(
      `The cluster's Redis may throw data away when memory is short (maxmemory-policy ${policy}). Set it to noeviction, the default.`,
    );
  }
}

class UnfitServer extends Error {}

/** Says where and why, in words; never with a password. */
export function unreachable({ shown }: Address, cause: unknown): Error {
  const said = cause instanceof Error ? cause.message || (cause as { code?: string }).code || cause.name : String(cause);
  const hint = /WRONGPASS|NOAUTH|NOPERM/.test(said)
    ? 'Look at the user and the password in the address.'
    : /certificate|self.signed|altname|unable to verify/i.test(said)
      ? "Look at the certificate authority (caFile, or --ca for a worker) and at the server's certificate."
      : 'Is redis-server running there, and may this machine reach it?';
  return new Error(`The cluster's Redis at ${shown} can't be used: ${said}. ${hint}`);
}

/** A connection that comes back by itself whenever the server does. Only a worker's keeps its process alive. */
export function connect(library: QueueLibrary, address: Address, { keepsAlive = false } = {}): Redis {
  const redis = new library.Redis({
    ...address.connection,
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    retryStrategy: (tries: number) => Math.min(tries * RETRY_MS, 1000),
    reconnectOnError: () => false,
  });
  redis.on('error', () => {});
  if (!keepsAlive) redis.on('connect', () => (redis as unknown as { stream?: { unref?(): void } }).stream?.unref?.());
  return redis;
}

export function worthCompressing({ isLoopback }: Address): number {
  return isLoopback ? WORTH_LOOPBACK : WORTH_REMOTE;
}
