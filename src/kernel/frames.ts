/** One message between the kernel's processes: its kind, and what belongs to it. */
export interface Frame {
  readonly kind: string;
  readonly [key: string]: unknown;
}

const HEADER_BYTES = 4;

/** The bytes of a frame: its length (4 bytes, little-endian), then JSON. */
export function encodeFrame(frame: object): Buffer {
  const body = Buffer.from(JSON.stringify(frame));
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  bytes.writeUInt32LE(body.length, 0);
  body.copy(bytes, HEADER_BYTES);
  return bytes;
}

/** Cuts a stream of bytes back into frames, wherever the chunks happen to end. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;

  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const frames: Frame[] = [];
    for (let bytes = this.#frameBytes(); bytes <= this.#size; bytes = this.#frameBytes()) {
      const whole = this.#join();
      frames.push(JSON.parse(whole.toString('utf8', HEADER_BYTES, bytes)) as Frame);
      this.#chunks = [whole.subarray(bytes)];
      this.#size = whole.length - bytes;
    }
    return frames;
  }

  #frameBytes(): number {
    if (this.#size < HEADER_BYTES) return Infinity;
    if (this.#chunks[0]!.length < HEADER_BYTES) this.#join();
    return HEADER_BYTES + this.#chunks[0]!.readUInt32LE(0);
  }

  #join(): Buffer {
    const whole = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }
}
