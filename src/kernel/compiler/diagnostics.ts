import ts from 'typescript-5';
import { codeFrame } from '../code-frame';
import { hintFor } from './hints';

/** What a cell that doesn't compile is told. */
export interface CompileError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

// An import without type declarations is of type any, as in JavaScript; await may stand at the top.
const tolerated = new Set([7016, 1375, 1378, 2354]);

export function isError(diagnostic: ts.Diagnostic): boolean {
  return diagnostic.category === ts.DiagnosticCategory.Error && !tolerated.has(diagnostic.code);
}

/** All of TypeScript's messages on a cell, each with the line it means and a caret below. Of Python's lines, the first one says enough. */
export function compileError(found: readonly ts.Diagnostic[], text: string, cell: number, isSyntax: boolean): CompileError {
  const ename = isSyntax ? 'SyntaxError' : 'TypeScriptError';
  const first = message(found[0]!, text);
  const diagnostics = isSyntax && hintFor(found[0]!, first, text, isSyntax) ? found.slice(0, 1) : found;
  const traceback = [`\u001b[31m${ename}\u001b[39m: ${diagnostics.length === 1 ? 'this cell' : `${diagnostics.length} messages; the cell`} was not run.`];
  const hinted = new Set<string>();
  for (const diagnostic of diagnostics) {
    const { start = 0, length = 1 } = diagnostic;
    const said = message(diagnostic, text);
    traceback.push(`${said} (TS${diagnostic.code})`, codeFrame(text, start, length, cell));
    const hint = hintFor(diagnostic, said, text, isSyntax);
    if (hint && !hinted.has(hint)) traceback.push(hint);
    if (hint) hinted.add(hint);
  }
  return { ename, evalue: first, traceback };
}

function message(diagnostic: ts.Diagnostic, cellText: string): string {
  const text = importedByName(inShort(diagnostic.messageText), diagnostic, cellText);
  const missing = diagnostic.code === 2307 && /^Cannot find module '([^'.][^']*)'/.exec(text);
  if (!missing) return [text, ...whatToDo(diagnostic)].join(' ');
  const name = missing[1]!.split('/').slice(0, missing[1]!.startsWith('@') ? 2 : 1).join('/');
  return `${text.replace(/ or its corresponding type declarations\.$/, '.')} If it is a package, install it in a terminal: npm install ${name}`;
}

/** The first and the innermost line of a message that explains itself step by step; of overloads, the last: it is the most general. */
function inShort(messageText: string | ts.DiagnosticMessageChain): string {
  if (typeof messageText === 'string') return messageText;
  let inner = messageText;
  while (inner.next?.length) inner = inner.next.at(-1)!;
  return inner === messageText ? inner.messageText : `${messageText.messageText}\n  ${inner.messageText}`;
}

// "Did you forget to use 'await'?", "An argument for 'items' was not provided."
const helpful = new Set([2773, 6210]);

function whatToDo({ relatedInformation = [] }: ts.Diagnostic): string[] {
  return relatedInformation.filter(({ code }) => helpful.has(code)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** A module without that export is named as the cell names it: 'parallel', not the file that it is in. */
function importedByName(text: string, { code, start = 0 }: ts.Diagnostic, cellText: string): string {
  if (code !== 2305 && code !== 2724) return text;
  const specifier = /\bfrom\s*(['"])(.*?)\1/.exec(cellText.slice(start));
  return specifier ? text.replace(/^(?:Module )?'"[^"]*"'/, () => `Module '${specifier[2]}'`) : text;
}
