import type { Keys } from './keys';
import type { PacketPlace } from './packet-place';

/** What one job of the queue asks a worker to do. */
export interface Task {
  readonly jobId: string;
  /** The client that wants it, and which of its calls: `client.map`. */
  readonly client: string;
  readonly call: string;
  readonly kind: 'map' | 'apply' | 'reduce';
  readonly code: PacketPlace;
  /** A call may have several functions; this tells them apart. */
  readonly codeName: string;
  /** The items of each chunk. Of a 'reduce', lists that make up its own: where each is, or which job's result. */
  readonly inputs: readonly (PacketPlace | string)[];
  /** The results stay on the cluster, for another task of the call. */
  readonly isForAnother: boolean;
  /** The index of the first item of each chunk. */
  readonly firstItems: readonly number[];
}

/** What a task came to. Times are ms since the epoch by the clock of the Redis server. */
export interface TaskResult {
  readonly machine: string;
  readonly thread: number;
  /** When each chunk was started and finished. */
  readonly spans: readonly (readonly [started: number, finished: number])[];
  /** The results of each chunk that was finished. */
  readonly outputs: readonly PacketPlace[];
  readonly bytesOut: number;
  readonly printed: readonly (readonly ['stdout' | 'stderr', string])[];
  readonly failure: TaskResultFailure | undefined;
}

export interface TaskResultFailure {
  readonly kind: 'thrown' | 'lost';
  /** 'thrown': what Work.failure gave, packed; 'lost': Node's message and code. It isn't placed aside however large. */
  readonly bytes: Uint8Array;
  readonly item: number | undefined;
}

export const taskPurpose = (keys: Keys, jobId: string): string => `task ${keys.prefix} ${jobId}`;
export const resultPurpose = (keys: Keys, jobId: string): string => `result ${keys.prefix} ${jobId}`;

/** BullMQ says this of a job that lost more workers than it may. */
export const STALLED = 'stalled more than allowable limit';

/** Why a worker refused a job: the first words of its failedReason. */
export const REFUSED = 'refused:';
export const CLIENT_GONE = `${REFUSED} its client is gone`;
