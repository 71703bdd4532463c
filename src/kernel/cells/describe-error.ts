import util from 'node:util';
import { codeFrame } from '../code-frame';
import { errorPlace, readableLine } from './stack';

/** What Jupyter shows of an error. */
export interface DescribedError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}
const DEEPEST_CAUSE = 5;

/** Describes whatever was thrown: errors with their place in the cell, their causes, and any other value as it is. */
export function describeError(thrown: unknown): DescribedError {
  if (!util.types.isNativeError(thrown) && !(thrown instanceof Error)) return describeValue(thrown);
  const ename = safely(() => String(thrown.name || thrown.constructor.name), 'Error');
  const evalue = safely(() => String(thrown.message), '');
  return { ename, evalue, traceback: errorLines(thrown, ename, evalue, 0) };
}

function errorLines(error: Error, ename: string, evalue: string, depth: number): string[] {
  const lines = [`\u001b[31m${ename}\u001b[39m${evalue === '' ? '' : `: ${evalue}`}`];
  const place = safely(() => errorPlace(error), undefined);
  if (place) {
    const start = place.text.split('\n').slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + place.column - 1;
    lines.push(codeFrame(place.text, start, 1, place.cell));
  }
  const frames = safely(() => stackFrames(error), '');
  if (frames !== '') lines.push(frames);
  const fields = safely(() => ownFields(error), '');
  if (fields !== '') lines.push(fields);
  if (depth >= DEEPEST_CAUSE) return lines;
  if (error instanceof AggregateError) {
    error.errors.forEach((inner: unknown, i) => lines.push(`error ${i + 1} of ${error.errors.length}:`, ...innerLines(inner, depth + 1)));
  }
  if ('cause' in error && error.cause !== undefined) lines.push('caused by:', ...innerLines(error.cause, depth + 1));
  return lines;
}

function innerLines(inner: unknown, depth: number): string[] {
  if (!(inner instanceof Error)) return [safely(() => util.inspect(inner), '[a value that can\'t be shown]')];
  return errorLines(inner, safely(() => String(inner.name), 'Error'), safely(() => String(inner.message), ''), depth);
}

function describeValue(thrown: unknown): DescribedError {
  const shown = safely(() => (typeof thrown === 'string' ? thrown : util.inspect(thrown)), '[a value that can\'t be shown]');
  const kind = thrown === null ? 'null' : typeof thrown;
  return {
    ename: 'Thrown',
    evalue: shown,
    traceback: [`\u001b[31mThrown\u001b[39m: ${shown}`, `(${kind === 'object' ? 'an object' : kind === 'null' || kind === 'undefined' ? kind : `a ${kind}`} was thrown, not an Error: throw new Error(…) shows where it comes from)`],
  };
}

function stackFrames(error: Error): string {
  const stack = String(error.stack ?? '');
  return stack.split('\n').filter((line) => /^\s+at /.test(line)).map(readableLine).join('\n');
}

/** Fields that a program has added to its error: `code`, `item`, … */
function ownFields(error: Error): string {
  const hidden = new Set(['stack', 'message', 'name', 'cause', 'errors']);
  const fields = Object.keys(error).filter((key) => !hidden.has(key));
  return fields.map((key) => `${key}: ${util.inspect((error as unknown as Record<string, unknown>)[key], { depth: 1 })}`).join('\n');
}

function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
