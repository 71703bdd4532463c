import { CellFrames } from './cell-frames';
import { toPoints, toUnits } from './code-points';
import { CompilerProcess } from './compiler-process';
import { Executions } from './executions';
import { History } from './history';
import { kernelInfo } from './kernel-info';
import type { Content, Message } from './message';
import { Sockets, type Channel } from './sockets';

const LAST_MS = 100;

/** A kernel: answers Jupyter's messages with the help of a process that compiles cells and one that runs them. */
export class Kernel {
  readonly #sockets: Sockets;
  readonly #compiler: CompilerProcess;
  readonly #cells: CellFrames;
  readonly #executions: Executions;
  readonly #history = new History();

  constructor(connectionFile: string, folder: string) {
    // The processes first: they get ready while the sockets are bound.
    this.#compiler = new CompilerProcess(folder);
    this.#sockets = new Sockets(connectionFile);
    this.#cells = new CellFrames(this.#sockets, folder, () => void this.#compiler.reset());
    this.#executions = new Executions(this.#sockets, this.#compiler, this.#cells, this.#history);
  }

  async open(): Promise<void> {
    await this.#sockets.open((channel, message) => this.#receive(channel, message));
    this.#sockets.publish('status', { execution_state: 'starting' }, undefined);
  }

  interrupt(): void {
    this.#executions.interrupt();
  }

  #receive(channel: Channel, message: Message): void {
    const { header, content } = message;
    if (channel === 'stdin') {
      if (header.msg_type === 'input_reply') this.#cells.input(String(content.value ?? ''));
      return;
    }
    if (header.msg_type === 'execute_request' && channel === 'shell') this.#executions.add(message);
    else void this.#answer(channel, message);
  }

  async #answer(channel: Channel, message: Message): Promise<void> {
    const type = message.header.msg_type;
    this.#sockets.publish('status', { execution_state: 'busy' }, message.header);
    if (type.startsWith('comm_') && type !== 'comm_info_request') {
      // The cell process says when it has handled it.
      this.#cells.comm(message);
      return;
    }
    let reply: Content | undefined;
    try {
      reply = { status: 'ok', ...(await this.#replyTo(type, message.content)) };
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error);
      reply = { status: 'error', ename: 'KernelError', evalue, traceback: [evalue] };
    }
    if (type.endsWith('_request')) this.#sockets.reply(channel, type.replace(/_request$/, '_reply'), reply, message);
    this.#sockets.publish('status', { execution_state: 'idle' }, message.header);
    if (type === 'shutdown_request') return this.close();
    // A client takes the last status for the kernel's: while a cell runs, that is busy.
    const current = this.#executions.current;
    if (current) this.#sockets.publish('status', { execution_state: 'busy' }, current.header);
  }

  async #replyTo(type: string, content: Content): Promise<Content> {
    const code = String(content.code ?? '');
    switch (type) {
      case 'kernel_info_request':
        return kernelInfo;
      case 'is_complete_request':
        return { ...(await this.#compiler.isComplete(code)) };
      case 'complete_request': {
        const { start, end, matches } = await this.#compiler.complete(code, toUnits(code, cursor(content, code)));
        return { matches, cursor_start: toPoints(code, start), cursor_end: toPoints(code, end), metadata: {} };
      }
      case 'inspect_request': {
        const text = await this.#compiler.inspect(code, toUnits(code, cursor(content, code)));
        return { found: text !== null, data: text === null ? {} : { 'text/plain': text }, metadata: {} };
      }
      case 'history_request':
        return { history: this.#history.find(content).map(([session, line, source]) => [session, line, content.output ? [source, null] : source]) };
      case 'comm_info_request': {
        const open = [...this.#cells.comms].filter(([, target]) => !content.target_name || target === content.target_name);
        return { comms: Object.fromEntries(open.map(([id, target_name]) => [id, { target_name }])) };
      }
      case 'interrupt_request':
        this.interrupt();
        return {};
      case 'shutdown_request':
        return { restart: content.restart === true };
      default:
        throw new Error(`this kernel doesn't know messages of type ${type}`);
    }
  }

  async close(): Promise<void> {
    this.#cells.close();
    this.#compiler.close();
    await this.#sockets.close();
    // The last messages are with the sockets' own thread: on a busy machine it may need a moment.
    setTimeout(() => process.exit(0), LAST_MS);
  }
}

function cursor({ cursor_pos: position }: Content, code: string): number {
  return typeof position === 'number' ? position : code.length;
}
