import { StridedPart } from '../../data/strided-part';
import { PAINT_STEP, type Dye } from './dye';

/**
 * A dye for data. What reaches node k is dyed with k's colours, so that a result tells which node it came through: a
 * function that only pretends to use the pool gives a result without colours.
 */
export type Paint =
  /** Words that begin with 'qz' begin with 'q' and one of the node's letters. Capitals stay capitals. */
  | { readonly kind: 'words'; readonly dye: Dye }
  /** Multiples of 16 from 2 ** 20 on, up to a limit, become larger by their colour on that node. */
  | { readonly kind: 'numbers'; readonly dye: Dye; readonly upTo: number }
  /** The same, on one node only. */
  | { readonly kind: 'one node'; readonly dye: Dye; readonly upTo: number; readonly node: number };

/** Large, so that places and counts aren't taken for data. */
export const PAINT_FROM = 2 ** 20;

/** The painter of one node; counts what it dyes in memory of the node's own, and in shared memory. */
export class Painter {
  copied = 0;
  shared = 0;
  /** The numbers that were dyed in memory of the node's own, as they were, in their order. */
  readonly numbers: number[] = [];
  /** The words that were dyed in memory of the node's own, as they are now, in lower case: how often each one. */
  readonly words = new Map<string, number>();
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
    return text.replace(/(q)(z)([a-z]*)/gi, (_, q: string, z: string, rest: string) => {
      const letter = this.#letter(rest, false);
      return q + (z === 'z' ? letter : letter.toUpperCase()) + rest;
    });
  }

  #number(number: number, isShared: boolean): number {
    const paint = this.#paint;
    if (paint.kind === 'words' || !(number >= PAINT_FROM && number <= paint.upTo && number % PAINT_STEP === 0)) return number;
    if (isShared) this.shared++;
    else {
      this.copied++;
      this.numbers.push(number);
    }
    if (paint.kind === 'numbers') return number + paint.dye.colour(number, this.#node);
    return paint.node === this.#node ? number + paint.dye.colour(number, 0) : number;
  }

  /** For a word that goes on with `rest`. */
  #letter(rest: string, isShared: boolean): string {
    const letter = this.#paint.dye.letter(this.#node);
    if (isShared) this.shared++;
    else {
      this.copied++;
      const word = `q${letter}${rest.toLowerCase()}`;
      this.words.set(word, (this.words.get(word) ?? 0) + 1);
    }
    return letter;
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
      let end = i + 1;
      while (end < codes.length && (codes[end]! | 32) >= 97 && (codes[end]! | 32) <= 122) end++;
      codes[i] = codes[i]! - 122 + this.#letter(String.fromCharCode(...codes.subarray(i + 1, end)), isShared).charCodeAt(0);
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

/** Different numbers that can be dyed, in no order; always the same for a size. */
export function paintable(size: number): number[] {
  const numbers = Array.from({ length: size }, (_, index) => PAINT_FROM + PAINT_STEP * index);
  let state = size;
  for (let i = size - 1; i > 0; i--) {
    state = (state * 48271) % 2147483647;
    const j = state % (i + 1);
    [numbers[i], numbers[j]] = [numbers[j]!, numbers[i]!];
  }
  return numbers;
}

/** The paint's upper limit for that many numbers. */
export function paintLimit(size: number): number {
  return PAINT_FROM + PAINT_STEP * size;
}
