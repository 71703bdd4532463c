import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { encodeFrame, FrameReader, type Frame } from '../frames';
import { joinPrints } from './join-prints';

const cellFlags = [
  // Let `import()` in a cell look for modules where the kernel says.
  '--experimental-vm-modules',
  '--experimental-import-meta-resolve',
  // From Node.js 24 on, what cells/unwinding.ts needs is behind this door only.
  ...(parseInt(process.versions.node, 10) >= 24 ? ['--expose-internals'] : []),
];

/** What a kernel does with what comes out of its cell process. */
export interface CellEvents {
  /** A frame, known to come from the kernel's own code in that process. */
  onFrame(frame: Frame): void;
  /** Text that a program started by a cell has written. */
  onForeignOutput(name: 'stdout' | 'stderr', text: string): void;
  /** The process has ended, by itself or by force. */
  onEnd(why: string): void;
}

/**
 * The process in which cells run. It gets neither the connection file nor its key: pipes with given numbers are all
 * that joins it to the front. 3: frames to it, 4: frames from it, 5: a byte for each interrupt.
 */
export class CellProcess {
  readonly #child: ChildProcess;
  #closed = false;

  constructor(folder: string, events: CellEvents) {
    const token = randomUUID();
    const child = spawn(process.execPath, [...cellFlags, path.join(__dirname, '..', 'cells', 'main.js')], {
      cwd: folder,
      env: cellEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    const reader = new FrameReader();
    (child.stdio[4] as Duplex).on('data', (chunk: Buffer) => {
      const genuine = reader.push(chunk).filter((frame) => frame.token === token);
      for (const frame of joinPrints(genuine)) events.onFrame(frame);
    });
    for (const name of ['stdout', 'stderr'] as const) {
      const decoder = new StringDecoder('utf8');
      (child[name] as Readable).on('data', (chunk: Buffer) => events.onForeignOutput(name, decoder.write(chunk)));
    }
    for (const pipe of child.stdio) pipe?.on('error', () => undefined);
    child.on('close', (code, signal) => {
      if (!this.#closed) events.onEnd(signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
    this.send({ kind: 'start', token, folder });
  }

  send(frame: object): void {
    (this.#child.stdio[3] as Duplex).write(encodeFrame(frame));
  }

  interrupt(): void {
    (this.#child.stdio as unknown as Duplex[])[5]!.write('.');
  }

  /** Ends the process at once. `onEnd` isn't called. */
  close(): void {
    this.#closed = true;
    this.#child.kill('SIGKILL');
  }

  /** Ends the process at once; `onEnd` is called. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

/** The environment without what Jupyter tells its kernels: tokens of the server, paths of its files. */
function cellEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(JPY_|JUPYTER|JUPYTERHUB)/.test(name)));
}
