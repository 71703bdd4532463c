import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCellScript, placeInCell, placeInNumberedCell, type CellPlace } from './cell-sources';

const kernelFolder = path.dirname(__dirname) + path.sep;
/** The helper module's, with this kernel in it. */
const ourFolder = path.dirname(path.dirname(__dirname)) + path.sep;
/** Where a worker's loss is noticed. */
const ofThreadPool = /[\\/]node_modules[\\/]piscina[\\/]/;
const places = new WeakMap<object, CellPlace>();

/**
 * From now on a stack names the learner's cells, lines and columns, and leaves out this kernel's frames and those of
 * Node that only lead to them.
 */
export function readableStacks(): void {
  Error.prepareStackTrace = (error, frames) => {
    const lines: string[] = [];
    const isOfCell = frames.some((frame) => isCellScript(frame.getFileName() ?? ''));
    for (const frame of frames) {
      // Where the learner's own line is known, the ways of the helper module behind it are no help.
      if (isOfCell && frame.getFileName()?.startsWith(ourFolder)) continue;
      const line = frameLine(frame, error);
      if (line) lines.push(`    at ${line}`);
    }
    let head: string;
    try {
      head = Error.prototype.toString.call(error);
    } catch {
      head = 'Error';
    }
    return [head, ...lines].join('\n');
  };
}

/** The place in a cell where an error was made, if its stack has one. */
export function errorPlace(error: object): CellPlace | undefined {
  const stack = String((error as Error).stack); // makes the stack, and with it the place
  const here = places.get(error);
  if (here) return here;
  for (const line of stack.split('\n')) {
    const written = placeInScript.exec(line);
    const readable = placeInNumber.exec(line);
    const found = written ? placeFrom(written) : readable ? placeInNumberedCell(Number(readable[1]), Number(readable[2]), Number(readable[3])) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A line of a stack that came from a worker, with the place in the cell where it has that of the cell's script. */
export function readableLine(line: string): string {
  const written = placeInScript.exec(line);
  const place = written && placeFrom(written);
  return place ? line.replace(placeInScript, () => `cell [${place.cell}]:${place.line}:${place.column}`) : line;
}

/** 'at f (file:///…/cell-3-1.ts:2:7)': a worker knows the script that the kernel made of a cell. */
const placeInScript = /(?<=^\s+at (?:.* \(|async )?)(file:[^\s()]+):(\d+):(\d+)(?=\)?$)/;

/** 'at f (cell [3]:2:7)': an error that was lent the stack of the call. */
const placeInNumber = /^\s+at (?:.* \(|async )?cell \[(\d+)\]:(\d+):(\d+)\)?$/;

function placeFrom([, url, line, column]: RegExpExecArray): CellPlace | undefined {
  return placeInCell(fileURLToPath(url!), Number(line), Number(column));
}

function frameLine(frame: NodeJS.CallSite, error: object): string | undefined {
  const file = frame.getFileName() ?? '';
  if (file.startsWith(kernelFolder) || file.startsWith('node:internal/') || ofThreadPool.test(file)) return undefined;
  if (file === 'node:vm' || file === 'node:async_hooks' || file === 'node:net' || file === 'node:events') return undefined;
  const line = frame.getLineNumber() ?? 0;
  const column = frame.getColumnNumber() ?? 0;
  if (!isCellScript(file)) return frame.toString();
  const place = placeInCell(file, line, column);
  if (!place) return undefined;
  if (!places.has(error)) places.set(error, place);
  const where = `cell [${place.cell}]:${place.line}:${place.column}`;
  const name = frame.getFunctionName();
  if (!name || name === '$cell') return `${frame.isAsync?.() ? 'async ' : ''}${where}`;
  const type = frame.isToplevel() ? undefined : frame.getTypeName();
  const owner = type && type !== 'Object' && !name.includes('.') ? `${type}.` : '';
  return `${frame.isAsync?.() ? 'async ' : ''}${frame.isConstructor() ? 'new ' : owner}${name} (${where})`;
}
