import { StridedPart } from '../../data/strided-part';

/**
 * A dye for data. What reaches node k is dyed with k's colour, so that a result tells which node it came through: a
 * function that only pretends to use the pool gives a result without colours.
 */
export type Paint =
  /** Words that begin with 'qz' begin with 'qa' on node 0, 'qb' on node 1 … Capitals stay capitals. */
  | { readonly kind: 'words' }
  /** Multiples of 16 from 2 ** 20 on, up to a limit, become one larger on node 0, two larger on node 1 … */
  | { readonly kind: 'numbers'; readonly upTo: number }
  /** The same, on one node only. */
  | { readonly kind: 'one node'; readonly upTo: number; readonly node: number };

export const PAINT_STEP = 16;
/** Large, so that places and counts aren't taken for data. */
export const PAINT_FROM = 2 ** 20;

/** The painter of one node; counts what it dyes in memory of the node's own, and in shared memory. */
export class Painter {
  copied = 0;
  shared = 0;
  readonly #paint: Paint;
  readonly #node: number;
  readonly #seen = new Set<object>();

  constructor(paint: Paint, node: number) {
    this.#paint = paint;
    this.#node = node;
  }

  /** Dyes a value and all in it, in place where it can. Gives the dyed value. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number') return this.#number(value, false);
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return value;
    this.#seen.add(value);
    if (value instanceof StridedPart) this.value(value.array);
    else if (ArrayBuffer.isView(value)) this.#view(value);
    else if (value instanceof Map) this.#map(value);
    else if (value instanceof Set) this.#set(value);
    else this.#fields(value as Record<string, unknown>);
    return value;
  }

  #text(text: string): string {
    if (this.#paint.kind !== 'words') return text;
    const letter = String.fromCharCode(97 + this.#node);
    return text.replace(/(q)(z)/gi, (_, q: string, z: string) => {
      this.copied++;
      return q + (z === 'z' ? letter : letter.toUpperCase());
    });
  }

  #number(number: number, isShared: boolean): number {
    const paint = this.#paint;
    if (paint.kind === 'words' || !(number >= PAINT_FROM && number <= paint.upTo && number % PAINT_STEP === 0)) return number;
    if (isShared) this.shared++;
    else this.copied++;
    if (paint.kind === 'one node') return paint.node === this.#node ? number + 1 : number;
    return number + 1 + this.#node;
  }

  #view(view: ArrayBufferView): void {
    const isShared = view.buffer instanceof SharedArrayBuffer;
    if (view instanceof Float64Array || view instanceof Float32Array || view instanceof Int32Array || view instanceof Uint32Array) {
      for (let i = 0; i < view.length; i++) view[i] = this.#number(view[i] as number, isShared);
    } else if (view instanceof Uint8Array || view instanceof Uint16Array) this.#letters(view, isShared);
  }

  /** Text as its characters' codes. */
  #letters(codes: Uint8Array | Uint16Array, isShared: boolean): void {
    if (this.#paint.kind !== 'words') return;
    for (let i = 1; i < codes.length; i++) {
      if ((codes[i - 1]! | 32) !== 113 || (codes[i]! | 32) !== 122) continue;
      codes[i] = codes[i]! - 122 + 97 + this.#node;
      if (isShared) this.shared++;
      else this.copied++;
    }
  }

  #map(map: Map<unknown, unknown>): void {
    const entries = [...map].map(([key, value]) => [this.value(key), this.value(value)] as const);
    map.clear();
    for (const [key, value] of entries) map.set(key, value);
  }

  #set(set: Set<unknown>): void {
    const values = [...set].map((value) => this.value(value));
    set.clear();
    for (const value of values) set.add(value);
  }

  #fields(object: Record<string, unknown>): void {
    for (const key of Object.keys(object)) object[key] = this.value(object[key]);
  }
}

/** Different numbers that can be dyed, in no order. */
export function paintable(size: number): number[] {
  return Array.from({ length: size }, (_, index) => PAINT_FROM + PAINT_STEP * ((index * 7919 + 13) % size));
}

/** The paint's upper limit for that many numbers. */
export function paintLimit(size: number): number {
  return PAINT_FROM + PAINT_STEP * size;
}
