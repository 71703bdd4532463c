import fs from 'node:fs';
import v8 from 'node:v8';
import { encodeFrame, FrameReader, type Frame } from '../frames';
import { compileCell } from './compile';
import { completeCode } from './complete';
import { inspectCode } from './inspect';
import { isComplete } from './is-complete';
import { LiveChecker } from './live-checker';

const INPUT = 3;
const OUTPUT = 4;

/** Answers one question after the other. This process has nothing else to do, so it reads and writes synchronously. */
function serve(live: LiveChecker): void {
  process.on('SIGINT', () => undefined);
  const reader = new FrameReader();
  const buffer = Buffer.allocUnsafe(1 << 16);
  for (;;) {
    const bytes = fs.readSync(INPUT, buffer, 0, buffer.length, null);
    if (bytes === 0) return;
    for (const frame of reader.push(Buffer.from(buffer.subarray(0, bytes)))) {
      const reply = encodeFrame({ kind: 'answer', id: frame.id, ...answerSafely(live, frame) });
      for (let sent = 0; sent < reply.length;) sent += fs.writeSync(OUTPUT, reply, sent);
    }
  }
}

function answerSafely(live: LiveChecker, frame: Frame): object {
  try {
    return { value: answer(live, frame) ?? null };
  } catch (error) {
    return { failure: error instanceof Error ? error.stack : String(error) };
  }
}

function answer(live: LiveChecker, frame: Frame): unknown {
  const code = frame.code as string;
  const position = frame.position as number;
  switch (frame.kind) {
    case 'start':
      live.folder = frame.folder as string;
      return live.reset();
    case 'reset':
      return live.reset();
    case 'compile':
      return compileCell(live, code, frame.cell as number);
    case 'unreached':
      return live.forget(frame.names as string[]);
    case 'complete':
      return completeCode(live, code, position);
    case 'inspect':
      return inspectCode(live, code, position);
    case 'isComplete':
      return isComplete(code);
    default:
      throw new Error(`unknown question: ${frame.kind}`);
  }
}

/** Everything that is slow the first time: once through with all of it. */
function warm(live: LiveChecker): void {
  compileCell(live, 'const a: number[] = [1, 2]; class P { #q = 1; get q() { return this.#q } }\nasync function f() { await a }', 0);
  compileCell(live, 'import fs from "node:fs"; const m = new Map([["a", 1]]);\nawait Promise.resolve(f()); console.log(a.map((x) => x + 1), { a }, process.cwd(), fs, `${m}`); new P().q', 0);
  compileCell(live, 'const wrong: string = 1; Buffer.from(unknownName); setTimeout(() => {}, 1)', 0);
  // Not completeCode: it makes an Intl.Collator, which a snapshot can't hold.
  inspectCode(live, 'a.map', 3);
  isComplete('const x = {');
  live.reset();
}

const live = new LiveChecker();
if (v8.startupSnapshot.isBuildingSnapshot()) {
  warm(live);
  v8.startupSnapshot.setDeserializeMainFunction(() => serve(live));
} else {
  setImmediate(() => serve(live));
}
