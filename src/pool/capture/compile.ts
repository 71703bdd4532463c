import vm from 'node:vm';
import { dynamicImports } from './load-modules';
import { recall, remember } from './memory';
import type { Code } from './nodes';
import type { PrivateDoor } from './privates';

/** One run of a code: its variables can be set, and its function made. */
export interface Made {
  readonly set: (values: readonly unknown[]) => void;
  readonly make: () => unknown;
  /** Only for classes. */
  readonly restoring?: { on: boolean };
  readonly privates?: PrivateDoor;
}

type Factory = () => Made;

const programs = new Map<string, Factory[]>();
const factories = new Map<string, Factory>();

/** The factories of a program; the same program, and the same text in two programs, is compiled once. */
export function compileProgram(id: string, program: string): Factory[] {
  const known = recall(programs, id);
  if (known) return known;
  const codes = JSON.parse(program) as Code[];
  return remember(programs, id, codes.map((code) => compile(code)), 200);
}

function compile(code: Code): Factory {
  const key = JSON.stringify(code);
  const known = recall(factories, key);
  if (known) return known;
  const factory = vm.compileFunction(frame(code), [], {
    filename: code.file,
    lineOffset: code.line - 1,
    ...(code.text.includes('import') && { importModuleDynamically: dynamicImports() }),
  } as vm.CompileFunctionOptions) as Factory;
  return remember(factories, key, factory, 2000);
}

/**
 * The text around a function's own. The function begins on the frame's second line, as far right as it was written, so
 * that errors name the line where it stands in its file or cell.
 */
function frame({ text, names, shape, isClass, isStrict, column }: Code): string {
  // var, not let: V8 checks a let for having been set at every use, which made a loop 3.5 times slower (Node 20)
  const declared = names.length > 0 ? `var ${names.join(', ')};` : '';
  const set = names.map((name, index) => `${name} = $values$[${index}];`).join(' ');
  const extra = isClass ? 'const $restoring$ = { on: false }, $privates$ = {};' : '';
  const [before, after] = shape === 'value' ? ['(', ')'] : ['({', '})'];
  return `${isStrict ? '"use strict";' : ''}${declared}${extra}return { set: ($values$) => { ${set} }, `
    + `${isClass ? 'restoring: $restoring$, privates: $privates$, ' : ''}make: function () { return ${before}\n${' '.repeat(column)}${text}\n${after}; } };`;
}
