import { display } from '../show/display';
import type { Failure } from './run-part';

export interface WrongCard {
  readonly message: string;
  readonly input?: string;
  readonly expected?: string;
  readonly received?: string;
  readonly hint?: string | undefined;
  readonly failure?: Failure;
}

/** One green line, in a green that reads on white and on black. */
export function showRight(name: string, title = name): void {
  const text = `Right: ${title}.`;
  display({ 'text/html': `<div style="color: #1f883d; font-weight: 600">&#10003; ${escaped(text)}</div>`, 'text/plain': text });
}

/** What was expected, what was received, and a hint. */
export function showWrong(name: string, card: WrongCard): void {
  const rows = rowsOf(card);
  const width = Math.max(...rows.map(([label]) => label.length));
  const plain = [`Not yet: ${name}. ${card.message}`, ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`)].join('\n');
  const cells = rows.map(([label, text]) => `<tr><th style="text-align: left; vertical-align: top">${label}</th><td style="text-align: left">${label === 'hint' ? escaped(text) : `<code>${escaped(text)}</code>`}</td></tr>`);
  const html = `<div style="border-left: 4px solid #D55E00; padding-left: 0.8em"><b>&#10007; Not yet: ${escaped(name)}.</b> ${escaped(card.message)}<table>${cells.join('')}</table></div>`;
  display({ 'text/html': html, 'text/plain': plain });
}

function rowsOf({ input, expected, received, hint }: WrongCard): [label: string, text: string][] {
  const rows: [string, string | undefined][] = [['input', input], ['expected', expected], ['received', received], ['hint', hint]];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
