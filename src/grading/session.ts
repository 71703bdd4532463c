import { PoolOf, Source, type Outcome, type Subject } from '../learn/exercise';
import type { ParcelResult } from '../learn/nodes/parcel';
import { Router } from '../learn/nodes/router';
import { CellCompiler } from './cell-compiler';
import type { FromCells, FromNode, WireArgument, WireOutcome } from './inside/messages';
import type { CellEnd } from './inside/notebook-cells';
import { parcelFromWire, parcelToWire, resultFromWire, resultToWire, valueFromWire, valueToWire } from './inside/wire';
import { JudgedProcess, Lost } from './judged-process';
import { limits } from './limits';
import type { Isolation } from './sandbox';

export interface Cell {
  /** How a person finds it: 'cell 7', or its grade_id. */
  readonly name: string;
  readonly source: string;
}

export interface CellTrouble {
  readonly cell: string;
  readonly message: string;
}

/** Items of an answer. */
const LONGEST = 1_000_000;
/** Characters of what a cell threw. */
const LONGEST_TROUBLE = 2_000;
/** Arguments of a call, and names that a cell declares. */
const MOST_NAMES = 10_000;

/**
 * A submission, alive in processes apart: one holds its cells and answers calls of their functions, and each node of the pools that
 * they are given is another. Nothing that they say is believed but their answers, which the caller compares.
 */
export class Session implements Subject {
  readonly trouble: CellTrouble[] = [];
  readonly #cells: readonly Cell[];
  readonly #folder: string;
  readonly #isolation: Isolation;
  readonly #until = Date.now() + limits.notebookMs;
  readonly #hung = new Map<string, string>();
  readonly #routers = new Map<number, Router>();
  readonly #skipped = new Set<Cell>();
  readonly #compiler: CellCompiler;
  #process: JudgedProcess | undefined;
  /** By node: each one is a process of its own, so that what a node is given can't be put together on another. */
  readonly #nodes = new Map<number, JudgedProcess>();
  #starts = 0;
  #calls = 0;

  constructor(cells: readonly Cell[], folder: string, isolation: Isolation) {
    this.#cells = cells;
    this.#folder = folder;
    this.#isolation = isolation;
    this.#compiler = new CellCompiler(folder, isolation);
  }

