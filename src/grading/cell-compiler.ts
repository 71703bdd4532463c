import type { CompiledCell } from '../kernel/compiler/compile';
import { CompilerProcess } from '../kernel/front/compiler-process';
import { limits } from './limits';

/** The kernel's compiler, for one notebook, in a process that runs none of the notebook's code. */
export class CellCompiler {
  readonly #folder: string;
  #process: CompilerProcess;

  constructor(folder: string) {
    this.#folder = folder;
    this.#process = new CompilerProcess(folder);
  }

  /** Forgets all cells. */
  async reset(): Promise<void> {
    await this.#process.reset();
  }

  /** The cell as a program; what is wrong with it, in words, when it can't be one. */
  async compile(source: string, cell: number): Promise<CompiledCell | string> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), limits.cellMs)));
    try {
      const compiled = await Promise.race([this.#process.compile(source, cell), tooLate]);
      if (compiled) return compiled.ok ? compiled : `${compiled.ename}: ${compiled.evalue}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
    }
    this.#process.close();
    this.#process = new CompilerProcess(this.#folder);
    return `Its types could not be checked within ${limits.cellMs / 1000} s.`;
  }

  /** Names that the last compiled cell declares but never got to. */
  async unreached(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.#process.unreached(names);
  }

  close(): void {
    this.#process.close();
  }
}
