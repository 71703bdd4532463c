import { open, type FileHandle } from 'node:fs/promises';

const NEWLINE = 0x0a;
const READ_BYTES = 256 * 1024;

/**
 * A stretch of a text file, read where and when it is looped over: `for await (const text of part)` gives its text in
 * pieces of some 256 KiB of whole lines. So a part needn't fit into memory; its longest line must.
 *
 * A part has the lines that begin in it: the parts of a file together have each line once.
 */
export class TextPart implements AsyncIterable<string> {
  constructor(
    /** The file's absolute path. */
    readonly file: string,
    /** The first byte of the stretch, and the one behind its last. */
    readonly from: number,
    readonly to: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    const file = await open(this.file);
    try {
      for await (const bytes of wholeLines(file, this)) yield bytes.toString('utf8');
    } finally {
      await file.close();
    }
  }
}

// Not a method: a class with private ones could not travel.
async function* wholeLines(file: FileHandle, { from, to }: TextPart): AsyncGenerator<Buffer, void, undefined> {
  // From one byte earlier: when that is the end of a line, a line of ours begins at `from`.
  let position = Math.max(0, from - 1);
  let isSkipping = from > 0;
  let rest: Buffer = Buffer.alloc(0);
  while (position < to || rest.length > 0) {
    const bytes = await readAt(file, position);
    const start = isSkipping ? bytes.indexOf(NEWLINE) + 1 : 0;
    const isSkipped = isSkipping && start === 0;
    if (isSkipped && (bytes.length === 0 || position + bytes.length >= to)) return;
    // Lines that begin at `to` or later are the next part's.
    const lastOfOurs = to - 1 - position;
    const end = lastOfOurs < bytes.length ? bytes.indexOf(NEWLINE, Math.max(0, lastOfOurs)) : -1;
    position += bytes.length;
    if (isSkipped) continue;
    isSkipping = false;
    if (end >= 0 || bytes.length === 0) {
      const last = Buffer.concat([rest, bytes.subarray(start, end + 1)]);
      if (last.length > 0) yield last;
      return;
    }
    const cut = Math.max(start, bytes.lastIndexOf(NEWLINE) + 1);
    const whole = Buffer.concat([rest, bytes.subarray(start, cut)]);
    if (cut > start) {
      yield whole;
      rest = Buffer.from(bytes.subarray(cut));
    } else rest = Buffer.concat([whole, bytes.subarray(cut)]);
  }
}

async function readAt(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, position);
  return buffer.subarray(0, bytesRead);
}
