import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { encodeFrame, FrameReader } from '../frames';
import { projectFolder, snapshotFile } from '../paths';
import type { CompiledCell, RejectedCell } from '../compiler/compile';
import type { Completions } from '../compiler/complete';
import type { Completeness } from '../compiler/is-complete';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts Node.js with these arguments: as a compiler, which reads from 3 and writes to 4. */
export type StartCompiler = (args: readonly string[]) => ChildProcess;

/** A compiler that never answers is started that often, not for ever. */
const STARTS = 3;

/** The process that checks and compiles cells, and knows about completions and types. */
export class CompilerProcess {
  readonly #folder: string;
  readonly #start: StartCompiler;
  #child!: ChildProcess;
  #waiting = new Map<number, Waiting>();
  #asked = 0;
  #closed = false;
  #hasAnswered = false;
  #useSnapshot = isSnapshotFresh();
  #failedStarts = 0;

  /** By default it runs as a plain process beside this one. */
  constructor(folder: string, start: StartCompiler = startHere) {
    this.#folder = folder;
    this.#start = start;
    this.#open();
  }

  compile(code: string, cell: number): Promise<CompiledCell | RejectedCell> {
    return this.#ask({ kind: 'compile', code, cell });
  }

  /** Names that the last compiled cell declares but never got to. */
  unreached(names: readonly string[]): Promise<void> {
    return this.#ask({ kind: 'unreached', names });
  }

  reset(): Promise<void> {
    return this.#ask({ kind: 'reset' });
  }

  complete(code: string, position: number): Promise<Completions> {
    return this.#ask({ kind: 'complete', code, position });
  }

  inspect(code: string, position: number): Promise<string | null> {
    return this.#ask({ kind: 'inspect', code, position });
  }

  isComplete(code: string): Promise<Completeness> {
    return this.#ask({ kind: 'isComplete', code });
  }

  close(): void {
    this.#closed = true;
    this.#child.kill('SIGKILL');
  }

  #ask<T>(question: object): Promise<T> {
    const id = ++this.#asked;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      (this.#child.stdio[3] as Duplex).write(encodeFrame({ id, ...question }));
    });
  }

  #open(): void {
    const program = this.#useSnapshot
      ? ['--no-verify-snapshot-checksum', '--snapshot-blob', snapshotFile]
      : [path.join(__dirname, '..', 'compiler', 'main.js')];
    const child = this.#start(program);
    this.#child = child;
    const reader = new FrameReader();
    (child.stdio[4] as Duplex).on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) this.#answer(frame.id as number, frame.value, frame.failure as string | undefined);
    });
    for (const pipe of [child.stdio[3], child.stdio[4]]) pipe!.on('error', () => undefined);
    child.on('exit', () => this.#reopen());
    this.#ask({ kind: 'start', folder: this.#folder }).catch(() => undefined);
  }

  #answer(id: number, value: unknown, failure: string | undefined): void {
    this.#hasAnswered = true;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(`the compiler failed: ${failure}`));
  }

  /** It should never end on its own; if it does, the types of earlier cells are lost. */
  #reopen(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    if (!this.#hasAnswered) {
      // Perhaps the snapshot is of no use here.
      this.#useSnapshot = false;
      this.#failedStarts++;
    }
    this.#hasAnswered = false;
    if (!this.#closed && this.#failedStarts < STARTS) this.#open();
    for (const { reject } of waiting) reject(new Error('the compiler ended unexpectedly and was started again; run your cells again from the top'));
  }
}

function startHere(args: readonly string[]): ChildProcess {
  // What is set for the learner's programs, such as a limit of memory, isn't meant for the compiler.
  const { NODE_OPTIONS: _, ...env } = process.env;
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'] });
}

/** Whether there is a snapshot that was made after everything it holds. */
function isSnapshotFresh(): boolean {
  const compiler = path.join(__dirname, '..', 'compiler');
  const held = [...fs.readdirSync(compiler).map((name) => path.join(compiler, name)), path.join(projectFolder, 'node_modules', '.package-lock.json')];
  const made = modified(snapshotFile);
  return held.every((file) => modified(file) <= made);
}

function modified(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
