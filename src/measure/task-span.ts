/** What one chunk of a map did: where it ran, when, and what was moved for it. All times in ms since the pool was created. */
export interface TaskSpan {
  /** The node's number, 0 … nNodes − 1. */
  readonly node: number;
  /** The thread's id; 0 is the main thread. A replaced worker has a new one. */
  readonly thread: number;
  /** The chunk's number within its map. */
  readonly task: number;
  /** Which call of the pool: 0 for the first. */
  readonly map: number;
  /** How many items the chunk had. */
  readonly items: number;
  /** The index of its first item. */
  readonly firstItem: number;
  /** When it was handed over, when its first item began, when its last item ended, when its result was back. */
  readonly submitted: number;
  readonly started: number;
  readonly finished: number;
  readonly received: number;
  /** Bytes copied to the node and back; shared memory isn't counted. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The host, when it isn't this one. */
  readonly machine?: string;
  /** false when the chunk failed. */
  readonly ok: boolean;
}
