import type { CellContext } from './context';

const never = new Promise<never>(() => undefined);

/**
 * The gate that every await of a cell's own goes through. After an interrupt it stays shut: the cell's code doesn't go
 * on, not even in its `catch` or `finally`. An async function, so that stacks still lead from a function to the cell.
 */
export function gateOf(context: CellContext) {
  async function gate(value: unknown): Promise<unknown> {
    try {
      const result = await value;
      if (context.cancelled) await never;
      return result;
    } catch (error) {
      if (context.cancelled) await never;
      throw error;
    }
  }
  async function* each(items: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<unknown> {
    for await (const item of items) {
      if (context.cancelled) await never;
      yield item;
      if (context.cancelled) await never;
    }
  }
  return { gate, each };
}
