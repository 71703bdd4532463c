import ts from 'typescript-5';
import type { CellFile, LiveChecker } from './live-checker';
import { compileError, isError, type CompileError } from './diagnostics';
import { emitCell } from './emit';
import { withoutExports } from './without-exports';

/** A cell ready to run. */
export interface CompiledCell {
  readonly ok: true;
  /** JavaScript: the body of the cell. */
  readonly code: string;
  /** Its source map, as JSON. */
  readonly map: string;
  /** The names it declares. */
  readonly names: readonly string[];
  /** The modules it requires when it starts. */
  readonly imports: readonly string[];
  readonly isAsync: boolean;
}
export interface RejectedCell extends CompileError {
  readonly ok: false;
}

/** Checks a cell and turns it into JavaScript; the cells after it will see its names. */
export function compileCell(live: LiveChecker, source: string, cell: number): CompiledCell | RejectedCell {
  const text = withoutExports(source);
  const file = live.open(text);
  const errors = live.diagnostics(file).filter(isError);
  if (errors.length > 0) {
    live.drop(file);
    return { ok: false, ...compileError(errors, source, cell, file.parseDiagnostics.length > 0) };
  }
  const names = valueNames(live, file);
  const emitted = emitCell({
    text,
    earlier: earlierReferences(live, file),
    names: [...names],
  });
  live.keep(file);
  return { ok: true, ...emitted, names: [...names.keys()] };
}

/** The names that exist when the program runs (types don't), and whether they may be assigned. */
function valueNames(live: LiveChecker, file: CellFile): Map<string, boolean> {
  const names = new Map<string, boolean>();
  for (const [name, symbol] of file.locals) {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? live.checker.getAliasedSymbol(symbol) : symbol;
    const isTypeOnly = isAlias && symbol.declarations?.every((node) => ts.isTypeOnlyImportOrExportDeclaration(node));
    if (isTypeOnly || (target.flags & ts.SymbolFlags.Value) === 0) continue;
    if (symbol.declarations?.every(isAmbient)) continue;
    const declaration = symbol.valueDeclaration;
    const isConst = declaration !== undefined && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) > 1;
    names.set(name, !isAlias && (symbol.flags & ts.SymbolFlags.Variable) !== 0 && !isConst);
  }
  return names;
}

/** `declare const x`, and overloads without a body, are promises, not values. */
function isAmbient(node: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Ambient) !== 0;
}

/** Where the text names something that an earlier cell declared: position to name. */
function earlierReferences(live: LiveChecker, file: CellFile): Map<number, string> {
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? live.checker.getShorthandAssignmentValueSymbol(node.parent)
        : live.checker.getSymbolAtLocation(node);
      const home = symbol?.declarations?.[0]?.getSourceFile();
      if (home && home !== file && live.isCell(home) && isTopLevel(symbol!, home as CellFile)) found.set(node.getStart(file), node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) && parent.name === node)
    || (ts.isPropertyAssignment(parent) && parent.name === node)
    || (ts.isQualifiedName(parent) && parent.right === node)
    || (ts.isBindingElement(parent) && parent.propertyName === node);
}

function isTopLevel(symbol: ts.Symbol, home: CellFile): boolean {
  return home.locals.get(symbol.name) === symbol;
}
