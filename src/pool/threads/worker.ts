/** What runs in each worker thread: Piscina calls `runStint` with a StintMessage. */
import { revive } from '../capture/index';
import { pack, transferList, unpack } from '../packet';
import { ItemFailure, runItems } from '../run-items';
import { BatchBuilder } from './batch';
import { chunkOfBlock } from './block';
import { CANCELLED, ITEM, NEXT_CHUNK, type CodeMessage, type FailureMessage, type StintMessage, type StintReply } from './messages';
import { clockMs } from './clock';
import { printTo, sideMessages } from './side-channel';

interface WorkerChunk {
  readonly index: number;
  readonly firstItem: number;
  readonly items: ArrayLike<unknown>;
}

let current: { job: number; f: Function } | undefined;

async function functionOf({ job, packet }: CodeMessage): Promise<Function> {
  const f = await revive(unpack(packet) as Parameters<typeof revive>[0]);
  current = { job, f };
  return f;
}

export default async function runStint(stint: StintMessage): Promise<StintReply> {
  const { job, node, control, kind } = stint;
  const side = sideMessages(job, node);
  printTo(side);
  const batch = new BatchBuilder();
  const begin = (item: number): boolean => {
    control[ITEM + node] = item + 1;
    return Atomics.load(control, CANCELLED) === 0;
  };
  let failure: FailureMessage | undefined;
  let startedAt = clockMs();
  let at: WorkerChunk | undefined;
  try {
    const f = stint.code ? await functionOf(stint.code) : current!.f;
    for (at = nextChunk(stint, true); at; at = nextChunk(stint, false)) {
      startedAt = clockMs();
      const run = runItems({ kind, f, items: at.items, firstItem: at.firstItem, begin });
      const results = run instanceof Promise ? await run : run;
      if (!results) break;
      batch.add(at, results, startedAt, clockMs());
      if (batch.isDue()) side.send({ batch: batch.take() });
    }
  } catch (error) {
    const { item, value } = error instanceof ItemFailure ? error : { item: -1, value: error };
    failure = { chunk: at?.index ?? -1, item, started: startedAt, finished: clockMs(), error: pack(value) };
  }
  control[ITEM + node] = 0;
  return { batch: batch.isEmpty() ? undefined : batch.take(), failure, sent: side.count() };
}

function nextChunk({ mine, block, node, nNodes, control }: StintMessage, first: boolean): WorkerChunk | undefined {
  if (Atomics.load(control, CANCELLED) !== 0) return undefined;
  if (mine) return first ? { index: mine.index, firstItem: mine.firstItem, items: unpack(mine.packet) as ArrayLike<unknown> } : undefined;
  if (!block) return undefined;
  const index = first ? node : nNodes + Atomics.add(control, NEXT_CHUNK, 1);
  return index < block.count ? chunkOfBlock(block, index) : undefined;
}
