import { SourceMap } from 'node:module';

interface CellSource {
  readonly cell: number;
  readonly text: string;
  readonly map: string;
  parsed?: SourceMap;
}
export interface CellPlace {
  readonly cell: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}
const sources = new Map<string, CellSource>();

/** Remembers what a cell's script was made from, so that its errors can point to it. */
export function rememberSource(script: string, source: CellSource): void {
  sources.set(script, source);
}

export function isCellScript(script: string): boolean {
  return sources.has(script);
}

/** Where in the learner's cell a place of its script comes from; nothing if the kernel added that code. */
export function placeInCell(script: string, line: number, column: number): CellPlace | undefined {
  const source = sources.get(script);
  if (!source) return undefined;
  source.parsed ??= new SourceMap(JSON.parse(source.map));
  const entry = source.parsed.findEntry(line - 1, column - 1);
  if (!('originalLine' in entry) || entry.originalLine === undefined) return undefined;
  const { cell, text } = source;
  return { cell, text, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** The same place by the cell's number, as a stack that was written out before names it. */
export function placeInNumberedCell(cell: number, line: number, column: number): CellPlace | undefined {
  const text = [...sources.values()].findLast((source) => source.cell === cell)?.text;
  return text === undefined ? undefined : { cell, text, line, column };
}
