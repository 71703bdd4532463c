import { sep } from 'node:path';
import type { CapturedFunction } from './capture/captured';
import { packLazily, unpackOne } from './lazy-packing';
import { pack } from './packet';

/** A thrown value on its way out of a worker: data that structured clone carries whole. */
export type PackedThrown = { readonly error: PackedError } | { readonly value: unknown };

interface PackedError {
  /** The nearest built-in class: 'TypeError', 'Error' … */
  readonly builtIn: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly cause: PackedThrown | undefined;
  readonly errors: readonly PackedThrown[] | undefined;
  /** Own enumerable fields; what can't be copied is described instead. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The error as packValue has it, when its class was captured: it comes back as an instance. */
  readonly instance: unknown;
}

const BUILT_IN: Readonly<Record<string, ErrorConstructor>> = {
  Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};
const OWN = new Set(['name', 'message', 'stack', 'cause', 'errors']);
const MAX_DEPTH = 8;

/** Makes a thrown value ready for `pack`. Our own frames go from the stack; the learner's stay. */
export function packThrown(thrown: unknown, captured: CapturedFunction | undefined, depth = 0): PackedThrown {
  if (!(thrown instanceof Error) || depth > MAX_DEPTH) return { value: portable(thrown, captured) };
  const errors: unknown = (thrown as AggregateError).errors;
  return {
    error: {
      builtIn: builtInName(thrown),
      name: text(thrown.name),
      message: text(thrown.message),
      stack: ownFramesRemoved(text(thrown.stack)),
      cause: Object.hasOwn(thrown, 'cause') ? packThrown(thrown.cause, captured, depth + 1) : undefined,
      errors: Array.isArray(errors) ? errors.map((error) => packThrown(error, captured, depth + 1)) : undefined,
      fields: Object.fromEntries(
        Object.entries(thrown).filter(([key]) => !OWN.has(key)).map(([key, value]) => [key, portable(value, captured)]),
      ),
      instance: instanceOf(thrown, captured),
    },
  };
}

/** The thrown value again, for `f`'s caller. */
export function unpackThrown(packed: PackedThrown, f: Function): unknown {
  if ('value' in packed) return unpackOne(packed.value, f);
  const { builtIn, name, message, stack, cause, errors, fields, instance } = packed.error;
  const error = (instance === undefined ? undefined : revived(instance, f)) ?? build(builtIn, message, errors, f);
  if (error.name !== name) define(error, 'name', name);
  if (error.message !== message) define(error, 'message', message);
  define(error, 'stack', stack);
  if (cause) define(error, 'cause', unpackThrown(cause, f));
  for (const [key, value] of Object.entries(fields)) (error as unknown as Record<string, unknown>)[key] = unpackOne(value, f);
  return error;
}

function build(builtIn: string, message: string, errors: readonly PackedThrown[] | undefined, f: Function): Error {
  if (builtIn === 'AggregateError' && errors) return new AggregateError(errors.map((error) => unpackThrown(error, f)), message);
  if (builtIn === 'DOMException') return new DOMException(message) as unknown as Error;
  return new (BUILT_IN[builtIn] ?? Error)(message);
}

function builtInName(error: Error): string {
  if (error instanceof AggregateError) return 'AggregateError';
  for (let proto: unknown = Object.getPrototypeOf(error); proto; proto = Object.getPrototypeOf(proto)) {
    const name = Object.keys(BUILT_IN).find((known) => BUILT_IN[known]?.prototype === proto);
    if (name) return name;
  }
  return 'Error';
}

/** packValue's own form of an error whose class it knows; undefined when it leaves errors to us. */
function instanceOf(error: Error, captured: CapturedFunction | undefined): unknown {
  try {
    const packed = packLazily(error, captured);
    if (packed === error) return undefined;
    pack(packed);
    return packed;
  } catch {
    return undefined;
  }
}

function revived(instance: unknown, f: Function): Error | undefined {
  const value = unpackOne(instance, f);
  return value instanceof Error ? value : undefined;
}

/** The value when it can be copied to another thread, else what it is in a few words: an error must arrive. */
function portable(value: unknown, captured: CapturedFunction | undefined): unknown {
  try {
    const packed = packLazily(value, captured);
    pack(packed);
    return packed;
  } catch {
    return typeof value === 'function' ? `[Function: ${value.name}]` : `[${Object.prototype.toString.call(value).slice(8, -1)}]`;
  }
}

function define(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, writable: true, configurable: true, enumerable: false });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : String(value);
}

const OURS = [__dirname + sep, `${sep}node_modules${sep}piscina${sep}`, 'node:internal/', 'node:vm:'];

/** The stack without the lines of the pool itself, of Piscina and of Node's inside. */
export function ownFramesRemoved(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || !OURS.some((ours) => line.includes(ours)))
    .join('\n');
}
