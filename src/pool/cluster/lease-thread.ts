/**
 * Keeps a client's lease and its data alive, from a thread of its own: a notebook that computes for a minute keeps its
 * lease, a process that was killed loses it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connection';
import { loadQueueLibrary } from './queue-library';
import type { Address } from './address';

export interface LeaseData {
  readonly address: Address;
  readonly leaseKey: string;
  readonly clientsKey: string;
  readonly client: string;
  readonly leaseMs: number;
  readonly expiryMs: number;
}

if (parentPort && workerData) keepLease(workerData as LeaseData, parentPort);

function keepLease({ address, leaseKey, clientsKey, client, leaseMs, expiryMs }: LeaseData, port: NonNullable<typeof parentPort>): void {
  const redis = connect(loadQueueLibrary(), address);
  const held = new Set<string>();
  port.on('message', ({ hold = [], drop = [], end = false }: { hold?: string[]; drop?: string[]; end?: boolean }) => {
    for (const key of hold) held.add(key);
    for (const key of drop) held.delete(key);
    if (!end) return;
    clearInterval(timer);
    redis.disconnect();
    port.close();
  });
  const renew = (): void => {
    const writes = [redis.set(leaseKey, '1', 'PX', leaseMs), redis.sadd(clientsKey, client), ...[...held].map((key) => redis.pexpire(key, expiryMs))];
    for (const write of writes) write.catch(() => {});
  };
  const timer = setInterval(renew, leaseMs / 3);
  renew();
}
