type Entry = readonly [session: number, line: number, source: string];

interface Query {
  readonly hist_access_type?: string;
  readonly n?: number;
  readonly start?: number;
  readonly stop?: number;
  readonly pattern?: string;
  readonly unique?: boolean;
}

/** What was run in this session. */
export class History {
  #entries: Entry[] = [];

  add(line: number, source: string): void {
    this.#entries.push([1, line, source]);
  }

  /** The entries that a history_request asks for: a range of cells, the last n, or the last n that match a pattern. */
  find({ hist_access_type: access, n = 10, start = 0, stop, pattern = '*', unique = false }: Query): Entry[] {
    if (access === 'range') return this.#entries.filter(([, line]) => line >= start && (stop === undefined || stop === null || line < stop));
    if (access !== 'search') return this.#entries.slice(-n);
    const matcher = glob(pattern);
    const found = this.#entries.filter(([, , source]) => matcher.test(source));
    const last = new Map(found.map((entry, i) => [entry[2], i]));
    return (unique ? found.filter((entry, i) => last.get(entry[2]) === i) : found).slice(-n);
  }
}

function glob(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`);
}
