/** What runs in each thread of a parallel-worker: Piscina calls `runTask` with a ThreadTask. */
import { parentPort, threadId } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { revive } from '../capture/index';
import { pack, transferList, unpack, type Packet } from '../packet';
import { ItemFailure, runItems } from '../run-items';
import { nowMs } from './server-clock';
import { INLINE_BYTES } from './packet-place';
import { collectPrints, takePrints, type Print } from './worker-prints';

export interface ThreadTask {
  /** Which call of which client: a new one gets its function's values anew. */
  readonly call: string;
  readonly code: Packet;
  readonly kind: 'map' | 'apply' | 'reduce';
  /** For map and apply one packet, with a list of items for each chunk; for reduce the output of each child. */
  readonly inputs: readonly Packet[];
  readonly firstItems: readonly number[];
  /** [0]: 1 once the task is cancelled. [1]: the item that was reported, when the task has to say where it is. */
  readonly control: Int32Array;
  /** Ask before each item: the task lost a worker before, and whoever looks for the culprit must know where it was. */
  readonly isWatched: boolean;
  readonly port: string;
}

export interface ThreadResult {
  readonly thread: number;
  readonly spans: [started: number, finished: number][];
  readonly output: Packet;
  readonly printed: Print[];
  readonly failure: { error: Packet; item: number | undefined } | undefined;
}

/** Sent to the worker's main thread before each item of a watched task. */
export interface ItemNotice {
  readonly port: string;
  readonly item: number;
}

export const CANCELLED = 0;
export const REPORTED = 1;
const NOTICE_TIMEOUT_MS = 5_000;

let current: { call: string; f: Promise<Function> } | undefined;

function functionOf({ call, code }: ThreadTask): Promise<Function> {
  if (current?.call !== call) {
    const f = Promise.resolve().then(() => revive(unpack(code) as Parameters<typeof revive>[0]));
    current = { call, f };
  }
  return current!.f;
}

export default async function runTask(task: ThreadTask): Promise<ThreadResult> {
  collectPrints();
  const spans: [number, number][] = [];
  const outputs: unknown[][] = [];
  let failure: ThreadResult['failure'];
  try {
    const f = await functionOf(task);
    const lists = listsOf(task);
    for (let chunk = 0; chunk < lists.length; chunk++) {
      const started = nowMs();
      const kind = task.kind === 'map' ? 'map' : 'apply';
      spans.push([started, started]);
      const run = runItems({ kind, f, items: lists[chunk]!, firstItem: task.firstItems[chunk]!, begin: (item) => begin(task, item) });
      const results = run instanceof Promise ? await run : run;
      spans[chunk] = [started, nowMs()];
      if (!results) break;
      outputs.push(results);
    }
  } catch (error) {
    const { item, value } = error instanceof ItemFailure ? error : { item: undefined, value: error };
    const last = spans.at(-1);
    if (last) last[1] = nowMs();
    failure = { error: packed(value), item };
  }
  const output = failure ? pack(outputs, { asideFrom: INLINE_BYTES }) : tryPack(outputs);
  if (output instanceof Error) return { thread: threadId, spans, output: pack([]), printed: takePrints(), failure: { error: packed(output), item: undefined } };
  return withTransfer({ thread: threadId, spans, output, printed: takePrints(), failure }, transferList(output));
}

function listsOf({ kind, inputs }: ThreadTask): ArrayLike<unknown>[] {
  if (kind !== 'reduce') return unpack(inputs[0]!) as ArrayLike<unknown>[];
  // Each child's output is a list of lists of results; the reduce's one argument is all results in order.
  return [[inputs.flatMap((input) => (unpack(input) as unknown[][]).flat())]];
}

function begin({ control, isWatched, port }: ThreadTask, item: number): boolean {
  if (Atomics.load(control, CANCELLED) !== 0) return false;
  if (isWatched) {
    Atomics.store(control, REPORTED, 0);
    parentPort?.postMessage({ port, item } satisfies ItemNotice);
    Atomics.wait(control, REPORTED, 0, NOTICE_TIMEOUT_MS);
  }
  return true;
}

function tryPack(outputs: unknown[][]): Packet | Error {
  try {
    return pack(outputs, { asideFrom: INLINE_BYTES });
  } catch (error) {
    return error as Error;
  }
}

/** What was thrown may be anything, also something that can't travel. */
function packed(value: unknown): Packet {
  try {
    return pack(value, { asideFrom: Infinity });
  } catch {
    return pack(new Error(String(value)), { asideFrom: Infinity });
  }
}

/** Piscina's way to say what of a result to move instead of copy. */
function withTransfer(result: ThreadResult, list: ArrayBuffer[]): ThreadResult {
  return move({ [transferableSymbol]: list, [valueSymbol]: result } as unknown as ArrayBuffer) as unknown as ThreadResult;
}