  /** Runs the cells. A cell that ends the process, or that doesn't end, is left out, and the others run again. */
  async open(): Promise<void> {
    // The first node starts while the cells are compiled; the others when there is something for them.
    this.#startNode(0);
    while (!(await this.#runCells()));
  }

  async close(): Promise<void> {
    this.#compiler.close();
    await Promise.all([this.#process?.end(), ...[...this.#nodes.values()].map((node) => node.end())]);
  }

  async call(name: string, args: readonly unknown[]): Promise<Outcome> {
    const failed = (value: string, kind: Outcome['kind'] = 'threw'): Outcome => ({ kind, value, isPromise: false, args: [] });
    const hung = this.#hung.get(name);
    if (hung !== undefined) return failed(hung, 'late');
    if (Date.now() > this.#until) return failed(`The notebook took more than ${limits.notebookMs / 1000} s in all.`, 'late');
    if (!(await this.#alive())) return failed('The notebook ended its process, again and again.', 'late');
    const pool = args.find((argument): argument is PoolOf => argument instanceof PoolOf);
    const call = this.#calls++;
    const router = pool && new Router(pool.nNodes, pool.paint);
    if (router) this.#routers.set(call, router);
    try {
      const tooLate = `It did not end within ${limits.callMs / 1000} s.`;
      const { outcome } = await this.#process!.ask<{ outcome: WireOutcome }>({ call: name, args: args.map((argument) => this.#wired(argument)), token: call }, limits.callMs, tooLate);
      return { ...read(outcome), ...(router ? { traffic: router.traffic } : {}) };
    } catch (error) {
      const message = error instanceof Lost ? error.message : 'Its answer could not be read.';
      this.#hung.set(name, message);
      return failed(message, 'late');
    } finally {
      this.#routers.delete(call);
    }
  }

  #wired(argument: unknown): WireArgument {
    if (argument instanceof PoolOf) return { nNodes: argument.nNodes };
    if (argument instanceof Source) return { source: argument.text };
    return { value: valueToWire(argument) };
  }

  async #alive(): Promise<boolean> {
    if (this.#process && !this.#process.isLost) return true;
    while (this.#starts <= limits.restarts) if (await this.#runCells()) return true;
    return false;
  }

  /** Starts the process and runs the cells in it; false when it was lost on the way. */
  async #runCells(): Promise<boolean> {
    if (this.#starts++ > limits.restarts) return true;
    await this.#process?.end();
    const process = new JudgedProcess('cells-main', this.#folder, this.#isolation, (message: FromCells) => void this.#route(process, message));
    this.#process = process;
    const until = Date.now() + limits.startMs + limits.cellsMs;
    try {
      await Promise.all([process.ready, this.#compiler.reset()]);
    } catch {
      return false;
    }
    this.trouble.splice(0, this.trouble.length, ...this.trouble.filter(({ cell }) => [...this.#skipped].some(({ name }) => name === cell)));
    for (const [index, cell] of this.#cells.entries()) {
      if (this.#skipped.has(cell)) continue;
      // Cells that only fail to compile take time, too.
      if (Date.now() > Math.min(until, this.#until)) {
        this.trouble.push({ cell: cell.name, message: `It was not run, nor were those after it: all cells together took more than ${limits.cellsMs / 1000} s.` });
        return true;
      }
      try {
        const program = await this.#compiler.compile(cell.source, index + 1);
        if (typeof program === 'string') {
          this.trouble.push({ cell: cell.name, message: program });
          continue;
        }
        const { code, map, imports, isAsync } = program;
        const patience = Math.min(limits.cellMs, until - Date.now());
        const run = { code, map, imports, isAsync, text: cell.source };
        const tooLate = `It did not end within ${limits.cellMs / 1000} s.`;
        const { error, unreached } = await process.ask<CellEnd>({ run }, patience, tooLate);
        // A loop of promises that it started, and nobody awaits, would be taken for the next cell's.
        await process.ask({ turn: true }, patience, tooLate);
        const names: readonly unknown[] = Array.isArray(unreached) && unreached.length <= MOST_NAMES ? unreached : [];
        await this.#compiler.unreached(names.filter((name) => typeof name === 'string'));
        if (error !== undefined) this.trouble.push({ cell: cell.name, message: typeof error === 'string' ? error.slice(0, LONGEST_TROUBLE) : 'It failed, in a way that can\'t be put into words.' });
      } catch (error) {
        this.#skipped.add(cell);
        this.trouble.push({ cell: cell.name, message: error instanceof Error ? error.message : String(error) });
        return false;
      }
    }
    return true;
  }

  #startNode(node: number): JudgedProcess {
    const started = new JudgedProcess('node-main', this.#folder, this.#isolation);
    this.#nodes.set(node, started);
    return started;
  }

  async #route(from: JudgedProcess, message: FromCells): Promise<void> {
    if (!('route' in message)) return;
    const { route, ask: call, map, chunk, items, parcel } = message;
    const router = this.#routers.get(call);
    if (!router) return;
    try {
      const opened = parcelFromWire(parcel);
      const result = await router.route({ map, chunk, items, parcel: opened }, async (own, node) => {
        const ran = await this.#runOnNode(own, node);
        // What it sends in the same turn goes out before anything comes back: who is quick doesn't decide which node gets what.
        await from.ask({ turn: true }, limits.callMs, `It did not end within ${limits.callMs / 1000} s.`);
        return ran;
      });
      // What the nodes wrote is in the judge's copy of the shared memory now: that is what goes back.
      const written = result.written.map((bytes, index) => (bytes ? new Uint8Array(opened.packet.shared[index]!).slice() : undefined));
      from.send({ routed: route, result: { ...resultToWire({ ...result, written }), node: result.node } });
    } catch (error) {
      const value = `The node's worker was lost. ${error instanceof Error ? error.message : ''}`;
      from.send({ routed: route, result: { ok: false, packet: valueToWire({ value }), written: [], node: 0 } });
    }
  }

  async #runOnNode(parcel: Parameters<typeof parcelToWire>[0], node: number): Promise<ParcelResult> {
    const running = this.#nodes.get(node);
    const own = running && !running.isLost ? running : this.#startNode(node);
    await own.ready;
    const { result, error } = await own.ask<FromNode>({ parcel: parcelToWire(parcel) }, limits.callMs, 'A node did not end in time.');
    if (!result) throw new Error(error ?? 'A node failed.');
    return resultFromWire(result);
  }
}

function read(outcome: WireOutcome): Outcome {
  const value = valueFromWire(outcome.value);
  // A list of holes is small on its way, and takes hours to walk through.
  if (Array.isArray(value) && value.length > LONGEST) return { kind: 'threw', value: `a list of ${value.length} items; no answer is that long.`, isPromise: outcome.isPromise === true, args: [] };
  if (outcome.args.length > MOST_NAMES) throw new RangeError('No call has that many arguments.');
  return {
    kind: outcome.kind === 'returned' ? 'returned' : 'threw',
    value,
    isPromise: outcome.isPromise === true,
    args: outcome.args.map((packet) => (packet ? valueFromWire(packet) : undefined)),
  };
}
