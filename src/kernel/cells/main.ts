import process from 'node:process';
import { listen, send } from './channel';
import { CellScope } from './cell-scope';
import { handleComm, registerTarget } from './comms';
import { currentCell, runIn, type CellContext } from './context';
import { jupyter } from './deno';
import { describeError } from './describe-error';
import { clearOutput, display } from './display';
import { guardProcess } from './guard-process';
import { hideBookkeeping } from './clean-inspect';
import { CellModules } from './modules';
import { captureOutput, flush } from './output';
import { answerPrompt, prompt } from './prompt';
import { showValue } from './rich-result';
import { runCell, type CellProgram } from './run-cell';
import { readableStacks } from './stack';
import { clearTimers, trackTimers } from './track-timers';
import { forgetTerminatedCalls, tolerateTermination } from './unwinding';
import { watch } from './watch';
import type { Frame } from '../frames';

const end = process.exit.bind(process);
const scope = new CellScope({ prompt, Deno: { jupyter } });
let modules: CellModules;
let folder = process.cwd();
let running: { readonly context: CellContext; readonly before: Map<string, PropertyDescriptor | undefined> } | undefined;

function start(frame: Frame): void {
  folder = frame.folder as string;
  modules = new CellModules(folder);
  const shared = globalThis as unknown as Record<string | symbol, unknown>;
  shared.__tslab__ = { exports: scope.exports, require: modules.require };
  shared.prompt = prompt;
  shared[Symbol.for('parallel.display')] = display;
  shared[Symbol.for('parallel.clearOutput')] = clearOutput;
  shared[Symbol.for('parallel.comms')] = { registerTarget };
  send({ kind: 'ready' });
}

function run(frame: Frame): void {
  tolerateTermination();
  const context = newContext(frame);
  const job = { context, before: new Map<string, PropertyDescriptor | undefined>() };
  running = job;
  runCell(frame.program as CellProgram, context, scope, modules, folder, (before) => {
    job.before = before;
  }, (error, finished) => {
    if (running !== job) return;
    if (error) return finish({ ok: false, error: describeError(error.thrown) });
    if (!finished?.hasValue || finished.value === undefined) return finish({ ok: true });
    try {
      finish({ ok: true, result: showValue(finished.value) });
    } catch (thrown) {
      finish({ ok: false, error: describeError(thrown) });
    }
  });
}

/** Ends the running cell: what it printed first, then how it ended and which of its names never came to be. */
function finish(outcome: { ok: boolean; result?: object; error?: object }): void {
  const job = running;
  if (!job) return;
  running = undefined;
  flush();
  const unreached = outcome.ok ? [] : scope.withdraw(job.before);
  send({ kind: 'done', cell: job.context.id, unreached, ...outcome });
}

function interrupt(): void {
  forgetTerminatedCalls();
  const job = running;
  if (!job) return;
  flush();
  job.context.cancelled = true;
  clearTimers(job.context);
  try {
    process.emit('SIGINT');
  } catch {
    // a listener's own mistake must not keep the cell from ending
  }
  finish({ ok: false, error: { ename: 'InterruptError', evalue: 'the cell was interrupted', traceback: ['\u001b[31mInterruptError\u001b[39m: the cell was interrupted. Variables keep their values.'] } });
}

function comm(frame: Frame): void {
  runIn(newContext(frame), () => {
    try {
      handleComm(frame.type as string, frame);
    } catch (thrown) {
      late(thrown, '(in a comm)');
    } finally {
      flush();
      send({ kind: 'handled', cell: frame.id });
    }
  });
}

function newContext(frame: Frame): CellContext {
  return {
    id: frame.id as string,
    cell: (frame.cell as number | undefined) ?? 0,
    silent: frame.silent === true,
    allowInput: frame.allowInput === true,
    cancelled: false,
    printed: 0,
    timers: new Set(),
  };
}

/** An error that nobody awaited: shown under the cell that caused it. */
function late(thrown: unknown, how: string): void {
  const context = currentCell();
  if (!context || context.cancelled) return;
  flush();
  const error = describeError(thrown);
  send({ kind: 'late', cell: context.id, error: { ...error, traceback: [...error.traceback, how] } });
}

readableStacks();
hideBookkeeping();
captureOutput();
trackTimers();
tolerateTermination();
guardProcess();
// Interrupts come through the watcher; a signal to the whole process group must not end this process.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => late(error, '(thrown later, by something that the cell started)'));
process.on('unhandledRejection', (reason) => late(reason, '(a promise was rejected, and nobody awaited it: is an await missing?)'));
listen((frame) => {
  if (frame.kind === 'start') start(frame);
  else if (frame.kind === 'run') run(frame);
  else if (frame.kind === 'input') answerPrompt(frame.ask as number, frame.value as string);
  else if (frame.kind === 'comm') comm(frame);
}, () => end(0));
watch(interrupt);
