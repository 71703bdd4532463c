import { resolve } from 'node:path';
import { Piscina } from 'piscina';
import { pack, packetBytes, type Packet } from '../packet';
import { MissingBlob, type BlobPlace, type BlobStore } from './blob-store';
import { fetchPacket, INLINE_BYTES, KEPT_INLINE_BYTES, placePacket, placesOf, sharedCopy, type PacketPlace } from './packet-place';
import { SharedCache } from './shared-cache';
import type { Task, TaskResult } from './task';
import { CANCELLED, ITEM, REPORTED, type ItemNotice, type ThreadResult, type ThreadTask } from './worker-thread';

const CACHE_BYTES = 512 * 1024 * 1024;
/** How long a cancelled task may take to end by itself before its thread is ended. */
const GRACE_MS = 50;

/** What the runner needs to know of a task besides the task. */
export interface Circumstances {
  /** Told of each item before it begins; given when the task has lost a worker before. */
  readonly atItem?: ((item: number) => Promise<void>) | undefined;
  readonly signal: AbortSignal;
}

/** The threads of one parallel-worker. The queue's own work stays on the main thread, which is never busy for long. */
export class TaskRunner {
  readonly #piscina: Piscina;
  readonly #cache: SharedCache;
  readonly #watched = new Map<string, (item: number) => void>();

  constructor(
    readonly blobs: BlobStore,
    readonly machine: string,
    readonly threads: number,
    readonly serverOffsetMs: () => number,
    /** Where the result of a job lies that another job needs. */
    readonly outputOf: (jobId: string) => Promise<PacketPlace>,
  ) {
    this.#cache = new SharedCache((place) => blobs.get(place), CACHE_BYTES);
    this.#piscina = new Piscina({
      filename: resolve(__dirname, 'worker-thread.js'),
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      concurrentTasksPerWorker: 1,
      atomics: 'disabled',
      recordTiming: false,
      trackUnmanagedFds: false,
      env: withoutSecrets(process.env),
    });
    this.#piscina.on('message', ({ port, item }: ItemNotice) => this.#watched.get(port)?.(item));
    this.#piscina.on('error', () => {});
  }

  /** @throws MissingBlob when data are gone; AbortError when the signal was aborted. */
  async run(task: Task, { atItem, signal }: Circumstances): Promise<TaskResult> {
    const source = { get: (place: BlobPlace) => this.blobs.get(place), shared: (place: BlobPlace) => this.#cache.get(place, task.call) };
    const [code, ...inputs] = await Promise.all([
      this.#code(task),
      ...task.inputs.map(async (place) => fetchPacket(typeof place === 'string' ? await this.outputOf(place) : place, source)),
    ]);
    const control = new Int32Array(new SharedArrayBuffer(12));
    if (atItem) this.#watched.set(task.jobId, (item) => void this.#answer(control, atItem(item)));
    const message: ThreadTask = {
      call: task.codeName,
      code,
      kind: task.kind,
      isForAnother: task.isForAnother,
      inputs,
      firstItems: task.firstItems,
      control,
      isWatched: atItem !== undefined,
      port: task.jobId,
    };
    const kill = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      Atomics.store(control, CANCELLED, 1);
      timer = setTimeout(() => kill.abort(), GRACE_MS);
    };
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      const aside = inputs.flatMap((input) => [...input.aside]) as ArrayBuffer[];
      const result = (await this.#piscina.run(message, { transferList: aside, signal: kill.signal })) as ThreadResult;
      signal.throwIfAborted();
      return await this.#homeward(task, result);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof MissingBlob || isConnectionLoss(error)) throw error;
      return this.#lost(error, (control[ITEM] ?? 0) - 1);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      this.#watched.delete(task.jobId);
    }
  }

  /** Deletes what a task came to, when nobody wants it any more. */
  forget({ outputs }: TaskResult): Promise<void> {
    return this.blobs.drop(outputs.flatMap(placesOf));
  }

  async close(): Promise<void> {
    await this.#piscina.destroy();
  }

  /** The function with its values: kept in shared memory, so that a thread that knows it already gets no copy. */
  async #code({ code, call }: Task): Promise<Packet> {
    const shared = (place: BlobPlace): Promise<SharedArrayBuffer> => this.#cache.get(place, call);
    const [bytes, buffers] = await Promise.all([
      ArrayBuffer.isView(code.bytes) ? sharedCopy(code.bytes) : shared(code.bytes),
      Promise.all(code.shared.map(shared)),
    ]);
    return { bytes: new Uint8Array(bytes), aside: [], shared: buffers };
  }

  async #homeward(task: Task, { thread, spans, outputs, printed, failure }: ThreadResult): Promise<TaskResult> {
    const offset = this.serverOffsetMs();
    const put = (bytes: Uint8Array): Promise<BlobPlace> => this.blobs.put(`${task.client}.${task.jobId}`, bytes);
    return {
      machine: this.machine,
      thread,
      spans: spans.map(([started, finished]) => [started + offset, finished + offset]),
      outputs: await Promise.all(outputs.map((output) => placePacket(output, put, task.isForAnother ? KEPT_INLINE_BYTES : INLINE_BYTES))),
      bytesOut: outputs.reduce((sum, output) => sum + packetBytes(output) + output.shared.reduce((all, buffer) => all + buffer.byteLength, 0), 0),
      printed,
      failure: failure && { kind: 'thrown', bytes: failure.packet.bytes, item: failure.item },
    };
  }

  /** A thread ended before its task did: process.exit() in a task, or no memory left. Trying again would end as badly. */
  #lost(cause: unknown, item: number): TaskResult {
    const { message, code } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { message: String(cause), code: undefined };
    const failure = { kind: 'lost', bytes: pack({ message, code }).bytes, item: item < 0 ? undefined : item } as const;
    return { machine: this.machine, thread: -1, spans: [], outputs: [], bytesOut: 0, printed: [], failure };
  }

  async #answer(control: Int32Array, told: Promise<void>): Promise<void> {
    await told.catch(() => {});
    Atomics.store(control, REPORTED, 1);
    Atomics.notify(control, REPORTED);
  }
}

/** What is set aside for tasks' use has no business with the cluster's key or the server's password. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('PARALLEL_CLUSTER_')));
}

function isConnectionLoss(error: unknown): boolean {
  return error instanceof Error && /Connection is closed|ECONNRESET|ECONNREFUSED/.test(error.message);
}
