import { describeValue } from './describe-value';

/** What pool.map and pool.imap take besides f and the items. */
export interface MapOptions {
  /**
   * How many items go to a node at a time: a whole number of at least 1. Left out, map chooses: large chunks at first, single
   * items at the end; imap takes 1.
   */
  chunkSize?: number;
  /** Cancels the call when it is aborted; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Cancels the call after this many milliseconds, with an error named TimeoutError. Default: no limit. */
  timeoutMs?: number;
  /** true shows a progress bar. Default false. */
  progress?: boolean;
}

const KNOWN = ['chunkSize', 'signal', 'timeoutMs', 'progress'];

/** The options, checked; `call` is the name in messages: 'pool.map'. */
export function checkMapOptions(call: string, options: MapOptions | undefined): MapOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${call}: options must be an object such as { chunkSize: 10 }; got ${describeValue(options)}.`);
  }
  const unknown = Object.keys(options).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) {
    throw new TypeError(`${call}: there is no option ${JSON.stringify(unknown)}; the options are ${KNOWN.join(', ')}.`);
  }
  const { chunkSize, signal, timeoutMs, progress } = options;
  if (chunkSize !== undefined) checkAtLeastOne(call, 'chunkSize', chunkSize);
  if (timeoutMs !== undefined) checkTimeout(call, timeoutMs);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`${call}: signal must be an AbortSignal (the signal of an AbortController); got ${describeValue(signal)}.`);
  }
  if (progress !== undefined && typeof progress !== 'boolean') {
    throw new TypeError(`${call}: progress must be true or false; got ${describeValue(progress)}.`);
  }
  return options;
}

function checkAtLeastOne(call: string, name: string, value: unknown): void {
  if (typeof value !== 'number') {
    throw new TypeError(`${call}: ${name} must be a whole number of at least 1; got ${describeValue(value)}.`);
  }
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`${call}: ${name} must be a whole number of at least 1; got ${value}.`);
  }
}

function checkTimeout(call: string, value: unknown): void {
  if (typeof value !== 'number') {
    throw new TypeError(`${call}: timeoutMs must be a number of milliseconds above 0; got ${describeValue(value)}.`);
  }
  if (!(value > 0)) throw new RangeError(`${call}: timeoutMs must be a number of milliseconds above 0; got ${value}.`);
}
