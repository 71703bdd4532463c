/** What runs in each worker thread: Piscina calls the default export with a StintMessage. */
import type { CapturedFunction } from '../capture/captured';
import { pack, unpack } from '../packet';
import { ItemFailure } from '../run-items';
import { openWork, type Work } from '../work';
import { BatchBuilder, batchTransfer } from './batch';
import { chunkOfBlock } from './block';
import { clockMs } from './clock';
import { CANCELLED, itemWord, NEXT_CHUNK } from './control';
import { watchFirstCalls } from './jit';
import type { FailureMessage, StintMessage, StintReply } from './messages';
import { printTo } from './redirect-output';
import { SideChannel } from './side-channel';

// createPool asks for it: a task can't make a pool of threads.
(globalThis as Record<symbol, unknown>)[Symbol.for('parallel.inTask')] = true;

interface WorkerChunk {
  readonly index: number;
  readonly firstItem: number;
  readonly items: ArrayLike<unknown>;
}

const works = new Map<number, Promise<Work>>();

export default async function runStint(stint: StintMessage): Promise<StintReply> {
  const { job, kind, node, control } = stint;
  const side = new SideChannel(stint);
  printTo(side);
  watchFirstCalls();
  const batch = new BatchBuilder();
  const begin = (item: number): boolean => {
    control[itemWord(node)] = item + 1;
    return Atomics.load(control, CANCELLED) === 0;
  };
  let failure: FailureMessage | undefined;
  let started = clockMs();
  let chunk: WorkerChunk | undefined;
  let work: Work | undefined;
  try {
    work = await workOf(stint);
    for (chunk = nextChunk(stint, true); chunk; chunk = nextChunk(stint, false)) {
      started = clockMs();
      const run = work.run({ kind, items: chunk.items, firstItem: chunk.firstItem, begin });
      const results = run instanceof Promise ? await run : run;
      if (!results) break;
      const finished = clockMs();
      batch.add(chunk, results, started, finished);
      if (batch.isDue(finished)) {
        const due = batch.take();
        if (due) side.send({ batch: due }, batchTransfer(due));
      }
    }
    const rest = batch.take();
    return { batch: rest, failure, sent: side.sent };
  } catch (error) {
    const { item, value } = error instanceof ItemFailure ? error : { item: -1, value: error };
    const packed = work ? work.failure(value) : { value };
    failure = { chunk: chunk?.index ?? -1, item, started, finished: clockMs(), packet: pack(packed) };
    return { batch: undefined, failure, sent: side.sent };
  } finally {
    control[itemWord(node)] = 0;
    if (!stint.keepCode) works.delete(job);
  }
}

function workOf({ job, code, forget }: StintMessage): Promise<Work> {
  for (const over of forget) works.delete(over);
  if (code) works.set(job, openWork(unpack(code) as CapturedFunction));
  return works.get(job) as Promise<Work>;
}

function nextChunk({ mine, block, node, nNodes, control }: StintMessage, isFirst: boolean): WorkerChunk | undefined {
  if (Atomics.load(control, CANCELLED) !== 0) return undefined;
  if (mine) return isFirst ? { index: mine.index, firstItem: mine.firstItem, items: unpack(mine.packet) as unknown[] } : undefined;
  if (!block) return undefined;
  const index = isFirst ? node : nNodes + Atomics.add(control, NEXT_CHUNK, 1);
  return index < block.count ? chunkOfBlock(block, index) : undefined;
}
