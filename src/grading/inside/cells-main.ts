/** The process that holds a submission's cells: runs them, calls their functions, and hands on what their pools are asked. */
import { Socket } from 'node:net';
import { createPool } from '../../pool/create-pool';
import type { Pool } from '../../pool/pool';
import { guardProcess } from '../../kernel/cells/guard-process';
import { routedEngine } from '../../learn/nodes/routed-engine';
import { writeBack } from '../../learn/nodes/parcel';
import { usesAtomics } from '../../learn/nodes/turns';
import { keepBuiltins } from './builtins';
import { Channel } from './channel';
import type { FromCells, ToCells, WireArgument, WireOutcome, WirePacket } from './messages';
import { inWords, openCells } from './notebook-cells';
import { silence } from './silence';
import { parcelToWire, resultFromWire, valueFromWire, valueToWire } from './wire';

silence();
const putBack = keepBuiltins();
const cells = openCells(process.cwd(), putBack);
const waiting = new Map<number, (result: Extract<ToCells, { routed: number }>['result']) => void>();
const { apply } = Reflect;
const exit = process.exit.bind(process);
const afterTurn = setImmediate;
let routes = 0;

const channel = new Channel(new Socket({ fd: 3 }), (message) => void take(message as ToCells), () => exit(0));
const send = (message: FromCells): void => channel.send(message);

// As in the kernel, a cell may not end the process.
guardProcess();
// What a cell leaves behind must not end the process before its turn comes.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
send({ ready: true });

async function take(message: ToCells): Promise<void> {
  if ('routed' in message) {
    waiting.get(message.routed)?.(message.result);
    waiting.delete(message.routed);
  } else if ('turn' in message) {
    afterTurn(() => send({ answer: message.ask, turned: true }));
  } else if ('run' in message) {
    send({ answer: message.ask, ...(await cells.run(message.run)) });
  } else {
    send({ answer: message.ask, outcome: await call(message.token, message.call, message.args) });
  }
}

async function call(ask: number, name: string, wired: readonly WireArgument[]): Promise<WireOutcome> {
  const pools: Pool[] = [];
  const args = wired.map((argument) => open(argument, ask, pools));
  let isPromise = false;
  try {
    const f = cells.lookUp(name);
    if (typeof f !== 'function') throw new Error(`There is no function ${name}: the cell that defines it is missing, or failed.`);
    let value: unknown;
    try {
      value = apply(f, undefined, args);
    } finally {
      putBack();
    }
    isPromise = value instanceof Promise;
    try {
      value = await value;
    } finally {
      putBack();
    }
    return { kind: 'returned', value: valueToWire(value), isPromise, args: args.map((argument, index) => after(argument, wired[index]!)) };
  } catch (error) {
    return { kind: 'threw', value: valueToWire(inWords(error)), isPromise, args: [] };
  } finally {
    for (const pool of pools) void pool.close();
  }
}

function open(argument: WireArgument, ask: number, pools: Pool[]): unknown {
  if ('value' in argument) return valueFromWire(argument.value);
  if ('source' in argument) return (0, eval)(`(${argument.source})`) as unknown;
  const engine = routedEngine(async (chunk) => {
    const route = routes++;
    const { shared } = chunk.parcel.packet;
    const given = shared.map((buffer) => new Uint8Array(buffer).slice());
    const takesTurns = usesAtomics(chunk.parcel);
    const answered = new Promise<Extract<ToCells, { routed: number }>['result']>((resolve) => waiting.set(route, resolve));
    send({ route, ask, map: chunk.map, chunk: chunk.chunk, items: chunk.items, parcel: parcelToWire(chunk.parcel) });
    const result = await answered;
    // Chunks that took turns built on each other: the memory is as the last one left it.
    writeBack(result.written, takesTurns ? shared.map((buffer) => new Uint8Array(buffer).slice()) : given, shared);
    return { ...resultFromWire(result), node: result.node };
  });
  const pool = createPool(argument.nNodes, { engine });
  pools.push(pool);
  return pool;
}

function after(argument: unknown, wired: WireArgument): WirePacket | undefined {
  return 'value' in wired ? valueToWire(argument) : undefined;
}
