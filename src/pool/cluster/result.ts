import type { TaskFailure } from '../engine';
import { unpack } from '../packet';
import { lostWorkerError } from '../threads/lost-worker';
import { MissingBlob, type BlobPlace } from './blob-store';
import type { Client } from './client';
import { sharedCopy, type PacketSource } from './packet-place';
import { unseal } from './sealed';
import { CLIENT_GONE, resultPurpose, type TaskResult, type TaskResultFailure } from './task';

/** What a job came to. @throws Error when no worker with the cluster's key said so. */
export function openResult(client: Client, jobId: string, sealed: Buffer): TaskResult {
  return unseal(client.signer, resultPurpose(client.keys, jobId), sealed) as TaskResult;
}

/** Where the client gets results' data. */
export function resultSource({ results }: Client): PacketSource {
  return { get: (place) => results.get(place), shared: async (place: BlobPlace) => sharedCopy(await results.get(place)) };
}

/** A task's failure, as the pool wants to hear it. */
export function taskFailure({ kind, bytes, item }: TaskResultFailure, node: number): TaskFailure {
  const packed = unpack({ bytes, aside: [], shared: [] });
  const value = kind === 'thrown' ? packed : lostWorkerError(Object.assign(new Error(), packed), node, item);
  return item === undefined ? { kind, value } : { kind, value, item };
}

/** The server came back without the job's data, or without this client's lease: sent again, it will run. */
export function isServersLoss(reason: string): boolean {
  return reason.includes(MissingBlob.said) || reason === CLIENT_GONE;
}
