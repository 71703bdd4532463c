import path from 'node:path';
import ts from 'typescript-5';
import { projectFolder } from '../paths';

/** How cells are checked: strictly, as modern modules, with Node's types and without the browser's. */
export const checkOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  strict: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  typeRoots: [path.join(projectFolder, 'node_modules', '@types')],
};

/**
 * How cells are emitted: native class fields and private names (ES2022), `require` for imports, because capturing a
 * function's surroundings reads it, and `import()` left as it is.
 */
export const emitOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  esModuleInterop: true,
  isolatedModules: true,
  sourceMap: true,
  newLine: ts.NewLineKind.LineFeed,
};
