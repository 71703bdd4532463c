import type { CellFrames } from './cell-frames';
import type { CompilerProcess } from './compiler-process';
import type { History } from './history';
import type { Content, Message } from './message';
import type { Sockets } from './sockets';

interface Failure extends Content {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}
interface Bundle extends Content {
  readonly data: Content;
  readonly metadata: Content;
}
export type Ended = { readonly ok: true; readonly result?: Bundle; readonly expressions?: Content } | { readonly ok: false; readonly error: Failure };

/** Milliseconds for requests that were sent before a cell failed to come out of the sockets. */
const DRAIN_MS = 5;

/** The queue of cells: one runs at a time, in the order in which they were sent. */
export class Executions {
  #queue: Message[] = [];
  #current: Message | undefined;
  #interrupted = false;
  #count = 0;

  constructor(
    private readonly sockets: Sockets,
    private readonly compiler: CompilerProcess,
    private readonly cells: CellFrames,
    private readonly history: History,
  ) {}

  /** The request whose cell runs now. */
  get current(): Message | undefined {
    return this.#current;
  }

  add(message: Message): void {
    this.#queue.push(message);
    if (!this.#current) void this.#work();
  }

  /** Ends the running cell, with an error. */
  interrupt(): void {
    if (this.#current) this.#interrupted = true;
    this.cells.interrupt();
  }

  async #work(): Promise<void> {
    for (let message = this.#queue.shift(); message; message = this.#queue.shift()) {
      this.#current = message;
      this.#interrupted = false;
      this.sockets.publish('status', { execution_state: 'busy' }, message.header);
      const ended = await this.#execute(message).catch((error): Ended => ({ ok: false, error: internalFailure(error) }));
      let aborted: Message[] = [];
      if (!ended.ok && message.content.stop_on_error !== false) aborted = await this.#takeQueued();
      this.#report(message, ended);
      this.sockets.publish('status', { execution_state: 'idle' }, message.header);
      this.#abort(aborted);
    }
    this.#current = undefined;
    // Something may have come in between.
    if (this.#queue.length > 0) void this.#work();
  }

  async #execute(message: Message): Promise<Ended> {
    const { content } = message;
    const code = String(content.code ?? '');
    const silent = content.silent === true;
    if (!silent && content.store_history !== false) this.history.add(++this.#count, code);
    if (!silent) this.sockets.publish('execute_input', { code, execution_count: this.#count }, message.header);
    const ended = await this.#run(message, code, silent);
    if (!ended.ok) return ended;
    const expressions: Content = {};
    for (const [name, expression] of Object.entries((content.user_expressions ?? {}) as Record<string, unknown>)) {
      const value = await this.#run(message, String(expression), true);
      expressions[name] = value.ok ? { status: 'ok', data: {}, metadata: {}, ...value.result } : { status: 'error', ...value.error };
    }
    return { ...ended, expressions };
  }

  /** Tells how a cell ended: its result or error to all, the reply to who asked. */
  #report(message: Message, ended: Ended): void {
    const silent = message.content.silent === true;
    if (!ended.ok) {
      if (!silent) this.sockets.publish('error', ended.error, message.header);
      this.#reply(message, { status: 'error', ...ended.error });
      return;
    }
    if (ended.result && !silent) this.sockets.publish('execute_result', { ...ended.result, execution_count: this.#count }, message.header);
    this.#reply(message, { status: 'ok', user_expressions: ended.expressions ?? {}, payload: [] });
  }

  async #run(message: Message, code: string, silent: boolean): Promise<Ended> {
    const compiled = await this.compiler.compile(code, this.#count);
    if (!compiled.ok) {
      const { ename, evalue, traceback } = compiled;
      return { ok: false, error: { ename, evalue, traceback } };
    }
    if (this.#interrupted) {
      await this.compiler.unreached(compiled.names);
      return { ok: false, error: { ename: 'InterruptError', evalue: 'the cell was interrupted', traceback: ['InterruptError: the cell was interrupted before it ran.'] } };
    }
    const { ended, unreached } = await this.cells.run(message, {
      cell: this.#count,
      silent,
      allowInput: message.content.allow_stdin !== false,
      program: { ...compiled, text: code },
    });
    if (unreached.length > 0) await this.compiler.unreached(unreached);
    return ended;
  }

  #reply(message: Message, content: Content): void {
    this.sockets.reply('shell', 'execute_reply', { execution_count: this.#count, ...content }, message);
  }

  /** What was already sent when a cell failed. It is taken before anybody is told of the failure: what is sent later runs. */
  async #takeQueued(): Promise<Message[]> {
    await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
    return this.#queue.splice(0);
  }

  #abort(messages: readonly Message[]): void {
    for (const message of messages) {
      this.sockets.publish('status', { execution_state: 'busy' }, message.header);
      this.#reply(message, { status: 'aborted' });
      this.sockets.publish('status', { execution_state: 'idle' }, message.header);
    }
  }
}

function internalFailure(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return { ename: 'KernelError', evalue: text, traceback: [`KernelError: ${text}`] };
}
