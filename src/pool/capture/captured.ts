import type { Graph } from './nodes';

/** A captured value of more than a megabyte: worth sharing instead of copying. */
export interface LargeValue {
  /** Where it is, as the learner would write it: `table`, `config.rows`. */
  readonly path: string;
  /** Roughly. */
  readonly sizeBytes: number;
}

/** A function with what it refers to, as data that structured clone and v8.serialize both carry. */
export interface CapturedFunction {
  /** SHA-256 of the program: the same id means the same code, whatever the values. */
  readonly id: string;
  /** The code, which a worker needs only once an id. */
  readonly program: string;
  /** Everything that is not code, as it was at the call. Serialise it in one piece: what is shared inside it stays shared. */
  readonly values: Graph;
  /** About how many bytes the program and its values are. */
  readonly bytes: number;
  /** What was found to be bigger than a megabyte. Send a capture once a worker and map, never once a task. */
  readonly largeValues: readonly LargeValue[];
}
