import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Dealer, Subscriber } from 'zeromq';

/** What came out of one cell. */
export interface CellOutput {
  readonly stdout: string;
  readonly error: string | undefined;
}

/** A kernel of our own to run cells in; to be closed. */
export interface KernelClient {
  run(code: string): Promise<CellOutput>;
  close(): Promise<void>;
}

const DELIMITER = '<IDS|MSG>';

/** Starts a kernel from its connection file, and waits until it answers. */
export async function startKernel(): Promise<KernelClient> {
  const folder = await mkdtemp(join(tmpdir(), 'capture-kernel-'));
  const [shell, iopub, stdin, control, heartbeat] = await freePorts(5);
  const key = randomUUID();
  const connection = {
    transport: 'tcp', ip: '127.0.0.1', signature_scheme: 'hmac-sha256', key,
    shell_port: shell, iopub_port: iopub, stdin_port: stdin, control_port: control, hb_port: heartbeat,
  };
  const file = join(folder, 'connection.json');
  await writeFile(file, JSON.stringify(connection));
  const kernel = spawn(process.execPath, [resolve('src/dist/kernel/main.js'), `--config-path=${file}`], { cwd: resolve('test'), stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  kernel.stderr?.on('data', (text) => { complaints += String(text); });
  const dealer = new Dealer({ routingId: randomUUID(), linger: 0 });
  const subscriber = new Subscriber({ linger: 0 });
  dealer.connect(`tcp://127.0.0.1:${shell}`);
  subscriber.connect(`tcp://127.0.0.1:${iopub}`);
  subscriber.subscribe();
  const outputs = listen(subscriber);
  void drain(dealer);

  async function run(code: string): Promise<CellOutput> {
    const header = { msg_id: randomUUID(), session: key, username: 'test', date: new Date().toISOString(), msg_type: 'execute_request', version: '5.3' };
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: false };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const mac = createHmac('sha256', key);
    for (const part of parts) mac.update(part);
    const done = outputs.of(header.msg_id);
    await dealer.send([DELIMITER, mac.digest('hex'), ...parts]);
    return done;
  }

  async function close(): Promise<void> {
    dealer.close();
    subscriber.close();
    await end(kernel);
    await rm(folder, { recursive: true, force: true });
    if (complaints && process.env['CAPTURE_VERBOSE']) console.log(complaints);
  }

  try {
    await ready(run);
  } catch (error) {
    await close();
    throw new Error(`the kernel doesn't answer: ${complaints}`, { cause: error });
  }
  return { run, close };
}

/** The first cells may be asked for before the kernel listens, and their output may get lost. */
async function ready(run: KernelClient['run']): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const answer = await Promise.race([run('1'), new Promise((done) => setTimeout(done, 1000))]);
    if (answer) return;
  }
  throw new Error('no answer for a minute');
}

interface Waiting { stdout: string; error: string | undefined; done: (output: CellOutput) => void }

function listen(subscriber: Subscriber): { of(id: string): Promise<CellOutput> } {
  const waiting = new Map<string, Waiting>();
  void (async () => {
    for await (const frames of subscriber) {
      const texts = frames.map(String);
      const [header, parent, , content] = texts.slice(texts.indexOf(DELIMITER) + 2).map((part) => JSON.parse(part) as Record<string, unknown>);
      const cell = waiting.get(parent?.['msg_id'] as string);
      if (!cell || !header || !content) continue;
      if (header['msg_type'] === 'stream' && content['name'] === 'stdout') cell.stdout += content['text'] as string;
      if (header['msg_type'] === 'error') cell.error = `${content['ename'] as string}: ${content['evalue'] as string}`;
      if (header['msg_type'] === 'status' && content['execution_state'] === 'idle') cell.done({ stdout: cell.stdout, error: cell.error });
    }
  })().catch(() => undefined);
  return { of: (id) => new Promise((done) => { waiting.set(id, { stdout: '', error: undefined, done }); }) };
}

async function drain(dealer: Dealer): Promise<void> {
  try {
    for await (const _reply of dealer);
  } catch { /* closed */ }
}

async function end(kernel: ChildProcess): Promise<void> {
  if (kernel.exitCode !== null || kernel.signalCode !== null) return;
  const gone = once(kernel, 'exit');
  kernel.kill('SIGTERM');
  const late = setTimeout(() => kernel.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(late);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => { server.close(done); })));
  return ports;
}
