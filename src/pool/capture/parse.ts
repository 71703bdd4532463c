import type { Node, Options } from 'acorn';

/** The parser, loaded when first needed: a worker that only revives functions starts 10 ms sooner without. */
export function acorn(): typeof import('acorn') {
  return require('acorn') as typeof import('acorn');
}

/** A node of acorn's tree, read by property name. */
export type Tree = Node & Record<string, unknown>;

/** The source text of one function or class, read. */
export interface ParsedFunction {
  readonly source: string;
  /** The function or class itself. Positions in the tree less `offset` are positions in the source. */
  readonly node: Tree;
  readonly offset: number;
  /** 'value': the text is an expression. Else it is a member of an object or class: a method, a getter, a setter. */
  readonly shape: 'value' | 'method' | 'get' | 'set';
  /** The `[key]` of a member with a computed name. */
  readonly computedKey: { readonly start: number; readonly end: number } | undefined;
  /** It only parses as sloppy code. */
  readonly isSloppy: boolean;
}

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'module', allowSuperOutsideMethod: true, checkPrivateFields: false };

/**
 * Reads what Function.prototype.toString gives: an expression, or a member without its object.
 *
 * @throws SyntaxError when it is neither
 */
export function parseFunction(source: string): ParsedFunction {
  for (const sourceType of ['module', 'script'] as const) {
    for (const [before, after] of [['(', '\n)'], ['({', '\n})']] as const) {
      const tree = tryParse(before + source + after, sourceType);
      const expression = tree && bodyExpression(tree);
      if (!expression) continue;
      const isSloppy = sourceType === 'script';
      if (before === '(') {
        if (!/Function|Class/.test(expression.type)) continue;
        return { source, node: expression, offset: 1, shape: 'value', computedKey: undefined, isSloppy };
      }
      const member = (expression['properties'] as Tree[])[0];
      if (!member) continue;
      const kind = member['kind'] as string;
      const shape = kind === 'get' || kind === 'set' ? kind : 'method';
      const key = member['key'] as Tree;
      const computedKey = member['computed'] ? { start: key.start - 2, end: key.end - 2 } : undefined;
      return { source, node: member['value'] as Tree, offset: 2, shape, computedKey, isSloppy };
    }
  }
  throw new SyntaxError(`this function's source can't be read: ${source.slice(0, 60)}`);
}

function tryParse(text: string, sourceType: 'module' | 'script'): Tree | undefined {
  try {
    return acorn().parse(text, { ...OPTIONS, sourceType }) as unknown as Tree;
  } catch {
    return undefined;
  }
}

function bodyExpression(program: Tree): Tree | undefined {
  const statement = (program['body'] as Tree[])[0];
  return statement?.['expression'] as Tree | undefined;
}

/** The nodes right below a node. */
export function children(node: Tree): Tree[] {
  const found: Tree[] = [];
  for (const key in node) {
    const value = node[key];
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item && typeof (item as Tree).type === 'string') found.push(item as Tree);
    }
  }
  return found;
}
