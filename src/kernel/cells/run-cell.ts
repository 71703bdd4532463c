import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { rememberSource } from './cell-sources';
import type { CellScope } from './cell-scope';
import { runIn, type CellContext } from './context';
import { gateOf } from './gate';
import type { CellModules } from './modules';

/** A compiled cell, as the front sends it. */
export interface CellProgram {
  readonly code: string;
  readonly map: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly isAsync: boolean;
}
interface Finished {
  readonly value?: unknown;
  readonly hasValue: boolean;
}
/** A list of the last expression's value, if the cell ends with one. */
type Result = readonly [unknown] | undefined;
type Outcome = (error: { readonly thrown: unknown } | undefined, finished?: Finished) => void;
type Body = (exports: object, require: NodeJS.Require, $kernel: object, __dirname: string, __filename: string) => Result | Promise<Result>;

/** A function of each cell, and the cell's whole script: the pool reads there what it must know of a function that a worker is given. */
const scripts = new Map<() => object, { url: string; text: string }>();
(globalThis as Record<symbol, unknown>)[Symbol.for('parallel.scripts')] = scripts;

let runs = 0;

/** Runs a cell in its own context and reports once how it ended. */
export function runCell(program: CellProgram, context: CellContext, scope: CellScope, modules: CellModules, folder: string, onDeclared: (before: ReturnType<CellScope['declare']>) => void, done: Outcome): void {
  const script = path.join(folder, `cell-${context.cell}-${++runs}.ts`);
  rememberSource(script, { cell: context.cell, text: program.text, map: program.map });
  const wrapped = `(${program.isAsync ? 'async ' : ''}function $cell(exports, require, $kernel, __dirname, __filename) { "use strict"; $kernel.declare($names);\n${program.code}\n})`;
  const start = (): void => {
    const body = vm.runInThisContext(wrapped, {
      filename: script,
      lineOffset: -1,
      importModuleDynamically: (name: string) => modules.import(name) as never,
    }) as Body;
    const declare = (names: () => object): void => {
      scripts.set(names, { url: pathToFileURL(script).href, text: wrapped });
      onDeclared(scope.declare(names()));
    };
    const kernel = { ...gateOf(context), declare };
    const result = body(scope.exports, modules.require, kernel, folder, script);
    if (program.isAsync) (result as Promise<Result>).then(succeed, fail);
    else succeed(result as Result);
  };
  const succeed = (result: Result): void => done(undefined, { hasValue: result !== undefined, value: result?.[0] });
  const fail = (thrown: unknown): void => done({ thrown });
  const attempt = (run: () => void) => (): void => {
    try {
      run();
    } catch (error) {
      fail(error);
    }
  };
  runIn(context, attempt(() => {
    const waiting = modules.prepare(program.imports);
    if (waiting) void waiting.then(attempt(start));
    else start();
  }));
}
