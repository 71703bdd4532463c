import { StringDecoder } from 'node:string_decoder';
import { send } from './channel';
import { currentCell, type CellContext } from './context';

/** Characters a cell may print before the rest is left out: more makes browsers and notebooks unusable. */
const LIMIT = 1_000_000;
/** So many prints of a burst leave at once, and are seen before a loop that never rests; the others are gathered for FLUSH_MS. */
const AT_ONCE = 100;
const FLUSH_AT = 1 << 15;
const FLUSH_MS = 20;

type Name = 'stdout' | 'stderr';
let pending: { context: CellContext; name: Name; text: string } | undefined;
let lastFlush = 0;
let lastPrint = 0;
let burst = 0;
let scheduled = false;
const { setImmediate: soon } = globalThis;

/** What is printed from now on goes under the cell that prints it. */
export function captureOutput(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    process[name].write = ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
      print(name, typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback as () => void);
      return true;
    }) as typeof process.stdout.write;
  }
}

export function print(name: Name, text: string): void {
  const context = currentCell();
  if (!context || context.cancelled || text === '') return;
  if (context.printed >= LIMIT) return;
  context.printed += text.length;
  if (context.printed >= LIMIT) {
    const shown = text.slice(0, text.length - (context.printed - LIMIT));
    append(context, name, shown);
    append(context, 'stdout', `\n… this cell has printed ${LIMIT.toLocaleString('en')} characters; the rest is left out.\n`);
    return;
  }
  append(context, name, text);
}

function append(context: CellContext, name: Name, text: string): void {
  if (pending && (pending.context !== context || pending.name !== name)) flush();
  if (pending) pending.text += text;
  else pending = { context, name, text };
  const now = performance.now();
  burst = now - lastPrint > FLUSH_MS ? 1 : burst + 1;
  lastPrint = now;
  if (burst <= AT_ONCE || pending.text.length >= FLUSH_AT || now - lastFlush > FLUSH_MS) flush();
  else if (!scheduled) {
    scheduled = true;
    soon(flush);
  }
}

/** Sends what has been printed so far, so that it comes before whatever is sent next. */
export function flush(): void {
  lastFlush = performance.now();
  scheduled = false;
  if (!pending) return;
  const { context, name, text } = pending;
  pending = undefined;
  send({ kind: 'stream', cell: context.id, name, text });
}
