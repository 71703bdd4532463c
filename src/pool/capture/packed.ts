import { functionsOf } from './capture';
import type { CapturedFunction } from './captured';
import { writeProgram } from './code';
import { Decoder } from './decode';
import { Encoder } from './encode';
import { loadModules } from './load-modules';
import type { Graph } from './nodes';
import { functionOf, isMadeFromAnother } from './origins';
import { PlainCheck } from './plain';
import { companionOf } from './revive';

/** What packValue gives: the value itself where structured clone is faithful to it, else an envelope. */
export type Packed = unknown;

const KEY = 'parallel:packed';

interface Envelope {
  readonly [KEY]: { readonly id: string; readonly program: string; readonly values: Graph };
}

/**
 * A value ready for structured clone or v8.serialize, which by themselves would spoil class instances, functions,
 * symbols, accessors and frozen objects. Plain data costs no more than a look at it.
 *
 * `captured`: the capture that the receiver has revived, whose functions and classes needn't travel again. `name`: what
 * to call the value in errors. `isGoingHome`: whether the receiver is where this thread's functions came from, so that
 * they needn't travel either.
 *
 * @throws TypeError when a part of it can't travel
 */
export function packValue(value: unknown, captured?: CapturedFunction, name = 'the value', isGoingHome = true): Packed {
  if (new PlainCheck().isPlain(value)) return value;
  const encoder = new Encoder({ known: captured && functionsOf(captured), ...(isGoingHome ? { homing: isMadeFromAnother } : {}) });
  const root = encoder.encodeAll(value, name);
  encoder.variables.settle();
  const { id, text } = writeProgram(encoder);
  const values: Graph = { nodes: encoder.nodes, root, globals: [...encoder.globals].map(([key, slot]) => ({ name: key, value: slot })) };
  return { [KEY]: { id, program: text, values } } satisfies Envelope;
}

/** The value that was packed. `f`: the revived function that it is for, whose classes its instances get. */
export function unpackValue(packed: Packed, f?: Function): unknown {
  const envelope = envelopeOf(packed);
  if (!envelope) return packed;
  const { id, program, values } = envelope;
  return new Decoder(values, id, program, (origin) => (f && companionOf(f, origin)) ?? functionOf(origin)).decode(values);
}

/** A promise when ES modules have to be loaded before a value can be unpacked; else undefined. */
export function readyToUnpack(packed: Packed): Promise<void> | undefined {
  const envelope = envelopeOf(packed);
  return envelope && loadModules(envelope.values);
}

function envelopeOf(packed: Packed): Envelope[typeof KEY] | undefined {
  return typeof packed === 'object' && packed !== null && Object.hasOwn(packed, KEY) ? (packed as Envelope)[KEY] : undefined;
}
