import type { Packet } from '../packet';

/** The function of a job, as the worker gets it: the first stint of a job on a worker brings it, later ones only its number. */
export interface CodeMessage {
  readonly job: number;
  /** The captured function, packed once for all workers. */
  readonly packet: Packet;
}

/** One chunk, packed. */
export interface ChunkMessage {
  readonly index: number;
  readonly firstItem: number;
  readonly packet: Packet;
}

/** What a worker is asked to do in one Piscina task: a chunk of its own, then whatever it can claim from the block. */
export interface StintMessage {
  readonly job: number;
  readonly kind: 'map' | 'apply';
  readonly node: number;
  readonly nNodes: number;
  readonly code: CodeMessage | undefined;
  readonly control: Int32Array;
  readonly mine: ChunkMessage | undefined;
  readonly block: Block | undefined;
}

/**
 * All chunks of a job in shared memory, packed once; workers claim them by counting up a shared number, so that
 * a thousand small chunks need a handful of messages.
 */
export interface Block {
  readonly count: number;
  /** Four numbers a chunk: firstItem, items, byte offset, byte length. */
  readonly table: Float64Array;
  /** The items when all of them are numbers; otherwise the packed bytes of all chunks. */
  readonly numbers: Float64Array | undefined;
  readonly bytes: Uint8Array;
  readonly shared: readonly SharedArrayBuffer[][];
}

/** Results of chunks, in the order in which they were run. */
export interface Batch {
  /** Four numbers a chunk: index, items, started, finished (ms of the monotonic clock that all threads share). */
  readonly chunks: Float64Array;
  /** The results of all these chunks, one list. */
  readonly packet: Packet;
  readonly numbers: Float64Array | undefined;
}

export interface FailureMessage {
  readonly chunk: number;
  readonly item: number;
  readonly started: number;
  readonly finished: number;
  readonly error: Packet;
}

/** What a stint's Piscina task resolves with. */
export interface StintReply {
  readonly batch: Batch | undefined;
  readonly failure: FailureMessage | undefined;
  /** How many messages the stint has sent on the side; they may still be on their way. */
  readonly sent: number;
}

/** Sent on the side while a stint runs. */
export type SideMessage =
  | { readonly job: number; readonly node: number; readonly batch: Batch }
  | { readonly job: number; readonly node: number; readonly stream: 'stdout' | 'stderr'; readonly text: string };

/** Places in a job's control words. */
export const CANCELLED = 0;
export const NEXT_CHUNK = 1;
/** From here on, one word a node: the item that it is at, plus one; 0 when at none. */
export const ITEM = 2;
