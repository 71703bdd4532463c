import type { CapturedFunction } from './captured';
import { writeProgram } from './code';
import { Encoder } from './encode';
import { hintAtSharing } from './hint';
import type { Graph } from './nodes';

/** Functions that travelled with a capture: later packets needn't bring them again. */
const travelled = new WeakMap<CapturedFunction, ReadonlySet<Function>>();

/**
 * A function as data, with what it refers to: constants, functions, classes, imports, and variables of the functions
 * around it, with the values they have at this moment.
 *
 * Packages and built-in modules are loaded again on the other side; the user's own modules are copied, like cells.
 *
 * @throws TypeError when it refers to something that can't travel; the message names it, says why and what to do
 * @throws ReferenceError when it refers to a name that isn't there
 */
export function capture(f: Function): CapturedFunction {
  const encoder = new Encoder();
  const root = encoder.encodeAll(f, f.name || 'the function');
  encoder.variables.settle();
  const { id, text } = writeProgram(encoder);
  const values: Graph = { nodes: encoder.nodes, root, globals: [...encoder.globals].map(([name, value]) => ({ name, value })) };
  const captured: CapturedFunction = {
    id, program: text, values, bytes: text.length + encoder.plain.bytes + 16 * encoder.nodes.length, largeValues: encoder.large,
  };
  travelled.set(captured, new Set(encoder.drafts.map((draft) => draft.f)));
  for (const large of encoder.large) hintAtSharing(large);
  return captured;
}

/** The functions and classes that the receiver has when it has revived this. */
export function functionsOf(captured: CapturedFunction): ReadonlySet<Function> {
  return travelled.get(captured) ?? new Set();
}
