import { acorn, children, type Tree } from './parse';

/** What a whole script tells about its variables, by name alone: two variables of one name are taken together. */
export interface ScriptFacts {
  /** Names that something assigns to, after their declaration. */
  readonly assigned: ReadonlySet<string>;
  /** Names declared once, never assigned to, with a value that can't be undefined: finding undefined means "not yet". */
  readonly neverUndefined: ReadonlySet<string>;
}

/** Reads a script. Undefined when its text can't be read, or when eval might do anything in it. */
export function readFacts(source: string): ScriptFacts | undefined {
  const program = parseScript(source);
  if (!program) return undefined;
  const assigned = new Set<string>();
  const declared = new Map<string, { count: number; isSure: boolean }>();
  let hasEval = false;
  const work: Tree[] = [program];
  for (let node = work.pop(); node; node = work.pop()) {
    for (const child of children(node)) work.push(child);
    switch (node.type) {
      case 'AssignmentExpression': addNames(node['left'] as Tree, assigned); break;
      case 'UpdateExpression': addNames(node['argument'] as Tree, assigned); break;
      case 'ForInStatement': case 'ForOfStatement': addNames(node['left'] as Tree, assigned); break;
      case 'CallExpression': hasEval ||= (node['callee'] as Tree)['name'] === 'eval'; break;
      case 'WithStatement': hasEval = true; break;
      case 'ClassDeclaration': declare((node['id'] as Tree | null)?.['name'] as string, true); break;
      case 'FunctionDeclaration': case 'FunctionExpression': case 'ArrowFunctionExpression':
        if (node['id']) declare((node['id'] as Tree)['name'] as string, false);
        for (const parameter of node['params'] as Tree[]) declareAll(parameter);
        break;
      case 'CatchClause': if (node['param']) declareAll(node['param'] as Tree); break;
      case 'VariableDeclaration':
        for (const declaration of node['declarations'] as Tree[]) {
          const id = declaration['id'] as Tree;
          const isSure = node['kind'] !== 'var' && id.type === 'Identifier' && isNeverUndefined(declaration['init'] as Tree | null);
          if (id.type === 'Identifier') declare(id['name'] as string, isSure);
          else declareAll(id);
        }
    }
  }
  if (hasEval) return undefined;
  const sure = [...declared].filter(([name, { count, isSure }]) => count === 1 && isSure && !assigned.has(name));
  return { assigned, neverUndefined: new Set(sure.map(([name]) => name)) };

  function declare(name: string | undefined, isSure: boolean): void {
    if (name !== undefined) declared.set(name, { count: (declared.get(name)?.count ?? 0) + 1, isSure });
  }
  function declareAll(pattern: Tree): void {
    const names = new Set<string>();
    addNames(pattern, names);
    for (const name of names) declare(name, false);
  }
}

function parseScript(source: string): Tree | undefined {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return acorn().parse(source, {
        ecmaVersion: 'latest', sourceType, allowHashBang: true, allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true,
      }) as unknown as Tree;
    } catch { /* try the next */ }
  }
  return undefined;
}

/** All names in a pattern, and then some: defaults count, too. More is safer. */
function addNames(pattern: Tree, names: Set<string>): void {
  if (pattern.type === 'MemberExpression') return;
  if (pattern.type === 'Identifier') names.add(pattern['name'] as string);
  for (const child of children(pattern)) addNames(child, names);
}

function isNeverUndefined(node: Tree | null): boolean {
  return node !== null && /^(?:Literal|TemplateLiteral|ArrayExpression|ObjectExpression|FunctionExpression|ArrowFunctionExpression|ClassExpression|NewExpression)$/.test(node.type);
}
