/** Thrown by runItems: which item failed, and with what. `value` may be anything, since `throw undefined` is legal. */
export class ItemFailure {
  constructor(
    readonly item: number,
    readonly value: unknown,
  ) {}
}

export interface ItemRun {
  /** 'reduce': one call, with all items as one list. */
  readonly kind: 'map' | 'apply' | 'reduce';
  readonly f: Function;
  readonly items: ArrayLike<unknown>;
  readonly firstItem: number;
  /** Called before each item; false stops the run. */
  readonly begin: (item: number) => boolean;
}

/**
 * The results of f for each item, one after the other; undefined when `begin` stopped it.
 * No promise is made unless f makes one: a chunk of 10,000 small items must not wait 10,000 times.
 */
export function runItems(run: ItemRun): unknown[] | undefined | Promise<unknown[] | undefined> {
  if (run.kind !== 'map') return runOnce(run);
  return runFrom(run, 0, []);
}

function runFrom(run: ItemRun, from: number, results: unknown[]): unknown[] | undefined | Promise<unknown[] | undefined> {
  const { f, items, firstItem, begin } = run;
  for (let index = from; index < items.length; index++) {
    const item = firstItem + index;
    if (!begin(item)) return undefined;
    let result: unknown;
    try {
      result = f(items[index], item);
    } catch (error) {
      throw new ItemFailure(item, error);
    }
    if (isThenable(result)) return awaitOne(run, index, results, result);
    results.push(result);
  }
  return results;
}

async function awaitOne(
  run: ItemRun,
  index: number,
  results: unknown[],
  pending: PromiseLike<unknown>,
): Promise<unknown[] | undefined> {
  const { f, items, firstItem, begin } = run;
  for (let next: unknown = pending; ; ) {
    try {
      results.push(await next);
    } catch (error) {
      throw new ItemFailure(firstItem + index, error);
    }
    index++;
    if (index >= items.length) return results;
    if (!begin(firstItem + index)) return undefined;
    try {
      next = f(items[index], firstItem + index);
    } catch (error) {
      throw new ItemFailure(firstItem + index, error);
    }
  }
}

async function runOnce({ kind, f, items, firstItem, begin }: ItemRun): Promise<unknown[] | undefined> {
  if (!begin(firstItem)) return undefined;
  try {
    const list = Array.from(items);
    return [await (kind === 'reduce' ? f(list) : f(...list))];
  } catch (error) {
    throw new ItemFailure(firstItem, error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
