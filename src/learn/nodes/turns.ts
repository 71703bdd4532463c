import type { CapturedFunction } from '../../pool/capture/index';
import { unpack } from '../../pool/packet';
import type { Parcel } from './parcel';

/** Operations that read, change and write in one step. Atomics.load and a store after it are two: they race like others. */
const ONE_STEP = /\bAtomics\s*\.\s*(?:add|sub|and|or|xor|exchange|compareExchange)\b/;

/** Whether a chunk's function changes shared memory by operations that don't race. */
export function usesAtomics({ packet }: Parcel): boolean {
  if (packet.shared.length === 0) return false;
  const [code] = unpack(packet) as [CapturedFunction];
  return ONE_STEP.test(code.program);
}

/**
 * Nodes have copies of shared memory, so that a race loses an update every time. What Atomics do must not be lost: chunks that use
 * them run one after the other, each on the memory that the one before it left.
 */
export class Turns {
  readonly #memory = new Map<number, readonly Uint8Array[]>();
  #last: Promise<unknown> = Promise.resolve();

  /** Runs a chunk of a map when its turn comes; `shared` holds what the chunk before it wrote by then. */
  take<R>(map: number, shared: readonly SharedArrayBuffer[], run: () => Promise<R>): Promise<R> {
    const turn = async (): Promise<R> => {
      const left = this.#memory.get(map) ?? [];
      shared.forEach((buffer, index) => {
        const bytes = left[index];
        if (bytes?.length === buffer.byteLength) new Uint8Array(buffer).set(bytes);
      });
      const result = await run();
      this.#memory.set(map, shared.map((buffer) => new Uint8Array(buffer).slice()));
      return result;
    };
    const taken = this.#last.then(turn, turn);
    this.#last = taken;
    return taken;
  }
}
