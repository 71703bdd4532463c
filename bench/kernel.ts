// How long a learner waits: from the kernel's start to the first result, and for a trivial cell; beside stock tslab.
// node --import tsx bench/kernel.ts
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Dealer, Subscriber } from 'zeromq';
import { readMessage, writeMessage } from '../src/dist/kernel/front/message.js';

const STARTS = 5;
const CELLS = 100;
const root = path.resolve(import.meta.dirname ?? '.', '..');
const kernels = {
  'this kernel': [path.join(root, 'src/dist/kernel/main.js'), '--config-path'],
  'stock tslab': [path.join(root, 'node_modules/tslab/bin/tslab'), 'kernel', '--config-path'],
};

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function measure(args: string[]): Promise<{ startMs: number; cellMs: number }> {
  const key = 'bench';
  const ports = await Promise.all(['shell', 'control', 'stdin', 'iopub', 'hb'].map(async (name) => [`${name}_port`, await freePort()] as const));
  const connection = { transport: 'tcp', ip: '127.0.0.1', key, signature_scheme: 'hmac-sha256', ...Object.fromEntries(ports) } as unknown as Record<string, number>;
  const file = path.join(os.tmpdir(), `bench-kernel-${process.pid}.json`);
  fs.writeFileSync(file, JSON.stringify(connection));
  const started = performance.now();
  const kernel = spawn(process.execPath, [...args, file], { cwd: path.join(root, 'bench'), stdio: 'ignore' });
  const shell = new Dealer();
  const iopub = new Subscriber();
  shell.connect(`tcp://127.0.0.1:${connection.shell_port}`);
  iopub.connect(`tcp://127.0.0.1:${connection.iopub_port}`);
  iopub.subscribe();
  const run = async (code: string): Promise<void> => {
    await shell.send(writeMessage(key, 'execute_request', { code, silent: false, stop_on_error: false }, undefined, []));
    while (readMessage(key, (await shell.receive()) as Buffer[]).header.msg_type !== 'execute_reply');
  };
  try {
    await run('1 + 1');
    const startMs = performance.now() - started;
    const cells: number[] = [];
    for (let i = 0; i < CELLS; i++) {
      const sent = performance.now();
      await run(`${i} + 1`);
      cells.push(performance.now() - sent);
    }
    return { startMs, cellMs: median(cells) };
  } finally {
    kernel.kill('SIGKILL');
    shell.close();
    iopub.close();
    fs.rmSync(file);
  }
}

for (const [name, args] of Object.entries(kernels)) {
  const runs: { startMs: number; cellMs: number }[] = [];
  for (let i = 0; i < STARTS; i++) runs.push(await measure(args));
  const startMs = median(runs.map((run) => run.startMs));
  const cellMs = median(runs.map((run) => run.cellMs));
  console.log(`${name}: ${(startMs / 1000).toFixed(2)} s to the first result, ${cellMs.toFixed(1)} ms for a trivial cell`);
}
