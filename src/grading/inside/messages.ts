import type { CellEnd } from './notebook-cells';
import type { CellProgram } from '../../kernel/cells/run-cell';
import type { Parcel, ParcelResult } from '../../learn/nodes/parcel';

/** A packet on its way between processes: shared memory goes as its bytes. */
export interface WirePacket {
  readonly bytes: Uint8Array;
  readonly aside: readonly Uint8Array[];
  readonly shared: readonly Uint8Array[];
}

export type WireParcel = Omit<Parcel, 'packet'> & { readonly packet: WirePacket };
export type WireResult = Omit<ParcelResult, 'packet'> & { readonly packet: WirePacket };

/** An argument of a call: a value, a function to be made from its text, or a pool to be made. */
export type WireArgument = { readonly value: WirePacket } | { readonly source: string } | { readonly nNodes: number };

/** From the judge to the process that holds the submission's cells. `turn` is answered once what runs now has come to its end. */
export type ToCells =
  | { readonly ask: number; readonly turn: true }
  | { readonly ask: number; readonly run: CellProgram }
  | { readonly ask: number; readonly token: number; readonly call: string; readonly args: readonly WireArgument[] }
  | { readonly routed: number; readonly result: WireResult & { readonly node: number } };

/** And back. */
export type FromCells =
  | { readonly ready: true }
  | ({ readonly answer: number } & CellEnd)
  | { readonly answer: number; readonly turned: true }
  | { readonly answer: number; readonly outcome: WireOutcome }
  | { readonly route: number; readonly ask: number; readonly map: number; readonly chunk: number; readonly items: number; readonly parcel: WireParcel };

export interface WireOutcome {
  readonly kind: 'returned' | 'threw';
  readonly value: WirePacket;
  readonly isPromise: boolean;
  readonly args: readonly (WirePacket | undefined)[];
}

/** From the judge to a process that is a node of the pools, and back. */
export interface ToNode {
  readonly ask: number;
  readonly parcel: WireParcel;
}
export interface FromNode {
  readonly ready?: true;
  readonly answer: number;
  readonly result?: WireResult;
  /** Why the parcel couldn't be run at all. */
  readonly error?: string;
}
