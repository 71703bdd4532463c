import { ownFramesRemoved } from './thrown';

/** Where the program called the pool. Taken at the call, written out only when an error needs it. */
export class CallSite {
  stack?: string;

  /** `entry` is the pool's own function that was called: frames from it upwards are left out. */
  constructor(entry: Function) {
    Error.captureStackTrace(this, entry);
  }

  /** What `work` gives; an error comes without our own frames in its stack. */
  during<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.tidy(error);
    }
  }

  /** The same error, without our own frames in its stack. */
  tidy(error: unknown): unknown {
    if (!(error instanceof Error) || typeof error.stack !== 'string') return error;
    const stack = ownFramesRemoved(error.stack);
    if (stack === error.stack) return error;
    // Deep inside of us there may be no room left for the caller's frames.
    if (!/\n\s+at (?!.*\(<anonymous>\))/.test(stack)) return this.lend(error);
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
    return error;
  }

  /** Gives an error of ours the caller's stack in place of our own frames. */
  lend(error: Error): Error {
    const frames = ownFramesRemoved((this.stack ?? '').split('\n').slice(1).join('\n'));
    const stack = `${error.name}: ${error.message}${frames && `\n${frames}`}`;
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
    return error;
  }
}
