import type { CapturedFunction } from '../../pool/capture/index';
import { pack, unpack, type Packet } from '../../pool/packet';
import type { Traffic } from '../exercise';
import { PAINT_STEP } from './dye';
import { ENVELOPE_FIELDS, textsToldTo } from './envelope-words';
import { PAINT_FROM, Painter, type Paint } from './paint';
import { withOwnMemory, writeBack, type Parcel, type ParcelResult } from './parcel';
import { Stays, type Stay } from './stays';
import { Turns, usesAtomics } from './turns';
import { weigh } from './weigh';

type Run = (parcel: Parcel, node: number) => Promise<ParcelResult>;

export interface RoutedChunk {
  /** Which call of map it belongs to, and its place there. */
  readonly map: number;
  readonly chunk: number;
  readonly items: number;
  readonly parcel: Parcel;
}

/**
 * Stands between a pool and its nodes: deals chunks out by a fixed rule (never by the clock), dyes what goes to each node,
 * and writes down what passes.
 */
export class Router {
  readonly #paint: Paint | undefined;
  readonly #delivered: number[];
  readonly #itemsOf = new Map<number, number[]>();
  readonly #firstOf = new Map<number, number>();
  readonly #stays = new Stays();
  readonly #runs: (readonly number[])[] = [];
  readonly #sent: Traffic['sent'][number][] = [];
  readonly #words = new Map<string, number>();
  readonly #fieldNames = new Set<string>(ENVELOPE_FIELDS);
  readonly #turns = new Turns();
  #shared = 0;
  #returned = 0;

  constructor(
    readonly nNodes: number,
    paint?: Paint,
  ) {
    this.#paint = paint;
    this.#delivered = new Array<number>(nNodes).fill(0);
  }

  /** Sends a chunk through `run`, which is the node. */
  async route(chunk: RoutedChunk, run: Run): Promise<ParcelResult & { node: number }> {
    const stay = this.#stays.begin(this.#nodeFor(chunk.map, chunk.chunk, chunk.items));
    try {
      if (!usesAtomics(chunk.parcel)) return await this.#send(chunk.parcel, stay, run);
      return await this.#turns.take(chunk.map, chunk.parcel.packet.shared, () => this.#send(chunk.parcel, stay, run));
    } finally {
      this.#stays.end(stay);
    }
  }

  async #send(parcel: Parcel, stay: Stay, run: Run): Promise<ParcelResult & { node: number }> {
    const { node } = stay;
    const { packet, numbers, hasData } = this.#painted(parcel.packet, node);
    stay.hasData = hasData;
    const given = packet.shared.map((buffer) => new Uint8Array(buffer).slice());
    const result = await run({ ...parcel, packet }, node);
    if (this.#paint) {
      const [code] = unpack(parcel.packet) as [CapturedFunction];
      const runs = this.#note({ ...result, changed: changedBytes(result.written, given) }, textsToldTo(code));
      if (numbers.length > 0) this.#sent.push({ node, numbers, runs });
    }
    writeBack(result.written, given, parcel.packet.shared);
    return { ...result, node };
  }

  get traffic(): Traffic {
    return { nNodes: this.nNodes, together: this.#stays.together, pieces: this.#stays.withData, delivered: [...this.#delivered], shared: this.#shared, sent: [...this.#sent], words: new Map(this.#words), returned: this.#returned, runs: [...this.#runs] };
  }

  /** Chunk i of the first ones goes to node i, from the first idle node on; then whichever node has had the fewest items. */
  #nodeFor(map: number, chunk: number, items: number): number {
    if (!Number.isInteger(chunk) || chunk < 0) throw new RangeError('There is no such chunk.');
    let dealt = this.#itemsOf.get(map);
    if (!dealt) {
      this.#itemsOf.set(map, (dealt = new Array<number>(this.nNodes).fill(0)));
      this.#firstOf.set(map, this.#stays.idlest(this.nNodes));
    }
    const node = chunk < this.nNodes ? (this.#firstOf.get(map)! + chunk) % this.nNodes : dealt.indexOf(Math.min(...dealt));
    dealt[node]! += items;
    return node;
  }

  #painted(packet: Packet, node: number): { packet: Packet; numbers: readonly number[]; hasData: boolean } {
    const own = withOwnMemory(packet);
    if (!this.#paint) return { packet: own, numbers: [], hasData: false };
    const painter = new Painter(this.#paint, node);
    const dyed = pack(painter.value(unpack(own)));
    this.#delivered[node]! += painter.copied;
    this.#shared += painter.shared;
    for (const [word, count] of painter.words) this.#words.set(word, (this.#words.get(word) ?? 0) + count);
    return { packet: dyed, numbers: painter.numbers, hasData: painter.copied + painter.shared > 0 };
  }

  /** What a node gives back is a result, or an error, or what it wrote to shared memory. Gives the data in it, a list for each item. */
  #note({ ok, packet, changed }: ParcelResult & { changed: number }, told: ReadonlySet<string>): (readonly number[])[] {
    const paint = this.#paint;
    const isData = (number: number): boolean =>
      paint !== undefined && paint.kind !== 'words' && number >= PAINT_FROM && number <= paint.upTo + PAINT_STEP - 1 && Number.isInteger(number);
    this.#returned += changed;
    const results = unpack(packet);
    const runs: (readonly number[])[] = [];
    for (const result of ok ? (results as unknown[]) : [results]) {
      const { bytes, numbers } = weigh(result, isData, this.#fieldNames, told);
      this.#returned += bytes;
      if (ok && numbers.length > 0) runs.push(numbers);
    }
    this.#runs.push(...runs);
    return runs;
  }
}

function changedBytes(written: ParcelResult['written'], given: readonly Uint8Array[]): number {
  return written.reduce((sum, bytes, index) => sum + (bytes ? bytes.reduce((count, byte, i) => (byte === given[index]?.[i] ? count : count + 1), 0) : 0), 0);
}
