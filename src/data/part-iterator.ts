/**
 * Goes through every stride-th element of an array.
 *
 * Hand-written, since V8 can inline it into the reader's for-of loop, unlike a generator: for-of costs less than
 * twice a plain loop, and less than half of what it costs over a typed array.
 */
export class PartIterator<E> implements IterableIterator<E> {
  readonly #array: ArrayLike<E>;
  readonly #stride: number;
  readonly #end: number;
  #at: number;

  constructor(array: ArrayLike<E>, offset: number, stride: number, length: number) {
    this.#array = array;
    this.#stride = stride;
    this.#at = offset;
    this.#end = offset + length * stride;
  }

  next(): IteratorResult<E, undefined> {
    const at = this.#at;
    this.#at = at + this.#stride;
    const done = at >= this.#end;
    // One literal, and a number even at the end: so V8 never makes the object. It is 2.5 times faster than with undefined.
    return { value: done ? 0 : this.#array[at], done } as IteratorResult<E, undefined>;
  }

  [Symbol.iterator](): this {
    return this;
  }
}
