import { CellProcess } from './cell-process';
import type { Ended } from './executions';
import type { Content, Header, Message } from './message';
import type { Sockets } from './sockets';
import type { Frame } from '../frames';

interface Run {
  readonly id: string;
  readonly resolve: (ended: { ended: Ended; unreached: string[] }) => void;
}
interface Ask {
  readonly ask: number;
  readonly to: Message;
  readonly content: Content;
}
/** An interrupt that has no effect for so long means that the process is stuck in native code: it is replaced. */
const STUCK_MS = 10_000;
/** A process that never gets ready is started that often, not for ever. */
const STARTS = 3;
const OUT_OF_MEMORY = /heap out of memory|Last few GCs/;

/** Speaks with the cell process, and passes on to the clients what comes out of it. */
export class CellFrames {
  #process: CellProcess;
  #run: Run | undefined;
  #requests = new Map<string, Message>();
  #silent = new Set<string>();
  #last: Header | undefined;
  #asks: Ask[] = [];
  #comms = new Map<string, string>();
  #outOfMemory = false;
  #failedStarts = 0;

  constructor(private readonly sockets: Sockets, private readonly folder: string, private readonly onLost: () => void) {
    this.#process = this.#open();
  }

  /** Open comms: their id and target. */
  get comms(): ReadonlyMap<string, string> {
    return this.#comms;
  }

  /** Runs a compiled cell; resolves with how it ended and the names it never got to. */
  run(request: Message, cell: { cell: number; silent: boolean; allowInput: boolean; program: object }): Promise<{ ended: Ended; unreached: string[] }> {
    // An expression asked for along with a cell is silent; what the cell prints later isn't.
    const id = cell.silent ? `${request.header.msg_id}/silent` : request.header.msg_id;
    this.#requests.set(id, request);
    this.#last = request.header;
    if (cell.silent) this.#silent.add(id);
    return new Promise((resolve) => {
      this.#run = { id, resolve };
      this.#process.send({ kind: 'run', id, ...cell });
    });
  }

  comm(request: Message): void {
    const { content, header } = request;
    this.#requests.set(header.msg_id, request);
    if (header.msg_type === 'comm_close') this.#comms.delete(String(content.comm_id));
    this.#process.send({ kind: 'comm', id: header.msg_id, type: header.msg_type, comm: content.comm_id, target: content.target_name, data: content.data });
  }

  interrupt(): void {
    const run = this.#run;
    this.#asks = [];
    this.#process.interrupt();
    if (!run) return;
    const stuck = setTimeout(() => {
      if (this.#run === run) this.#process.kill();
    }, STUCK_MS);
    stuck.unref();
  }

  /** What the learner has typed. */
  input(value: string): void {
    const answered = this.#asks.shift();
    if (!answered) return;
    this.#process.send({ kind: 'input', ask: answered.ask, value });
    this.#askNext();
  }

  close(): void {
    this.#process.close();
  }

  #open(): CellProcess {
    return new CellProcess(this.folder, {
      onFrame: (frame) => this.#receive(frame),
      onForeignOutput: (name, text) => this.#foreign(name, text),
      onEnd: (why) => this.#end(why),
    });
  }

  #receive(frame: Frame): void {
    const id = frame.cell as string | undefined;
    const request = id === undefined ? undefined : this.#requests.get(id);
    const header = request?.header ?? this.#last;
    const publish = (type: string, content: Content): void => {
      if (id === undefined || !this.#silent.has(id)) this.sockets.publish(type, content, header);
    };
    const { data, metadata, transient } = frame as unknown as Record<string, Content>;
    switch (frame.kind) {
      case 'ready':
        this.#failedStarts = 0;
        return;
      case 'stream':
        return publish('stream', { name: frame.name, text: frame.text });
      case 'display':
        return publish(frame.update ? 'update_display_data' : 'display_data', { data, metadata, transient });
      case 'clear':
        return publish('clear_output', { wait: frame.wait });
      case 'late':
        return publish('error', frame.error as Content);
      case 'ask':
        if (!request) return;
        this.#asks.push({ ask: frame.ask as number, to: request, content: { prompt: frame.prompt, password: frame.password } });
        if (this.#asks.length === 1) this.#askNext();
        return;
      case 'comm':
        return this.#sendComm(frame, header);
      case 'handled':
        return this.sockets.publish('status', { execution_state: 'idle' }, header);
      case 'done':
        return this.#done(frame);
    }
  }

  #done(frame: Frame): void {
    const run = this.#run;
    if (!run || run.id !== frame.cell) return;
    this.#run = undefined;
    run.resolve({ ended: frame as unknown as Ended, unreached: frame.unreached as string[] });
  }

  #askNext(): void {
    const next = this.#asks[0];
    if (next) this.sockets.reply('stdin', 'input_request', next.content, next.to);
  }

  #sendComm({ type, comm, target, data }: Frame, header: Header | undefined): void {
    if (type === 'comm_known') this.#comms.set(comm as string, target as string);
    else {
      if (type === 'comm_close') this.#comms.delete(comm as string);
      this.sockets.publish(type as string, { comm_id: comm, data: data as Content }, header);
    }
  }

  #foreign(name: 'stdout' | 'stderr', text: string): void {
    if (name === 'stderr' && OUT_OF_MEMORY.test(text)) this.#outOfMemory = true;
    if (name === 'stderr' && this.#outOfMemory) return;
    this.sockets.publish('stream', { name, text }, this.#last);
  }

  #end(why: string): void {
    const cause = this.#outOfMemory ? 'ran out of memory' : why;
    const evalue = `The process that runs the cells ${cause}. All variables are lost; a fresh process has been started. Run the cells again from the top.`;
    const error = { ename: 'ProcessEnded', evalue, traceback: [`\u001b[31mProcessEnded\u001b[39m: ${evalue}`] };
    const run = this.#run;
    this.#run = undefined;
    this.#asks = [];
    this.#comms.clear();
    this.#outOfMemory = false;
    if (++this.#failedStarts <= STARTS) this.#process = this.#open();
    else console.error(`kernel: the process that runs the cells ${why} whenever it is started; restart the kernel.`);
    this.onLost();
    if (run) run.resolve({ ended: { ok: false, error }, unreached: [] });
    else this.sockets.publish('stream', { name: 'stderr', text: `${evalue}\n` }, this.#last);
  }
}
