/** A chunk on a node, from one moment to another; moments are counted, not measured. */
export interface Stay {
  readonly node: number;
  readonly from: number;
  to: number;
  /** Whether any of the test's data came along. */
  hasData: boolean;
}

/** Which nodes were busy at the same time: whether, not how long. */
export class Stays {
  readonly #all: Stay[] = [];
  readonly #now = new Map<number, number>();
  #moments = 0;

  begin(node: number): Stay {
    const stay = { node, from: this.#moments++, to: Infinity, hasData: false };
    this.#all.push(stay);
    this.#now.set(node, (this.#now.get(node) ?? 0) + 1);
    return stay;
  }

  end(stay: Stay): void {
    stay.to = this.#moments++;
    this.#now.set(stay.node, this.#now.get(stay.node)! - 1);
  }

  /** The node with the fewest chunks on it now; the first of these. */
  idlest(nNodes: number): number {
    const now = Array.from({ length: nNodes }, (_, node) => this.#now.get(node) ?? 0);
    return now.indexOf(Math.min(...now));
  }

  /** How many chunks had data with them. */
  get withData(): number {
    return this.#all.filter(({ hasData }) => hasData).length;
  }

  /** The most nodes that had data at once. */
  get together(): number {
    const comings = new Map<number, [node: number, change: number]>();
    for (const { node, from, to, hasData } of this.#all) {
      if (!hasData) continue;
      comings.set(from, [node, 1]);
      if (to !== Infinity) comings.set(to, [node, -1]);
    }
    const busy = new Map<number, number>();
    let most = 0;
    for (let moment = 0; moment < this.#moments; moment++) {
      const coming = comings.get(moment);
      if (!coming) continue;
      const [node, change] = coming;
      const now = (busy.get(node) ?? 0) + change;
      if (now > 0) busy.set(node, now);
      else busy.delete(node);
      most = Math.max(most, busy.size);
    }
    return most;
  }
}
