import fs from 'node:fs';
import * as zmq from 'zeromq';
import { readMessage, writeMessage, type Content, type Header, type Message } from './message';
import { Outbox } from './outbox';

interface Connection {
  readonly transport: 'tcp' | 'ipc';
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly iopub_port: number;
  readonly hb_port: number;
}
export type Channel = 'shell' | 'control' | 'stdin';
type Listener = (channel: Channel, message: Message) => void;

/** The five sockets of a kernel. */
export class Sockets {
  readonly #key: string;
  readonly #connection: Connection;
  readonly #routers = { shell: new zmq.Router(), control: new zmq.Router(), stdin: new zmq.Router() };
  readonly #iopub = new zmq.XPublisher({ sendHighWaterMark: 0, verbosity: 'allSubs' });
  readonly #heartbeat = new zmq.Reply();
  readonly #outboxes: Record<Channel | 'iopub', Outbox>;

  /** @throws Error if the connection file can't be read. */
  constructor(connectionFile: string) {
    this.#connection = JSON.parse(fs.readFileSync(connectionFile, 'utf8')) as Connection;
    this.#key = this.#connection.key;
    const { shell, control, stdin } = this.#routers;
    this.#outboxes = { shell: new Outbox(shell), control: new Outbox(control), stdin: new Outbox(stdin), iopub: new Outbox(this.#iopub) };
  }

  /** Binds all sockets and calls `onMessage` for each message whose signature is right. */
  async open(onMessage: Listener): Promise<void> {
    const { shell_port, control_port, stdin_port, iopub_port, hb_port } = this.#connection;
    await Promise.all([
      this.#routers.shell.bind(this.#address(shell_port)),
      this.#routers.control.bind(this.#address(control_port)),
      this.#routers.stdin.bind(this.#address(stdin_port)),
      this.#iopub.bind(this.#address(iopub_port)),
      this.#heartbeat.bind(this.#address(hb_port)),
    ]);
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.#receive(channel, onMessage);
    void this.#welcome();
    void this.#beat();
  }

  /** Answers a message on the channel that it came through. */
  reply(channel: Channel, type: string, content: Content, to: Message): void {
    this.#outboxes[channel].send(writeMessage(this.#key, type, content, to.header, to.identities));
  }

  /** Tells all clients. */
  publish(type: string, content: Content, parent: Header | undefined): void {
    this.#outboxes.iopub.send(writeMessage(this.#key, type, content, parent, [Buffer.from(type)]));
  }

  /** Closes all sockets, after what is on its way has left. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#outboxes).map((outbox) => outbox.flushed()));
    for (const socket of [...Object.values(this.#routers), this.#iopub, this.#heartbeat]) socket.close();
  }

  #address(port: number): string {
    const { transport, ip } = this.#connection;
    return transport === 'ipc' ? `ipc://${ip}-${port}` : `tcp://${ip}:${port}`;
  }

  async #receive(channel: Channel, onMessage: Listener): Promise<void> {
    for await (const parts of this.#routers[channel]) {
      try {
        onMessage(channel, readMessage(this.#key, parts));
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
  }

  /** Greets each new subscriber, so that it knows it misses nothing from here on. */
  async #welcome(): Promise<void> {
    for await (const [subscription] of this.#iopub) {
      if (subscription?.[0] === 1) this.publish('iopub_welcome', { subscription: subscription.toString('utf8', 1) }, undefined);
    }
  }

  async #beat(): Promise<void> {
    for await (const parts of this.#heartbeat) await this.#heartbeat.send(parts);
  }
}
