/** Reads test/submissions: files that hold nothing but the cells in which a submission differs from the model solution. */
import { readFileSync } from 'node:fs';

export interface Sample {
  readonly name: string;
  /** Points that it must lose, by test; nothing else may be lost. */
  readonly loses: Readonly<Record<string, number>>;
  readonly notebook: string;
}

interface RawCell {
  cell_type: string;
  source: string | string[];
  metadata: { nbgrader?: { grade_id: string; solution: boolean } };
}

const folder = new URL('.', import.meta.url);
const project = new URL('../../', import.meta.url);

/** The samples of one file: 'wrong', 'right' or 'hostile'. To the hostile ones belongs all that is hostile anywhere. */
export function readSamples(exercise: string, kind: string): Sample[] {
  const text = readFileSync(new URL(`${exercise}/${kind}.ts`, folder), 'utf8');
  const harmed = /^\/\/ harmed (\w+): (.*)/.exec(text);
  return [...(harmed ? harmful(exercise, harmed[1]!, harmed[2]!) : []), ...samplesIn(exercise, text)];
}

/** The samples that harm any exercise: here in this function, which then loses these points. */
function harmful(exercise: string, name: string, loses: string): Sample[] {
  const text = readFileSync(new URL('hostile.ts', folder), 'utf8').replace(/\bharmed\b/g, name);
  return samplesIn(exercise, text).map((sample) => ({ ...sample, loses: parseLoses(loses) }));
}

function samplesIn(exercise: string, text: string): Sample[] {
  return text.split(/^\/\/ === /m).slice(1).map((block) => {
    const [name = '', ...lines] = block.split('\n');
    const loses = lines.find((line) => line.startsWith('// loses '))?.slice(9) ?? '';
    const code = lines.filter((line) => !line.startsWith('// loses ')).join('\n');
    return { name: name.trim(), loses: parseLoses(loses), notebook: compose(exercise, code) };
  });
}

function parseLoses(text: string): Record<string, number> {
  return Object.fromEntries(text.split(',').map((part) => part.trim()).filter(Boolean).map((part) => {
    const [test = '', points = ''] = part.split(' ');
    return [test, Number(points)];
  }));
}

export function modelNotebook(exercise: string): { cells: RawCell[] } {
  return JSON.parse(readFileSync(new URL(`solutions/${exercise}/${exercise}.ipynb`, project), 'utf8')) as { cells: RawCell[] };
}

export function releasedNotebook(exercise: string): { cells: RawCell[] } {
  return JSON.parse(readFileSync(new URL(`exercises/${exercise}/${exercise}.ipynb`, project), 'utf8')) as { cells: RawCell[] };
}

/** The released notebook, with the model's solutions but for the functions that the code defines. */
function compose(exercise: string, code: string): string {
  const notebook = releasedNotebook(exercise);
  const model = new Map(modelNotebook(exercise).cells.filter(isSolution).map((cell) => [cell.metadata.nbgrader!.grade_id, cell.source]));
  const names = [...model.keys()];
  const start = new RegExp(`^(?:(?:async )?function\\*? |const |let |class )(${names.join('|')})\\b`);
  const pieces = new Map<string, string>();
  let current: string | undefined;
  let before = '';
  for (const line of code.split('\n')) {
    const name = start.exec(line)?.[1];
    if (name !== undefined) {
      current = name;
      pieces.set(name, before);
      before = '';
    }
    if (current === undefined) before += `${line}\n`;
    else pieces.set(current, `${pieces.get(current)}${line}\n`);
  }
  for (const cell of notebook.cells) {
    if (!isSolution(cell)) continue;
    const id = cell.metadata.nbgrader!.grade_id;
    cell.source = pieces.get(id) ?? model.get(id) ?? cell.source;
  }
  return JSON.stringify(notebook);
}

function isSolution(cell: RawCell): boolean {
  return cell.metadata.nbgrader?.solution === true;
}
