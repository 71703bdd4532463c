import { inspect } from 'node:util';
import { giveIndexAccess } from './index-access';
import { PartIterator } from './part-iterator';
import { constructorOf, type Shared, type TypedArray } from './typed-array';

/** What an array's elements are: bigints in a BigInt64Array, numbers in the others. */
export type ElementOf<A extends TypedArray> = A extends BigInt64Array | BigUint64Array ? bigint : number;

// A DataView is the one kind of object that V8 hands to our serialiser wherever it lies in a value, and that leaves part[i] to
// us. Its own methods are no business of a part's readers, so the type hides them.
const View = DataView as unknown as new (buffer: SharedArrayBuffer, byteOffset: number, byteLength: number) => object;

/**
 * Every stride-th element of a shared array, without a copy: what distributeData gives for shared arrays in strided layout.
 *
 * It reads like an array: for-of, spread, length, part[i], map, filter, reduce, slice … What is written to part[i] is
 * written to the array. for-of is as fast as a plain loop. part[i] is slow (some 50 ns): where speed counts, go through
 * `part.array[part.place(i)]`. That is also the way to Atomics: `Atomics.add(part.array, part.place(i), 1)`.
 */
export class StridedPart<A extends TypedArray = Float64Array> extends View implements Iterable<ElementOf<A>> {
  [index: number]: ElementOf<A>;
  /** The shared array that this is a part of. */
  readonly array: Shared<A>;
  /** Where in the array the first element lies. */
  readonly offset: number;
  /** How far it is from one element to the next. */
  readonly stride: number;
  /** How many elements the part has. */
  readonly length: number;

  constructor(array: Shared<A>, offset: number, stride: number, length: number) {
    super(array.buffer, array.byteOffset, array.byteLength);
    this.array = array;
    this.offset = offset;
    this.stride = stride;
    this.length = length;
  }

  /** Where element i lies in `array`. */
  place(i: number): number {
    return this.offset + i * this.stride;
  }

  /** Element i, counted from the end when i is negative; undefined outside. */
  at(i: number): ElementOf<A> | undefined {
    const whole = Math.trunc(i) || 0;
    const index = whole < 0 ? whole + this.length : whole;
    return index >= 0 && index < this.length ? (this.array[this.place(index)] as ElementOf<A>) : undefined;
  }

  /** Sets element i, in the shared array. */
  put(i: number, value: ElementOf<A>): void {
    this.array[this.place(i)] = value as never;
  }

  [Symbol.iterator](): IterableIterator<ElementOf<A>> {
    return new PartIterator<ElementOf<A>>(this.array as unknown as ArrayLike<ElementOf<A>>, this.offset, this.stride, this.length);
  }

  values(): IterableIterator<ElementOf<A>> {
    return this[Symbol.iterator]();
  }

  keys(): IterableIterator<number> {
    return Array.from({ length: this.length }, (_, i) => i).values();
  }

  entries(): IterableIterator<[number, ElementOf<A>]> {
    return [...this].entries();
  }

  forEach(f: (element: ElementOf<A>, i: number, part: this) => void): void {
    let i = 0;
    for (const element of this) f(element, i++, this);
  }

  /** A copy of elements from … to − 1, as an ordinary typed array of the same type. */
  slice(from?: number, to?: number): A {
    const [start, end] = range(this.length, from, to);
    const copy = new (constructorOf<A>(this.array))(Math.max(0, end - start));
    for (let i = 0; i < copy.length; i++) copy[i] = this.array[this.place(start + i)] as never;
    return copy;
  }

  /** The elements from … to − 1 as a part of their own, without a copy. */
  subarray(from?: number, to?: number): StridedPart<A> {
    const [start, end] = range(this.length, from, to);
    return new StridedPart(this.array, this.place(start), this.stride, Math.max(0, end - start));
  }

  /** A typed array of the same type, as with typed arrays. */
  map(f: (element: ElementOf<A>, i: number, part: this) => ElementOf<A>): A {
    const mapped = new (constructorOf<A>(this.array))(this.length);
    let i = 0;
    for (const element of this) {
      mapped[i] = f(element, i, this) as never;
      i++;
    }
    return mapped;
  }

  /** A typed array of the same type, as with typed arrays. */
  filter(keep: (element: ElementOf<A>, i: number, part: this) => unknown): A {
    const kept = [...this].filter((element, i) => keep(element, i, this));
    const copy = new (constructorOf<A>(this.array))(kept.length);
    kept.forEach((element, i) => (copy[i] = element as never));
    return copy;
  }

  reduce(f: (sum: ElementOf<A>, element: ElementOf<A>, i: number, part: this) => ElementOf<A>): ElementOf<A>;
  reduce<R>(f: (sum: R, element: ElementOf<A>, i: number, part: this) => R, start: R): R;
  reduce(f: (sum: never, element: ElementOf<A>, i: number, part: this) => unknown, ...start: unknown[]): unknown {
    const iterator = this[Symbol.iterator]();
    if (start.length === 0 && this.length === 0) throw new TypeError('Reduce of empty array with no initial value');
    let sum = start.length === 0 ? (iterator.next().value as unknown) : start[0];
    let i = start.length === 0 ? 1 : 0;
    for (const element of iterator) sum = f(sum as never, element, i++, this);
    return sum;
  }

  some(test: (element: ElementOf<A>, i: number, part: this) => unknown): boolean {
    return this.findIndex(test) >= 0;
  }

  every(test: (element: ElementOf<A>, i: number, part: this) => unknown): boolean {
    return !this.some((element, i) => !test(element, i, this));
  }

  find(test: (element: ElementOf<A>, i: number, part: this) => unknown): ElementOf<A> | undefined {
    const i = this.findIndex(test);
    return i < 0 ? undefined : this.at(i);
  }

  findIndex(test: (element: ElementOf<A>, i: number, part: this) => unknown): number {
    let i = 0;
    for (const element of this) {
      if (test(element, i, this)) return i;
      i++;
    }
    return -1;
  }

  includes(wanted: ElementOf<A>): boolean {
    return this.some((element) => element === wanted || (element !== element && wanted !== wanted));
  }

  /** The first i whose element is `wanted`, −1 when there is none. */
  indexOf(wanted: ElementOf<A>): number {
    return this.findIndex((element) => element === wanted);
  }

  join(separator = ','): string {
    return [...this].join(separator);
  }

  /** Sets the elements from … to − 1, in the shared array. */
  fill(value: ElementOf<A>, from?: number, to?: number): this {
    const [start, end] = range(this.length, from, to);
    for (let i = start; i < end; i++) this.put(i, value);
    return this;
  }

  override toString(): string {
    return this.join();
  }

  toJSON(): ElementOf<A>[] {
    return [...this];
  }

  [inspect.custom](_depth: number, options: object, show: typeof inspect): string {
    const elements = show([...this.subarray(0, 100)], options);
    return `StridedPart(${this.length}) ${this.length > 100 ? elements.replace(/\s*\]$/, ', … ]') : elements}`;
  }
}

function range(length: number, from = 0, to = length): [number, number] {
  const place = (i: number): number => (i < 0 ? Math.max(0, length + Math.trunc(i)) : Math.min(length, Math.trunc(i) || 0));
  return [place(from), place(to)];
}

giveIndexAccess(StridedPart);
