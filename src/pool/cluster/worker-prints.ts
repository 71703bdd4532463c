import type { Writable } from 'node:stream';

/** A piece of text that a task printed. */
export type Print = ['stdout' | 'stderr', string];

/** More than this of one task isn't carried home. */
const MOST_CHARACTERS = 1_000_000;

let prints: Print[] = [];
let characters = 0;
let redirected = false;

/** From now on, what this thread prints is kept for takePrints instead of appearing on the worker's own terminal. */
export function collectPrints(): void {
  if (redirected) return;
  redirected = true;
  for (const name of ['stdout', 'stderr'] as const) {
    // The thread's own stream stays, since Node's inside talks to it; only where it writes to is ours.
    const stream = process[name] as unknown as Writable;
    Object.defineProperty(stream, '_writev', { value: null });
    stream._write = (text: string | Uint8Array, _encoding, done) => {
      keep(name, typeof text === 'string' ? text : Buffer.from(text).toString());
      done();
    };
  }
}

/** What was printed since the last call. */
export function takePrints(): Print[] {
  const taken = prints;
  prints = [];
  characters = 0;
  return taken;
}

function keep(stream: Print[0], text: string): void {
  if (characters > MOST_CHARACTERS) return;
  characters += text.length;
  const last = prints.at(-1);
  if (characters > MOST_CHARACTERS) prints.push([stream, `${text.slice(0, MOST_CHARACTERS)}\n… the rest of what this task printed was left out.\n`]);
  else if (last?.[0] === stream) last[1] += text;
  else prints.push([stream, text]);
}
