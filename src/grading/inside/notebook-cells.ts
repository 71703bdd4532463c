import { CellScope } from '../../kernel/cells/cell-scope';
import type { CellContext } from '../../kernel/cells/context';
import { CellModules } from '../../kernel/cells/modules';
import { runCell, type CellProgram } from '../../kernel/cells/run-cell';

export interface CellEnd {
  /** What was thrown, in words; undefined when the cell came to its end. */
  readonly error?: string;
  /** Names that the cell declares but never got to. */
  readonly unreached: readonly string[];
}

export interface NotebookCells {
  /** Runs a compiled cell, as the kernel does. */
  run(program: CellProgram): Promise<CellEnd>;
  /** What the cells have declared under that name. */
  lookUp(name: string): unknown;
}

/** Runs a notebook's cells in this process. `ended` is called at once when a cell's code has come to its end. */
export function openCells(folder: string, ended: () => void): NotebookCells {
  const modules = new CellModules(folder);
  const prompt = (): never => {
    throw new Error('prompt: nobody can type here; this notebook is being graded. Write the value into the cell instead.');
  };
  const scope = new CellScope({ prompt, Deno: {} });
  (globalThis as Record<string, unknown>)['__tslab__'] = { exports: scope.exports, require: modules.require };
  let cell = 0;
  return {
    run: (program) =>
      new Promise((resolve) => {
        const context: CellContext = { id: `${++cell}`, cell, silent: false, allowInput: false, cancelled: false, printed: 0, timers: new Set() };
        let before = new Map<string, PropertyDescriptor | undefined>();
        runCell(program, context, scope, modules, folder, (declared) => {
          before = declared;
        }, (failure) => {
          ended();
          resolve(failure ? { error: inWords(failure.thrown), unreached: scope.withdraw(before) } : { unreached: [] });
        });
      }),
    lookUp: (name) => scope.exports[name],
  };
}

/** Whatever was thrown, in words: `TypeError: x is not a function`. */
export function inWords(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch {
    return 'Something that can\'t be put into words.';
  }
}
