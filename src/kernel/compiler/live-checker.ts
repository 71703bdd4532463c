import path from 'node:path';
import ts from 'typescript-5';
import { projectFolder } from '../paths';
import { checkOptions } from './options';
import { preludeText } from './prelude';

/** TypeScript's own view of a file and of the program, as far as it isn't in its public types. */
export interface CellFile extends ts.SourceFile {
  parent: ts.SourceFile;
  path: string;
  resolvedPath: string;
  originalFileName: string;
  imports: readonly ts.StringLiteralLike[];
  moduleAugmentations: readonly never[];
  ambientModuleNames: readonly never[];
  externalModuleIndicator: ts.Node | true;
  locals: Map<string, ts.Symbol>;
  parseDiagnostics: readonly ts.Diagnostic[];
  bindDiagnostics: readonly ts.Diagnostic[];
}
type Checker = ts.TypeChecker & { getDiagnostics(file: ts.SourceFile): ts.Diagnostic[] };
type Resolved = ts.ResolvedModuleWithFailedLookupLocations;
type LiveProgram = ts.Program & { getResolvedModule(file: ts.SourceFile, name: string, mode?: ts.ResolutionMode): Resolved | undefined };
const bind = (ts as unknown as { bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void }).bindSourceFile;

/**
 * One type checker that lives as long as the session. TypeScript would make a new program, and a new checker, for each
 * cell (30 ms and more). Here a cell is one more file for the checker that is there already: 1 ms. A cell sees the names
 * of the cells before it because its file's `parent` is the file before, so that name lookup goes on there.
 */
export class LiveChecker {
  folder = projectFolder;
  #scope: CellFile | undefined;
  #program!: LiveProgram;
  #roots: string[] = [];
  #sources = new Map<string, ts.SourceFile | undefined>();
  #resolved = new WeakMap<ts.SourceFile, Map<string, Resolved>>();
  #cells = new Map<string, CellFile>();
  #ambient: ReadonlySet<string> = new Set();
  #count = 0;

  constructor() {
    this.#build([path.join(projectFolder, 'node_modules', '@types', 'node', 'index.d.ts')]);
    this.reset();
  }

  get program(): ts.Program {
    return this.#program;
  }

  get checker(): Checker {
    return this.#program.getTypeChecker() as Checker;
  }

  /** Forgets all cells. */
  reset(): void {
    this.#scope = undefined;
    this.#cells.clear();
    this.#scope = this.open(preludeText, 'prelude');
  }

  /** The file of a cell, bound and ready to be checked, seen by nobody yet. */
  open(text: string, name = `cell-${++this.#count}`): CellFile {
    const file = ts.createSourceFile(path.join(this.folder, `${name}.ts`), text, {
      languageVersion: ts.ScriptTarget.ES2022,
      setExternalModuleIndicator: (source) => {
        (source as CellFile).externalModuleIndicator = true;
      },
    }, true) as CellFile;
    file.path = file.resolvedPath = file.originalFileName = file.fileName;
    file.imports = importedNames(file);
    file.moduleAugmentations = [];
    file.ambientModuleNames = [];
    this.#resolve(file);
    bind(file, checkOptions);
    file.locals ??= new Map();
    if (this.#scope) file.parent = this.#scope;
    this.#cells.set(file.fileName, file);
    return file;
  }

  /** Makes the names of a cell known to all cells that come after it. */
  keep(file: CellFile): void {
    this.#scope = file;
  }

  /** Takes names away again that the last cell declared but never got to. */
  forget(names: readonly string[]): void {
    for (const name of names) this.#scope?.locals.delete(name);
  }

  /** Drops a file that isn't kept: a question asked while typing, a cell with errors. */
  drop(file: CellFile): void {
    this.#cells.delete(file.fileName);
  }

  isCell(file: ts.SourceFile): boolean {
    return this.#cells.get(file.fileName) === file;
  }

  diagnostics(file: CellFile): readonly ts.Diagnostic[] {
    if (file.parseDiagnostics.length > 0) return file.parseDiagnostics;
    return [...(file.bindDiagnostics ?? []), ...this.checker.getDiagnostics(file)];
  }

  #resolve(file: CellFile): void {
    const resolved = new Map<string, Resolved>();
    for (const { text } of file.imports) {
      if (!this.#ambient.has(text)) resolved.set(text, this.#find(text));
    }
    this.#resolved.set(file, resolved);
    const missing = [...resolved.values()].flatMap(({ resolvedModule }) =>
      resolvedModule && !this.#program.getSourceFile(resolvedModule.resolvedFileName) ? [resolvedModule.resolvedFileName] : []);
    if (missing.length > 0) this.#build(missing);
  }

  /** Looks from the notebook's folder first, then, for packages, from the project's. */
  #find(name: string): Resolved {
    const from = (folder: string) => ts.resolveModuleName(name, path.join(folder, 'cell.ts'), checkOptions, ts.sys);
    const near = from(this.folder);
    if (near.resolvedModule || name.startsWith('.') || path.isAbsolute(name)) return near;
    return from(projectFolder);
  }

  /** A program of more files: files known already are neither read nor parsed again, but the checker starts anew. */
  #build(files: readonly string[]): void {
    // A new list: TypeScript compares it with the old program's to see what has changed.
    this.#roots = [...this.#roots, ...files];
    const host = ts.createCompilerHost(checkOptions, true);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, options) => {
      if (!this.#sources.has(name)) this.#sources.set(name, read(name, options));
      return this.#sources.get(name);
    };
    const program = ts.createProgram({ rootNames: this.#roots, options: checkOptions, host, oldProgram: this.#program }) as LiveProgram;
    const { getResolvedModule, getSourceFile } = program;
    program.getResolvedModule = (file, name, mode) => this.#resolved.get(file)?.get(name) ?? getResolvedModule(file, name, mode);
    program.getSourceFile = (name) => this.#cells.get(name) ?? getSourceFile(name);
    this.#program = program;
    // Node's own modules, which are declared, not looked up.
    this.#ambient = new Set(program.getTypeChecker().getAmbientModules().map(({ name }) => name.slice(1, -1)));
  }
}

function importedNames(file: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) found.push(node.moduleSpecifier as ts.StringLiteral);
    else if (ts.isExternalModuleReference(node) && ts.isStringLiteralLike(node.expression)) found.push(node.expression);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.push(node.argument.literal as ts.StringLiteral);
    else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(file) === 'require')) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument)) found.push(argument);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
