import { createHash } from 'node:crypto';
import type { Analysis } from './analyse';
import type { FunctionDraft } from './encode-function';
import { placeOf } from './function-place';
import { recall, remember } from './memory';
import type { Code, Slot, ValueNode } from './nodes';
import { applyEdits, cellEdits, cellName, classEdits, type Edit } from './rewrite';
import type { Script } from './scripts';
import type { Variable } from './variables';

/** The program of a capture: the texts of its functions. */
export interface Program {
  readonly id: string;
  readonly text: string;
}

const ids = new Map<string, string>();

/** Writes the functions' texts, each once, and tells the functions where theirs is. */
export function writeProgram({ drafts, nodes }: { drafts: readonly FunctionDraft[]; nodes: ValueNode[] }): Program {
  const places = new Map<string, number>();
  const codes: string[] = [];
  const cells = new Map<Variable, Slot>();
  const slotOf = ({ use, slot }: FunctionDraft['variables'][number]): Slot => {
    if (!use?.variable.isAssigned) return slot;
    const { variable } = use;
    const cell = cells.get(variable) ?? nodes.push({ type: 'cell', value: slot }) - 1;
    cells.set(variable, cell);
    return cell;
  };
  for (const draft of drafts) {
    const code = codeOf(draft);
    const place = places.get(code) ?? codes.push(code) - 1;
    places.set(code, place);
    draft.node.code = place;
    draft.node.variables = draft.variables.map(slotOf);
  }
  const text = `[${codes.join(',\n')}]`;
  const id = recall(ids, text) ?? remember(ids, text, createHash('sha256').update(text).digest('hex'), 200);
  return { id, text };
}

const written = new WeakMap<Function, Map<string, string>>();

function codeOf({ f, analysis, variables }: FunctionDraft): string {
  const key = variables.map(({ name, use }) => use?.variable.isAssigned ? cellName(name) : name).join();
  const known = written.get(f) ?? new Map<string, string>();
  written.set(f, known);
  const code = known.get(key) ?? JSON.stringify(write(f, analysis, variables));
  known.set(key, code);
  return code;
}

function write(f: Function, analysis: Analysis, variables: FunctionDraft['variables']): Code {
  const { parsed, classShape } = analysis;
  const { place, script } = placeOf(f);
  const edits: Edit[] = classShape ? classEdits(parsed.source, classShape) : [];
  // Its name was worked out when its object was made.
  if (parsed.computedKey) edits.push({ ...parsed.computedKey, text: "'member'" });
  for (const { free, use } of variables) if (free && use?.variable.isAssigned) edits.push(...cellEdits(free));
  for (const { start, end, member } of analysis.importMeta) edits.push({ start, end, text: importMetaText(member, script) });
  const before = parsed.source.slice(0, analysis.anchor).split('\n');
  const isOneLine = before.length === 1;
  return {
    text: applyEdits(parsed.source, edits),
    names: variables.map(({ name, use }) => use?.variable.isAssigned ? cellName(name) : name),
    shape: parsed.shape,
    isClass: classShape !== undefined,
    isStrict: isStrict(f, analysis, script),
    file: script?.url || 'captured function',
    line: place ? place.line - (before.length - 1) : 0,
    column: place && isOneLine ? Math.max(0, place.column - analysis.anchor) : 0,
  };
}

function isStrict(f: Function, { parsed, classShape, isArrow }: Analysis, script: Script | undefined): boolean {
  if (classShape) return true;
  if (parsed.isSloppy) return false;
  const isOrdinary = !isArrow && parsed.shape === 'value' && /^function\b(?!\s*\*)/.test(parsed.source);
  if (isOrdinary) return !showsItsCaller(f);
  return script?.isStrict ?? true;
}

/** Whether V8 tells who called the function: never for strict ones, where asking throws. */
function showsItsCaller(f: Function): boolean {
  try {
    return Reflect.get(f, 'caller') !== undefined;
  } catch {
    return false;
  }
}

/** import.meta belongs to the module; what can be known of it here is written out. */
function importMetaText(member: string | undefined, script: Script | undefined): string {
  const url = script?.url ?? '';
  if (member === 'url' && url) return JSON.stringify(url);
  const path = url.startsWith('file:') ? decodeURIComponent(new URL(url).pathname) : undefined;
  if (path && member === 'filename') return JSON.stringify(path);
  if (path && member === 'dirname') return JSON.stringify(path.slice(0, path.lastIndexOf('/')));
  throw new TypeError(`import.meta${member ? `.${member}` : ''} can't travel to a worker: it belongs to the module. Put what you need from it into a constant outside the function first.`);
}
