interface Socket {
  send(parts: (Buffer | string)[]): Promise<void>;
}

/** Sends messages through a socket one after the other; ZeroMQ refuses a second one while the first is on its way. */
export class Outbox {
  readonly #socket: Socket;
  #queue: Buffer[][] = [];
  #sending: Promise<void> | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  send(parts: Buffer[]): void {
    this.#queue.push(parts);
    this.#sending ??= this.#drain();
  }

  /** Resolves when everything has been handed over. */
  async flushed(): Promise<void> {
    await this.#sending;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      try {
        await this.#socket.send(this.#queue.shift()!);
      } catch {
        // a client that has gone away, or a socket that is closing
      }
    }
    this.#sending = undefined;
  }
}
