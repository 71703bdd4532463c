import { AsyncLocalStorage } from 'node:async_hooks';

/** A cell that runs or has run: whatever it starts, now or later, belongs to it. */
export interface CellContext {
  readonly id: string;
  readonly cell: number;
  readonly silent: boolean;
  readonly allowInput: boolean;
  /** Set when the cell was interrupted: nothing it still does is seen. */
  cancelled: boolean;
  /** Characters printed so far. */
  printed: number;
  readonly timers: Set<unknown>;
}

const storage = new AsyncLocalStorage<CellContext>();
let latest: CellContext | undefined;

export function runIn<T>(context: CellContext, run: () => T): T {
  latest = context;
  return storage.run(context, run);
}

/** The cell that caused what happens now, if that can be told. */
export function ownCell(): CellContext | undefined {
  return storage.getStore();
}

/** The cell that caused what happens now; if that can't be told, the last one. */
export function currentCell(): CellContext | undefined {
  return storage.getStore() ?? latest;
}
