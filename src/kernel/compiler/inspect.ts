import ts from 'typescript-5';
import type { LiveChecker } from './live-checker';

interface Display {
  readonly displayParts: readonly ts.SymbolDisplayPart[];
  readonly documentation: readonly ts.SymbolDisplayPart[];
  readonly tags?: readonly ts.JSDocTagInfo[];
}
const internals = ts as unknown as {
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  SymbolDisplay: { getSymbolDisplayPartsDocumentationAndSymbolKind(checker: ts.TypeChecker, symbol: ts.Symbol, file: ts.SourceFile, container: ts.Node | undefined, location: ts.Node): Display };
};

/** The type and the documentation of the name at a place in a cell, or nothing. */
export function inspectCode(live: LiveChecker, code: string, position: number): string | undefined {
  const file = live.open(code);
  try {
    return describeAt(live, file, position) ?? (position > 0 ? describeAt(live, file, position - 1) : undefined);
  } finally {
    live.drop(file);
  }
}

function describeAt(live: LiveChecker, file: ts.SourceFile, position: number): string | undefined {
  const node = internals.getTouchingPropertyName(file, position);
  if (!ts.isIdentifier(node)) return undefined;
  const symbol = live.checker.getSymbolAtLocation(node);
  if (!symbol || symbol.flags === ts.SymbolFlags.Property && symbol.name === 'unknown') return undefined;
  const info = internals.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(live.checker, symbol, file, undefined, node);
  const signature = ts.displayPartsToString([...info.displayParts]);
  // A reader's window breaks the lines, not the file that they stand in.
  const documentation = ts.displayPartsToString([...info.documentation]).replace(/(?<=\S)\n(?=[^\s*-])/g, ' ');
  const tags = (info.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`.trimEnd());
  return [signature, documentation, tags.join('\n')].filter(Boolean).join('\n\n');
}
