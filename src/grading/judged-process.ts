import { Channel } from './inside/channel';
import { limits } from './limits';
import { startProcess, type Isolation, type SandboxedProcess } from './sandbox';

interface Waiting {
  resolve(message: unknown): void;
  reject(error: Error): void;
}

/** The process ended, or had to be ended, before it answered. */
export class Lost extends Error {
  override readonly name = 'Lost';
}

/** A sandboxed process that answers questions. */
export class JudgedProcess {
  readonly ready: Promise<void>;
  readonly #process: SandboxedProcess;
  readonly #channel: Channel;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #lost: Lost | undefined;

  /** `other` takes messages that are no answers. */
  constructor(program: 'cells-main' | 'node-main', folder: string, isolation: Isolation, other: (message: never) => void = () => {}) {
    this.#process = startProcess(program, folder, isolation);
    let markReady: () => void;
    const ready = new Promise<void>((resolve, reject) => {
      markReady = resolve;
      this.#waiting.set(-1, { resolve: () => resolve(), reject });
    });
    this.ready = this.#within(ready, limits.startMs, 'It did not start.');
    this.ready.catch(() => {});
    const take = (message: unknown): void => {
      if (typeof message !== 'object' || message === null) return;
      if ('ready' in message) return markReady();
      if (!('answer' in message)) return other(message as never);
      const answer = message.answer as number;
      this.#waiting.get(answer)?.resolve(message);
      this.#waiting.delete(answer);
    };
    this.#channel = new Channel(this.#process.stream, take, (reason) => this.#lose(reason));
    void this.#process.ended.then(() => this.#lose('Its process ended, or ran out of memory.'));
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  send(message: unknown): void {
    this.#channel.send(message);
  }

  /** The answer. @throws Lost when there is none in time: the process is ended then. */
  ask<A>(question: object, patienceMs: number, tooLate: string): Promise<A> {
    if (this.#lost) return Promise.reject(this.#lost);
    const ask = this.#asked++;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(ask, { resolve, reject }));
    this.send({ ...question, ask });
    return this.#within(answer, patienceMs, tooLate) as Promise<A>;
  }

  end(): Promise<void> {
    this.#process.kill();
    return this.#process.ended;
  }

  async #within<T>(answer: Promise<T>, patienceMs: number, tooLate: string): Promise<T> {
    const timer = setTimeout(() => {
      this.#process.kill(tooLate);
      this.#lose(tooLate);
    }, patienceMs);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  #lose(reason: string): void {
    // Whether it was ended for its memory is known a moment after the stream breaks.
    if (this.#lost) return;
    this.#lost = new Lost(this.#process.reason() ?? reason);
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
    this.#process.kill(reason);
  }
}
