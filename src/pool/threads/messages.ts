import type { PackedThrown } from '../thrown';
import type { Packet } from '../packet';

/** One chunk for one worker. */
export interface ChunkMessage {
  readonly index: number;
  readonly firstItem: number;
  readonly packet: Packet;
}

/** What a worker is asked to do in one Piscina task: a chunk of its own, or those that it can claim from a block. */
export interface StintMessage {
  readonly job: number;
  readonly kind: 'map' | 'apply';
  readonly node: number;
  readonly nNodes: number;
  /** The captured function, packed once for all workers; undefined when this worker has it from an earlier stint. */
  readonly code: Packet | undefined;
  /** Whether more stints of this job may come, so that the function is to be kept. */
  readonly keepCode: boolean;
  /** Jobs that are over: their functions can go. */
  readonly forget: readonly number[];
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
  /** All items, when all of them are numbers. */
  readonly numbers: Float64Array | undefined;
  /** Otherwise the packed bytes of all chunks … */
  readonly bytes: Uint8Array;
  /** … and what lies beside them, by chunk. */
  readonly aside: readonly (readonly ArrayBufferLike[])[];
  readonly shared: readonly (readonly SharedArrayBuffer[])[];
  readonly whole: readonly Packet['whole'][];
}

/** Results of chunks, in the order in which they were run. */
export interface Batch {
  /** Four numbers a chunk: index, items, started, finished (ms of the clock that all threads share). */
  readonly chunks: Float64Array;
  /** All results of these chunks when all of them are numbers … */
  readonly numbers: Float64Array | undefined;
  /** … else packed as one list. */
  readonly packet: Packet | undefined;
}

/** How a stint ended, when a task failed. */
export interface FailureMessage {
  readonly chunk: number;
  /** −1 when no item had begun. */
  readonly item: number;
  readonly started: number;
  readonly finished: number;
  readonly packet: Packet;
}

/** What a stint's Piscina task resolves with. */
export interface StintReply {
  readonly batch: Batch | undefined;
  readonly failure: FailureMessage | undefined;
  /** How many messages the stint has sent on the side; they may still be on their way. */
  readonly sent: number;
}

/** Sent on the side while a stint runs: results that are due, and what tasks print. */
export interface SideMessage {
  readonly job: number;
  readonly node: number;
  readonly batch?: Batch;
  readonly stream?: 'stdout' | 'stderr';
  readonly text?: string;
}

/** What a failure's packet holds. */
export type FailurePacket = PackedThrown;
