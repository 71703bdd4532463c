import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** A message may be this large; more is not an answer but a flood. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Structured values over a stream: the only way between the judge and what it judges. */
export class Channel {
  readonly #stream: Duplex;
  readonly #parts: Buffer[] = [];
  #size = 0;

  constructor(stream: Duplex, take: (message: unknown) => void, broken: (reason: string) => void) {
    this.#stream = stream;
    stream.on('data', (bytes: Buffer) => {
      this.#parts.push(bytes);
      this.#size += bytes.length;
      try {
        for (let message = this.#next(); message !== undefined; message = this.#next()) take(deserialize(message));
      } catch (error) {
        broken(error instanceof Error ? error.message : String(error));
        stream.destroy();
      }
    });
    stream.on('error', () => broken('Its process ended, or ran out of memory.'));
    stream.on('close', () => broken('Its process ended, or ran out of memory.'));
  }

  send(message: unknown): void {
    const bytes = serialize(message);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length);
    if (!this.#stream.destroyed) this.#stream.write(Buffer.concat([head, bytes]));
  }

  #next(): Buffer | undefined {
    if (this.#size < 4) return undefined;
    if (this.#parts[0]!.length < 4) this.#join();
    const length = this.#parts[0]!.readUInt32LE(0);
    if (length > MAX_BYTES) throw new Error('It sent a message that is too large.');
    if (this.#size < 4 + length) return undefined;
    const all = this.#join();
    this.#parts.splice(0, 1, all.subarray(4 + length));
    this.#size = all.length - 4 - length;
    return all.subarray(4, 4 + length);
  }

  #join(): Buffer {
    const all = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts.splice(0, this.#parts.length, all);
    return all;
  }
}
