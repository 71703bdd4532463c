import { classShape, type ClassShape } from './class-shape';
import { freeNames, type FreeNames } from './free-names';
import { parseFunction, type ParsedFunction, type Tree } from './parse';
import { recall, remember } from './memory';

/** All that can be known of a function from its text alone. */
export interface Analysis extends FreeNames {
  readonly parsed: ParsedFunction;
  readonly isArrow: boolean;
  readonly classShape: ClassShape | undefined;
  /** Where in the source V8 says that the function is: its parameters, or a class's constructor. */
  readonly anchor: number;
}

const known = new Map<string, Analysis>();

/** Reads a function's text; the same text is read once. @throws SyntaxError */
export function analyse(source: string): Analysis {
  return recall(known, source) ?? remember(known, source, analyseAfresh(source), 2000);
}

function analyseAfresh(source: string): Analysis {
  const parsed = parseFunction(source);
  const { node, offset } = parsed;
  const shape = node.type === 'ClassExpression' ? classShape(node, offset) : undefined;
  const found = freeNames(node, offset, shape?.skipped ?? new Set());
  return { ...found, parsed, isArrow: node.type === 'ArrowFunctionExpression', classShape: shape, anchor: anchorOf(node) - offset };
}

function anchorOf(node: Tree): number {
  if (node.type !== 'ClassExpression') return (node['params'] as Tree[])[0]?.start ?? (node['body'] as Tree).start;
  const made = ((node['body'] as Tree)['body'] as Tree[]).find((member) => member['kind'] === 'constructor');
  return made ? (made['value'] as Tree).start : node.start;
}
