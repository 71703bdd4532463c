import ts from 'typescript-5';

/**
 * The same text with every `export` blanked out, each character at its place: in a notebook all top-level names are
 * shared anyway.
 */
export function withoutExports(text: string): string {
  if (!text.includes('export')) return text;
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2022, true);
  let result = text;
  const blank = (start: number, end: number): void => {
    result = result.slice(0, start) + result.slice(start, end).replace(/[^\n]/g, ' ') + result.slice(end);
  };
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) blank(statement.getStart(), statement.end);
    else if (ts.isExportAssignment(statement)) blank(statement.getStart(), statement.expression.getStart());
    else if (ts.canHaveModifiers(statement)) {
      const unnamed = (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
      if (unnamed) continue;
      for (const modifier of ts.getModifiers(statement) ?? []) {
        const isExport = modifier.kind === ts.SyntaxKind.ExportKeyword || modifier.kind === ts.SyntaxKind.DefaultKeyword;
        if (isExport) blank(modifier.getStart(), modifier.end);
      }
    }
  }
  return result;
}
