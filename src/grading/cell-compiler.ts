import type { CompiledCell } from '../kernel/compiler/compile';
import { CompilerProcess } from '../kernel/front/compiler-process';
import { limits } from './limits';
import { startCompiler, type Isolation } from './sandbox';

/**
 * The kernel's compiler, for one notebook, in a process that runs none of the notebook's code. It is in a sandbox all the same: a type may
 * quote the files that a cell imports, and may need any amount of memory.
 */
export class CellCompiler {
  readonly #folder: string;
  readonly #isolation: Isolation;
  #process: CompilerProcess;

  constructor(folder: string, isolation: Isolation) {
    this.#folder = folder;
    this.#isolation = isolation;
    this.#process = this.#start();
  }

  /** Forgets all cells. */
  async reset(): Promise<void> {
    await this.#process.reset();
  }

  /** The cell as a program; what is wrong with it, in words, when it can't be one. @throws Error when the compiler was lost over it, and with it all earlier cells' types. */
  async compile(source: string, cell: number): Promise<CompiledCell | string> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), limits.cellMs)));
    try {
      const compiled = await Promise.race([this.#process.compile(source, cell), tooLate]);
      if (compiled) return compiled.ok ? compiled : `${compiled.ename}: ${compiled.evalue}`;
    } catch {
      throw new Error('Its types could not be checked: they need too much memory.');
    } finally {
      clearTimeout(timer);
    }
    this.#process.close();
    this.#process = this.#start();
    throw new Error(`Its types could not be checked within ${limits.cellMs / 1000} s.`);
  }

  /** Names that the last compiled cell declares but never got to. */
  async unreached(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.#process.unreached(names);
  }

  close(): void {
    this.#process.close();
  }

  #start(): CompilerProcess {
    return new CompilerProcess(this.#folder, (args) => startCompiler(args, this.#folder, this.#isolation));
  }
}
