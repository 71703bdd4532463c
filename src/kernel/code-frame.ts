const LINES_AROUND = 2;
const WIDTH = 160;

/** The lines of a cell around a place, the place's own line marked, with carets under what is meant. */
export function codeFrame(text: string, start: number, length: number, cell: number): string {
  const lines = text.split('\n');
  const before = text.slice(0, start).split('\n');
  const line = Math.min(before.length, lines.length);
  const column = before.at(-1)!.length;
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, line + LINES_AROUND);
  const digits = String(last).length;
  const rows = [`cell [${cell}], line ${line}, column ${column + 1}`];
  for (let number = first; number <= last; number++) {
    const code = lines[number - 1]!.replace(/\r$/, '');
    // A very long line is shown around the place that matters.
    const cut = number === line && column > WIDTH - 20 ? column - 40 : 0;
    const shown = code.slice(cut, cut + WIDTH);
    rows.push(`${number === line ? '>' : ' '} ${String(number).padStart(digits)} | ${shown}`);
    if (number !== line) continue;
    const carets = Math.max(1, Math.min(length, code.length - column, WIDTH - (column - cut)));
    rows.push(`  ${' '.repeat(digits)} | ${code.slice(cut, column).replace(/[^\t]/g, ' ')}${'^'.repeat(carets)}`);
  }
  return rows.join('\n');
}
