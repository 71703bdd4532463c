import { ownFramesRemoved } from './thrown';

/** Where the program called the pool. Taken at the call, written out only when an error needs it. */
export class CallSite {
  stack?: string;

  /** `entry` is the pool's own function that was called: frames from it upwards are left out. */
  constructor(entry: Function) {
    Error.captureStackTrace(this, entry);
  }

  /** Gives an error of ours the caller's stack in place of our own frames. */
  lend(error: Error): Error {
    const frames = ownFramesRemoved((this.stack ?? '').split('\n').slice(1).join('\n'));
    const stack = `${error.name}: ${error.message}${frames && `\n${frames}`}`;
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
    return error;
  }
}
