import ts from 'typescript-5';
import type { CellFile } from './live-checker';

export interface Completeness {
  readonly status: 'complete' | 'incomplete' | 'invalid';
  readonly indent?: string;
}

/** Whether a cell could run as it is, needs more lines, or can't become right by adding lines. */
export function isComplete(code: string): Completeness {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true) as CellFile;
  if (file.parseDiagnostics.length === 0) return { status: 'complete' };
  const end = code.trimEnd().length;
  // What comes after the first mistake follows from it.
  const [{ start = 0, length = 0, code: number }] = file.parseDiagnostics as [ts.Diagnostic];
  const isCutOff = (start >= end && number !== UNTERMINATED_STRING) || (isUnterminated(number) && start + length >= end);
  return isCutOff ? { status: 'incomplete', indent: nextIndent(code) } : { status: 'invalid' };
}

const UNTERMINATED_STRING = 1002;

/** Unterminated template, comment, or regular expression: more lines end them. (A string can't span lines.) */
function isUnterminated(code: number): boolean {
  return code === 1160 || code === 1010;
}

function nextIndent(code: string): string {
  const line = code.slice(code.lastIndexOf('\n') + 1);
  const indent = /^\s*/.exec(line)![0];
  return /[{([]\s*$/.test(line) || /=>\s*$/.test(line) ? `${indent}  ` : indent;
}
