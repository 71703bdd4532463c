/**
 * The top-level names of all cells: `exports` in their code, and `globalThis.__tslab__.exports` as in tslab. Each is an
 * accessor for the variable in the cell that declared it last.
 */
export class CellScope {
  readonly exports: Record<string, unknown>;

  constructor(prelude: Record<string, unknown>) {
    this.exports = Object.create(prelude) as Record<string, unknown>;
  }

  /** Puts the names of a cell in place. Returns what they were before, for names that the cell never gets to. */
  declare(names: object): Map<string, PropertyDescriptor | undefined> {
    const before = new Map<string, PropertyDescriptor | undefined>();
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(names))) {
      before.set(name, Object.getOwnPropertyDescriptor(this.exports, name));
      Object.defineProperty(this.exports, name, { ...descriptor, configurable: true });
    }
    return before;
  }

  /** Puts back the names whose declaration a failed cell hasn't reached: reading them throws. Returns those. */
  withdraw(before: ReadonlyMap<string, PropertyDescriptor | undefined>): string[] {
    const unreached = [...before.keys()].filter((name) => !this.#isReached(name));
    for (const name of unreached) {
      const descriptor = before.get(name);
      if (descriptor) Object.defineProperty(this.exports, name, descriptor);
      else delete this.exports[name];
    }
    return unreached;
  }

  #isReached(name: string): boolean {
    try {
      void this.exports[name];
      return true;
    } catch {
      return false;
    }
  }
}
