import type { TaskSpan } from '../measure/task-span';
import type { ChunkReport } from './engine';

/** Beyond that many spans the oldest go: a pool that lives for days must not grow for days. */
export const MAX_SPANS = 20_000;
const FIELDS = 13;

/** What a pool remembers of its chunks: columns of numbers, since a million small objects would cost more than the tasks. */
export class SpanLog {
  readonly #createdAt = performance.timeOrigin + performance.now();
  readonly #machines = new Map<number, string>();
  // Whole from the start, so that it never grows; the machine hands out its pages only as they fill.
  readonly #rows = new Float64Array(FIELDS * MAX_SPANS);
  #count = 0;

  add(map: number, report: ChunkReport, ok: boolean): void {
    const row = this.#count % MAX_SPANS;
    const rows = this.#rows;
    const since = this.#createdAt;
    let at = row * FIELDS;
    rows[at++] = report.node;
    rows[at++] = report.thread;
    rows[at++] = report.chunk;
    rows[at++] = map;
    rows[at++] = report.items;
    rows[at++] = report.firstItem;
    rows[at++] = report.submitted - since;
    rows[at++] = report.started - since;
    rows[at++] = report.finished - since;
    rows[at++] = report.received - since;
    rows[at++] = report.bytesIn;
    rows[at++] = report.bytesOut;
    rows[at] = ok ? 1 : 0;
    if (report.machine !== undefined) this.#machines.set(row, report.machine);
    else if (this.#machines.size > 0) this.#machines.delete(row);
    this.#count++;
  }

  spans(): TaskSpan[] {
    const kept = Math.min(this.#count, MAX_SPANS);
    const oldest = this.#count - kept;
    return Array.from({ length: kept }, (_, index) => this.#span((oldest + index) % MAX_SPANS));
  }

  #span(row: number): TaskSpan {
    const at = row * FIELDS;
    const machine = this.#machines.get(row);
    const field = (offset: number): number => this.#rows[at + offset] as number;
    return {
      node: field(0),
      thread: field(1),
      task: field(2),
      map: field(3),
      items: field(4),
      firstItem: field(5),
      submitted: field(6),
      started: field(7),
      finished: field(8),
      received: field(9),
      bytesIn: field(10),
      bytesOut: field(11),
      ...(machine === undefined ? {} : { machine }),
      ok: field(12) === 1,
    };
  }
}
