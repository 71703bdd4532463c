import ts from 'typescript-5';
import type { LiveChecker } from './live-checker';

export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly string[];
}
interface Entries {
  readonly entries: readonly { readonly name: string; readonly sortText: string }[];
}
type Complete = (host: object, program: ts.Program, log: () => void, file: ts.SourceFile, position: number, preferences: object, trigger: undefined, kind: number, token: object) => Entries | undefined;
const completionsAt = (ts as unknown as { Completions: { getCompletionsAtPosition: Complete } }).Completions.getCompletionsAtPosition;
const never = { isCancellationRequested: () => false, throwIfCancellationRequested: () => undefined };
const LIMIT = 1000;

/** What may stand at a place in a cell: names of this and earlier cells, members, keywords; best first. */
export function completeCode(live: LiveChecker, code: string, position: number): Completions {
  const start = wordStart(code, position);
  const end = position + /^[\p{L}\p{N}_$]*/u.exec(code.slice(position))![0].length;
  const file = live.open(code);
  try {
    const found = completionsAt({}, live.program, () => undefined, file, position, {}, undefined, 1, never)?.entries ?? [];
    return { start, end, matches: best(found, code.slice(start, position)) };
  } finally {
    live.drop(file);
  }
}

function wordStart(code: string, position: number): number {
  return position - /[\p{L}\p{N}_$]*$/u.exec(code.slice(0, position))![0].length;
}

function best(entries: Entries['entries'], prefix: string): string[] {
  const lower = prefix.toLowerCase();
  const rank = (name: string) => (name.startsWith(prefix) ? 0 : name.toLowerCase().startsWith(lower) ? 1 : 2);
  return entries
    .filter(({ name }) => name.toLowerCase().startsWith(lower))
    .sort((a, b) => rank(a.name) - rank(b.name) || compare(a.sortText, b.sortText) || compare(a.name, b.name))
    .slice(0, LIMIT)
    .map(({ name }) => name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
