/**
 * What runs in the node child of a Spark task slot. Python hands it tasks on stdin and reads the answers from the descriptor that its first argument names.
 * The work is done by a thread, so that the end of stdin ends this process whatever a task is doing: no orphan is left behind.
 */
import { createWriteStream } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Piscina } from 'piscina';
import { sharedCopy } from '../cluster/packet-place';
import type { ThreadResult, ThreadTask } from '../cluster/worker-thread';
import { pack, packetBytes } from '../packet';
import { ExactReader } from './frames';
import { fromWire, toWire, type SparkResult, type SparkTask, type Wire } from './wire';

/** The place of the item in worker-thread's control words. */
const ITEM = 2;
const RESULT = 'R';
const NEED = 'N';

const machine = `${hostname()} ${process.pid}`;
const source = new ExactReader(process.stdin as AsyncIterable<Buffer>);
const output = createWriteStream('', { fd: Number(process.argv[2]) });
const thread = new Piscina({
  filename: resolve(__dirname, '../cluster/worker-thread.js'),
  minThreads: 1,
  maxThreads: 1,
  idleTimeout: Infinity,
  atomics: 'disabled',
  recordTiming: false,
  trackUnmanagedFds: false,
});
thread.on('error', () => {});

/** The blobs of the newest call, in shared memory. */
let blobs = { call: '', known: new Map<string, SharedArrayBuffer>() };

function send(kind: string, body: Uint8Array): void {
  const head = Buffer.alloc(9);
  head.write(kind);
  head.writeBigUInt64BE(BigInt(body.length), 1);
  output.write(head);
  output.write(body);
}

async function receive(): Promise<Buffer> {
  const head = await source.take(8);
  const body = head && (await source.take(Number(head.readBigUInt64BE())));
  if (!body) process.exit();
  return body;
}

async function blob(call: string, { blob: key }: { blob: string }): Promise<SharedArrayBuffer> {
  if (blobs.call !== call) blobs = { call, known: new Map() };
  let bytes = blobs.known.get(key);
  if (!bytes) {
    send(NEED, Buffer.from(key));
    bytes = sharedCopy(await receive());
    blobs.known.set(key, bytes);
  }
  return bytes;
}

async function answer(task: SparkTask): Promise<SparkResult> {
  const { call, kind, firstItems } = task;
  const reader = {
    bytes: async (wire: Wire) => ('blob' in wire ? new Uint8Array(await blob(call, wire)) : wire),
    shared: async (wire: Wire) => ('blob' in wire ? blob(call, wire) : sharedCopy(wire)),
  };
  // One after the other: what is missing is asked for on one line.
  const code = await fromWire(task.code, reader);
  const inputs = [];
  for (const input of task.inputs) inputs.push(await fromWire(input, reader));
  const control = new Int32Array(new SharedArrayBuffer(12));
  const message: ThreadTask = { call, code, kind, inputs, firstItems, control, isWatched: false, port: '' };
  try {
    const transferList = inputs.flatMap(({ aside }) => [...aside]) as ArrayBuffer[];
    const { failure, outputs, ...result } = (await thread.run(message, { transferList })) as ThreadResult;
    return {
      ...result,
      machine,
      outputs: outputs.map((packet) => toWire(packet)),
      bytesOut: outputs.reduce((sum, packet) => sum + packetBytes(packet) + packet.shared.reduce((all, { byteLength }) => all + byteLength, 0), 0),
      failure: failure && { kind: 'thrown', bytes: failure.packet.bytes, item: failure.item },
    };
  } catch (cause) {
    const { message, code } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { message: String(cause), code: undefined };
    const item = (control[ITEM] ?? 0) - 1;
    const failure = { kind: 'lost', bytes: pack({ message, code }).bytes, item: item < 0 ? undefined : item } as const;
    return { machine, thread: -1, spans: [], outputs: [], bytesOut: 0, printed: [], failure };
  }
}

async function serve(): Promise<never> {
  for (;;) send(RESULT, serialize(await answer(deserialize(await receive()) as SparkTask)));
}

process.stdin.on('close', () => process.exit());
void serve();
