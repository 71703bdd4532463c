import type { Keys } from './keys';
import type { JobQueue, Redis } from './queue-library';
import type { WorkerDesk } from './worker-desk';

const STATES = ['waiting', 'paused', 'prioritized', 'delayed', 'waiting-children', 'failed', 'completed', 'active'];
const SWEEP_LOCK_MS = 4_000;

/** Stops running tasks that nobody waits for any more: cancelled calls whose notice was missed, and clients that are gone. */
export async function stopUnwanted(redis: Redis, keys: Keys, desk: WorkerDesk): Promise<void> {
  const running = desk.running();
  if (running.length === 0) return;
  const calls = [...new Set(running.map(({ call }) => call))];
  const clients = [...new Set(running.map(({ client }) => client))];
  const [cancelled, leases] = await Promise.all([
    redis.mget(calls.map((call) => keys.cancelled(call))),
    redis.mget(clients.map((client) => keys.lease(client))),
  ]);
  const unwanted = new Set([...calls.filter((_, index) => cancelled[index]), ...clients.filter((_, index) => !leases[index])]);
  desk.stop(({ call, client }) => unwanted.has(call) || unwanted.has(client));
}

/** Clears away what clients that are gone have left: their jobs and their data. One worker at a time does it. */
export async function sweepAfterClients(redis: Redis, keys: Keys, queue: JobQueue): Promise<void> {
  const clients = await redis.smembers(keys.clients);
  if (clients.length === 0) return;
  const leases = await redis.mget(clients.map((client) => keys.lease(client)));
  const gone = clients.filter((_, index) => !leases[index]);
  if (gone.length === 0 || !(await redis.set(`${keys.prefix}:sweep`, '1', 'PX', SWEEP_LOCK_MS, 'NX'))) return;
  const jobs = await queue.getJobs(STATES);
  for (const client of gone) {
    const left = jobs.flatMap((job) => (job?.id?.startsWith(`${client}-`) ? [job.id] : []));
    const removed = await Promise.all(left.map((id) => queue.remove(id).catch(() => 0)));
    // What still runs is being stopped, and can be removed the next time round.
    if (removed.every((count) => count > 0)) await forget(redis, keys, client);
  }
}

async function forget(redis: Redis, keys: Keys, client: string): Promise<void> {
  for (const pattern of [keys.blob(`${client}*`, '*'), keys.result(`${client}-*`), keys.at(`${client}-*`), keys.cancelled(`${client}-*`)]) {
    let cursor = '0';
    do {
      const [next, found] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 500);
      if (found.length) await redis.unlink(...found);
      cursor = next;
    } while (cursor !== '0');
  }
  await redis.srem(keys.clients, client);
}
