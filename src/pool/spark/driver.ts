import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { frame, readFrames } from './frames';

/** What the driver's process is started with. */
export interface DriverPlan {
  readonly python: string;
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Spark's own settings. */
  readonly conf: Readonly<Record<string, string>>;
  /** What runs a node child. */
  readonly command: readonly string[];
}

/** What became of a task: the node child's answer, or why Spark gave up. */
export type TaskEnd = { readonly kind: 'done'; readonly body: Buffer } | { readonly kind: 'failed'; readonly message: string };

type Answer =
  | { readonly type: 'ready'; readonly slots: number }
  | { readonly type: 'broken'; readonly message: string }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'quiet'; readonly group: string };

const STOP_MS = 15_000;
const MOST_WORDS = 8_000;

/** Spark's driver: a Python process with a JVM, which runs a Spark job for each task. */
export class Driver {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #tasks = new Map<number, (end: TaskEnd) => void>();
  readonly #quiet = new Map<string, () => void>();
  readonly #ready: Promise<void>;
  readonly #settled: Promise<void>;
  readonly #exited: Promise<unknown>;
  #settle: { resolve(): void; reject(reason: Error): void } | undefined;
  #nextId = 0;
  #words = '';
  #gone: Error | undefined;
  /** How many tasks the cluster runs at the same time. */
  slots = 1;

  constructor({ python, file, environment, conf, command }: DriverPlan) {
    // A process group of its own: a Ctrl-C in the terminal is for this process, which then cancels what runs.
    this.#process = spawn(python, ['-u', file], { env: environment, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#exited = new Promise<void>((resolve) => {
      this.#process.once('close', () => resolve());
      this.#process.once('error', (error) => {
        this.#words += String(error);
        resolve();
      });
    });
    this.#process.stdin.on('error', () => {});
    this.#process.stderr.on('data', (text) => (this.#words = (this.#words + String(text)).slice(-MOST_WORDS)));
    this.#ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    void this.#listen();
    void this.#exited.then(() => this.#lose());
    this.#send({ type: 'start', conf, command });
    // Until it is up, whoever closes the pool waits for it.
    this.#settled = this.#ready.catch(() => {}).finally(() => this.#attend(false));
  }

  /** Resolves when Spark is up. */
  opened(): Promise<void> {
    return this.#ready;
  }

  async run(group: string, body: Uint8Array, blobs: readonly string[]): Promise<TaskEnd> {
    if (this.#gone) throw this.#gone;
    const id = this.#nextId++;
    const end = new Promise<TaskEnd>((resolve) => this.#tasks.set(id, resolve));
    await this.#send({ type: 'task', id, group, blobs }, body);
    const ended = await end;
    if (this.#gone) throw this.#gone;
    return ended;
  }

  /** Has Spark broadcast bytes, for the tasks of one group. */
  async broadcast(group: string, key: string, body: Uint8Array): Promise<void> {
    await this.#send({ type: 'blob', group, key }, body);
  }

  /** Stops the group's tasks. Resolves when none of them runs any more. */
  async cancel(group: string): Promise<void> {
    if (this.#gone) return;
    const quiet = new Promise<void>((resolve) => this.#quiet.set(group, resolve));
    await this.#send({ type: 'cancel', group });
    await quiet;
  }

  /** Drops what was broadcast for the group. */
  end(group: string): void {
    void this.#send({ type: 'end', group });
  }

  /** Ends Spark: the driver, its JVM and what they started. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.#kill(), STOP_MS);
    await this.#settled;
    this.#attend(true);
    this.#process.stdin.end();
    await this.#exited;
    clearTimeout(late);
  }

  /** Whether this program waits for the driver to end. It needn't: this program's end is Spark's end, too. */
  #attend(isAwaited: boolean): void {
    for (const handle of [this.#process, this.#process.stdin, this.#process.stdout, this.#process.stderr]) {
      const { ref, unref } = handle as unknown as { ref(): void; unref(): void };
      (isAwaited ? ref : unref).call(handle);
    }
  }

  async #send(header: object, body?: Uint8Array): Promise<void> {
    if (this.#gone || !this.#process.stdin.writable) return;
    let isFull = false;
    for (const part of frame(header, body)) isFull = !this.#process.stdin.write(part);
    if (isFull) await Promise.race([once(this.#process.stdin, 'drain').catch(() => {}), this.#exited]);
  }

  async #listen(): Promise<void> {
    for await (const { header, body } of readFrames<Answer>(this.#process.stdout)) this.#hear(header, body);
  }

  #hear(answer: Answer, body: Buffer): void {
    if (answer.type === 'ready') {
      this.slots = answer.slots;
      this.#settle?.resolve();
    } else if (answer.type === 'broken') this.#settle?.reject(new Error(`Spark didn't start: ${answer.message}${hintFor(answer.message)}`, { cause: this.#words }));
    else if (answer.type === 'quiet') this.#take(this.#quiet, answer.group)?.();
    else this.#take(this.#tasks, answer.id)?.(answer.type === 'done' ? { kind: 'done', body } : { kind: 'failed', message: answer.message });
  }

  #take<K, V>(map: Map<K, V>, key: K): V | undefined {
    const value = map.get(key);
    map.delete(key);
    return value;
  }

  #lose(): void {
    this.#gone = new Error(`Spark's driver has ended. It said last:\n${this.#words.trim().split('\n').slice(-12).join('\n')}`);
    this.#settle?.reject(this.#gone);
    for (const resolve of this.#tasks.values()) resolve({ kind: 'failed', message: this.#gone.message });
    for (const resolve of this.#quiet.values()) resolve();
  }

  #kill(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {}
  }
}

function hintFor(message: string): string {
  return message.includes('JAVA_GATEWAY_EXITED') ? ' Is there a Java 17 or 21, and does JAVA_HOME, if it is set, name it?' : '';
}
