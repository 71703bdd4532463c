/**
 * How this process and Spark's driver speak: a frame is four bytes with the length of its header, the header as JSON, and
 * header.bytes bytes of what neither JSON nor Python has to understand.
 */
export interface Frame<H> {
  readonly header: H;
  readonly body: Buffer;
}

export function frame(header: object, body: Uint8Array = NOTHING): Buffer[] {
  const text = Buffer.from(JSON.stringify({ ...header, bytes: body.length }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const bytes = Buffer.from(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength);
  return [length, text, bytes];
}

/** The frames of a stream. Ends with the stream, also in mid-frame. */
export async function* readFrames<H>(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame<H>, void, undefined> {
  const source = new ExactReader(stream);
  for (;;) {
    const length = await source.take(4);
    const text = length && (await source.take(length.readUInt32BE()));
    const header = text && (JSON.parse(text.toString()) as H & { bytes: number });
    const body = header && (await source.take(header.bytes));
    if (!header || !body) return;
    yield { header, body };
  }
}

/** Takes just so many bytes off a stream. */
export class ExactReader {
  readonly #iterator: AsyncIterator<Buffer>;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#iterator = stream[Symbol.asyncIterator]();
  }

  /** The next bytes; undefined when the stream ends before. */
  async take(bytes: number): Promise<Buffer | undefined> {
    while (this.#length < bytes) {
      const { done, value } = await this.#iterator.next();
      if (done) return undefined;
      this.#parts.push(value);
      this.#length += value.length;
    }
    const all = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = [all.subarray(bytes)];
    this.#length -= bytes;
    return all.subarray(0, bytes);
  }
}

const NOTHING = new Uint8Array(0);
