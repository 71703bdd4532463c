import fs from 'node:fs';
import type ts from 'typescript-5';

interface Compilable {
  _compile(code: string, file: string): void;
}

/** Lets cells import .ts files of the learner's own: they are compiled, not checked, when they are loaded. */
export function loadTypeScriptFiles(): void {
  for (const extension of ['.ts', '.cts']) {
    require.extensions[extension] = (module, file) => {
      const compiler = require('typescript-5') as typeof ts;
      const { outputText } = compiler.transpileModule(fs.readFileSync(file, 'utf8'), {
        fileName: file,
        compilerOptions: { target: compiler.ScriptTarget.ES2022, module: compiler.ModuleKind.CommonJS, esModuleInterop: true, inlineSourceMap: true },
      });
      (module as unknown as Compilable)._compile(outputText, file);
    };
  }
}
