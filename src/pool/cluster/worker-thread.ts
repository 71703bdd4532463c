/** What runs in each thread of a parallel-worker: Piscina calls `runTask` with a ThreadTask. */
import { parentPort, threadId } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { CapturedFunction } from '../capture/captured';
import { packResults } from '../pack-chunk';
import { pack, transferList, unpack, type Packet } from '../packet';
import { ItemFailure } from '../run-items';
import { packThrown } from '../thrown';
import { openWork, type Work } from '../work';
import { nowMs } from './server-clock';
import { collectPrints, takePrints, type Print } from './worker-prints';

// createPool asks for it: a task can't make a pool of threads.
(globalThis as Record<symbol, unknown>)[Symbol.for('parallel.inTask')] = true;

export interface ThreadTask {
  /** Which call of which client, and which of its functions: a new one gets its function's values anew. */
  readonly call: string;
  readonly code: Packet;
  readonly kind: 'map' | 'apply' | 'reduce';
  /** The results go to another function of the call. Default false. */
  readonly isForAnother?: boolean;
  /** The items of each chunk; of a 'reduce', lists that make up its own. */
  readonly inputs: readonly Packet[];
  readonly firstItems: readonly number[];
  /** [0]: 1 once the task is cancelled. [1]: 1 once the item was noted, when the task has to say where it is. [2]: its item, plus one. */
  readonly control: Int32Array;
  /** Ask before each item: the task lost a worker before, and whoever looks for the culprit must know where it was. */
  readonly isWatched: boolean;
  readonly port: string;
}

export interface ThreadResult {
  readonly thread: number;
  readonly spans: [started: number, finished: number][];
  readonly outputs: Packet[];
  readonly printed: Print[];
  readonly failure: { packet: Packet; item: number | undefined } | undefined;
}

/** Sent to the worker's main thread before each item of a watched task. */
export interface ItemNotice {
  readonly port: string;
  readonly item: number;
}

export const CANCELLED = 0;
export const REPORTED = 1;
export const ITEM = 2;
const NOTICE_TIMEOUT_MS = 5_000;

let current: { call: string; work: Promise<Work> } | undefined;

function workOf({ call, code }: ThreadTask): Promise<Work> {
  if (current?.call !== call) current = { call, work: Promise.resolve().then(() => openWork(unpack(code) as CapturedFunction)) };
  return current.work;
}

export default async function runTask(task: ThreadTask): Promise<ThreadResult> {
  collectPrints();
  const spans: [number, number][] = [];
  const outputs: Packet[] = [];
  let work: Work | undefined;
  let failure: ThreadResult['failure'];
  try {
    work = await workOf(task);
    for (const [chunk, firstItem] of task.firstItems.entries()) {
      const items = itemsOf(task, chunk);
      const started = nowMs();
      spans.push([started, started]);
      const run = work.run({ kind: task.kind, isForAnother: task.isForAnother ?? false, items, firstItem, begin: (item) => begin(task, item) });
      const results = run instanceof Promise ? await run : run;
      spans[chunk] = [started, nowMs()];
      if (!results) break;
      outputs.push(packResults(results, firstItem));
    }
  } catch (error) {
    const { item, value } = error instanceof ItemFailure ? error : { item: undefined, value: error };
    const last = spans.at(-1);
    if (last) last[1] = nowMs();
    failure = { packet: pack(work ? work.failure(value) : packThrown(value, undefined), { asideFrom: Infinity }), item };
  }
  task.control[ITEM] = 0;
  return withTransfer({ thread: threadId, spans, outputs, printed: takePrints(), failure }, outputs.flatMap(transferList));
}

function itemsOf({ kind, inputs }: ThreadTask, chunk: number): ArrayLike<unknown> {
  if (kind === 'reduce') return inputs.flatMap((list) => unpack(list) as unknown[]);
  return unpack(inputs[chunk]!) as ArrayLike<unknown>;
}

function begin({ control, isWatched, port }: ThreadTask, item: number): boolean {
  if (Atomics.load(control, CANCELLED) !== 0) return false;
  control[ITEM] = item + 1;
  if (isWatched) {
    Atomics.store(control, REPORTED, 0);
    parentPort?.postMessage({ port, item } satisfies ItemNotice);
    Atomics.wait(control, REPORTED, 0, NOTICE_TIMEOUT_MS);
  }
  return true;
}

/** Piscina's way to say what of a result to move instead of copy. */
function withTransfer(result: ThreadResult, list: ArrayBuffer[]): ThreadResult {
  return move({ [transferableSymbol]: list, [valueSymbol]: result } as unknown as ArrayBuffer) as unknown as ThreadResult;
}
