import { createExecutor } from 'tslab/dist/executor';
import { createConverter } from 'tslab/dist/converter';

export interface NotebookCells {
  /** Runs a cell as the kernel does. Gives what went wrong, or undefined. */
  run(source: string): Promise<string | undefined>;
  /** What the cells have declared under that name. */
  lookUp(name: string): unknown;
}

/** Runs a notebook's cells in this process. */
export function openCells(folder: string): NotebookCells {
  const errors: unknown[] = [];
  const node = createConverter({ isJS: false, isBrowser: false });
  const console = { log() {}, error: (...args: unknown[]) => void errors.push(args) };
  const executor = createExecutor(folder, { node, browser: node, close: () => node.close() }, console);
  return {
    async run(source) {
      errors.length = 0;
      const ok = await executor.execute(source);
      return ok ? undefined : describe(errors);
    },
    lookUp: (name) => (executor.locals as Record<string, unknown>)[name],
  };
}

function describe(errors: readonly unknown[]): string {
  const [first] = errors as unknown[][];
  const thrown = first?.[0];
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  if (thrown === '%s%d:%d - %s') return `line ${String(first?.[2])}: ${String(first?.[4])}`;
  return String(thrown ?? 'The cell failed.');
}
