import type { FreeName } from './free-names';
import type { ClassShape, Span } from './class-shape';

/** A piece of text to stand in for another. Pieces never overlap. */
export interface Edit extends Span {
  readonly text: string;
}

/** The source with its edits made. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + source.slice(at);
}

/** The name under which a variable that is assigned to travels: a cell with its value in `.v`, shared by all who use it. */
export function cellName(name: string): string {
  return `${name}$cell`;
}

/** Every use of a variable becomes a use of its cell, on the same line. */
export function cellEdits({ name, sites }: FreeName): Edit[] {
  const cell = `${cellName(name)}.v`;
  return sites.map(({ start, end, isShorthand, isCalled }) => ({
    start, end, text: isShorthand ? `${name}: ${cell}` : isCalled ? `(0, ${cell})` : cell,
  }));
}

/** Names that the program's own frame around a class declares. */
export const HERITAGE = '$heritage$';
export const RESTORING = '$restoring$';
export const PRIVATES = '$privates$';

/**
 * The edits that make a class's text safe to run a second time: what its statics did is not done again, its base class
 * is the one it had, and its constructor, told so, makes an object and does nothing else.
 */
export function classEdits(source: string, shape: ClassShape): Edit[] {
  const edits: Edit[] = [];
  if (shape.heritage) edits.push({ ...shape.heritage, text: HERITAGE + newlines(source, shape.heritage) });
  for (const code of shape.staticCode) {
    edits.push({ start: code.start, end: code.end, text: (code.isBlock ? 'static {}' : 'void 0') + newlines(source, code) });
  }
  if (shape.isBranding) edits.push(...brandingEdits(source, shape));
  if (shape.isBranding || shape.privateStatics.length > 0) {
    edits.push({ start: shape.closingBrace, end: shape.closingBrace, text: `;static { ${privateAccess(shape)} }` });
  }
  return edits;
}

function brandingEdits(source: string, { fieldValues, constructorBody, heritage }: ClassShape): Edit[] {
  const edits: Edit[] = [];
  for (const { start, end } of fieldValues) {
    edits.push({ start, end: start, text: `${RESTORING}.on ? void 0 : (` }, { start: end, end, text: ')' });
  }
  if (!constructorBody) return edits;
  const { parameters, isSimple, start } = constructorBody;
  let text = `if (${RESTORING}.on) { ${heritage ? 'super(); ' : ''}return; }`;
  if (!isSimple) {
    // Parameters with defaults or patterns would be worked out before the body could return.
    const list = source.slice(parameters.start, parameters.end);
    edits.push({ ...parameters, text: `...$arguments$${newlines(source, parameters)}` });
    text += `var [${list.replace(/\n/g, ' ')}] = $arguments$;`;
  }
  edits.push({ start: start + 1, end: start + 1, text });
  return edits;
}

/** Code in the class that reads and writes its private fields for us. */
function privateAccess({ privateFields, privateStatics, isBranding }: ClassShape): string {
  const reads = privateFields.map((name) => `o.#${name}`).join(', ');
  const writes = privateFields.map((name, index) => `o.#${name} = v[${index}];`).join(' ');
  const staticReads = privateStatics.map((name) => `this.#${name}`).join(', ');
  const staticWrites = privateStatics.map((name, index) => `this.#${name} = v[${index}];`).join(' ');
  return `${PRIVATES}.isBranding = ${isBranding}; ${PRIVATES}.fields = ${JSON.stringify(privateFields)}; ${PRIVATES}.read = (o) => [${reads}]; ${PRIVATES}.write = (o, v) => { ${writes} }; `
    + `${PRIVATES}.readStatic = () => [${staticReads}]; ${PRIVATES}.writeStatic = (v) => { ${staticWrites} };`;
}

function newlines(source: string, { start, end }: Span): string {
  return '\n'.repeat(source.slice(start, end).split('\n').length - 1);
}
