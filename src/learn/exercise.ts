import type { Arbitrary } from 'fast-check';
import type { Paint } from './nodes/paint';
import type { HintName } from './hints';

/** The property-testing library, handed in so that loading 'parallel' doesn't load it. */
export type Properties = typeof import('fast-check');

/** What a learner's function did with its arguments. */
export interface Outcome {
  readonly kind: 'returned' | 'threw' | 'late';
  /** What it returned; what it threw, in words. */
  readonly value: unknown;
  /** It returned a promise; `value` is what that became. */
  readonly isPromise: boolean;
  /** The arguments as they are after the call. */
  readonly args: readonly unknown[];
  /** What the pool of the call saw, when there was one. */
  readonly traffic?: Traffic;
}

/** What went to the nodes of a pool and came back, as the pool itself saw it. */
export interface Traffic {
  readonly nNodes: number;
  /** The most nodes that had any of the data at once. */
  readonly together: number;
  /** How many chunks had any of the data with them. */
  readonly pieces: number;
  /** Pieces of the data that were copied to each node while they were still as the test had made them. */
  readonly delivered: readonly number[];
  /** Pieces of the data that nodes saw in shared memory; each node may see all of them. */
  readonly shared: number;
  /** The numbers among what was delivered, in their order, chunk by chunk; and those that came back as results of that chunk. */
  readonly sent: readonly { readonly node: number; readonly numbers: readonly number[]; readonly runs: readonly (readonly number[])[] }[];
  /** The dyed words among what was delivered, in lower case: how often each one. */
  readonly words: ReadonlyMap<string, number>;
  /** Bytes that it takes to say what came back, whichever way. */
  readonly returned: number;
  /** Pieces of data in the results, in their order, as long as they are numbers; a list for each item. */
  readonly runs: readonly (readonly number[])[];
}

/** A pool to be made where the learner's function lives. */
export class PoolOf {
  constructor(
    readonly nNodes: number,
    readonly paint?: Paint,
  ) {}
}

/** A function to be made where the learner's function lives. */
export class Source {
  constructor(readonly text: string) {}
}

/** The learner's functions, wherever they live. */
export interface Subject {
  call(name: string, args: readonly unknown[]): Promise<Outcome>;
}

/** What is wrong, in words for the learner. */
export interface Wrong {
  readonly message: string;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly hint?: HintName;
}

/** One separable part of a test: a property of the answer, which holds for every input. */
export interface Part<I = unknown> {
  readonly name: string;
  readonly points: number;
  readonly inputs: (fc: Properties) => Arbitrary<I>;
  /** How many inputs to try; default 40. */
  readonly runs?: number;
  /** The input as the learner would write it. */
  readonly show?: (input: I) => string;
  readonly verify: (input: I, subject: Subject) => Promise<Wrong | undefined>;
}

/** One graded cell. */
export interface GradedTest {
  /** The cell's grade_id, and the name that check takes: 'countWords-letters'. */
  readonly id: string;
  /** What is asked, in a few words. */
  readonly title: string;
  /** The function that the learner writes. */
  readonly function: string;
  readonly parts: readonly Part[];
}

export interface Exercise {
  readonly name: string;
  readonly tests: readonly GradedTest[];
}

export function part<I>(definition: Part<I>): Part {
  return definition as Part;
}

export function pointsOf(test: GradedTest): number {
  return test.parts.reduce((sum, { points }) => sum + points, 0);
}
