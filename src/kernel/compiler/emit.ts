import ts from 'typescript-5';
import { emitOptions } from './options';

interface Parts {
  readonly text: string;
  /** Position to name: what belongs to an earlier cell. */
  readonly earlier: ReadonlyMap<number, string>;
  /** The cell's own names, and whether they may be assigned. */
  readonly names: readonly (readonly [name: string, assignable: boolean])[];
}

/**
 * A cell becomes the body of a function `(exports, require, $kernel)`:
 * - a name of an earlier cell becomes `exports.name`;
 * - a name of its own stays a plain, fast local variable, and `$names()` hands out an accessor for it, so that all cells
 *   share one and the same variable;
 * - its last expression is returned;
 * - each await of its own goes through `$kernel.gate`, which never opens again once the cell was interrupted.
 */
export function emitCell({ text, earlier, names }: Parts): { code: string; map: string; imports: string[]; isAsync: boolean } {
  let isAsync = false;
  const accessors = names.map(([name, assignable]) => `get ${name}(){return ${name}}${assignable ? `,set ${name}($){${name}=$}` : ''}`);
  const { outputText, sourceMapText } = ts.transpileModule(`${text}\nfunction $names(){return{${accessors.join(',')}}}`, {
    fileName: 'cell.cts',
    compilerOptions: emitOptions,
    transformers: { before: [rewrite(earlier, () => { isAsync = true; })] },
  });
  const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  const imports = [...new Set([...code.matchAll(/\brequire\("((?:[^"\\]|\\.)+)"\)/g)].map(([, name]) => JSON.parse(`"${name}"`) as string))];
  return { code, map: sourceMapText ?? '', imports, isAsync };
}

function rewrite(earlier: ReadonlyMap<number, string>, onAwait: () => void): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const shared = (node: ts.Node, name: string) =>
      ts.setTextRange(factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name), node);
    const kernel = (name: string, argument: ts.Expression) =>
      factory.createCallExpression(factory.createPropertyAccessExpression(factory.createIdentifier('$kernel'), name), undefined, [argument]);

    const inside = (depth: number) => function visit(node: ts.Node): ts.Node {
      if (ts.isIdentifier(node)) return isEarlier(node) ? shared(node, node.text) : node;
      if (ts.isShorthandPropertyAssignment(node) && isEarlier(node.name)) {
        const initial = node.objectAssignmentInitializer;
        const value = shared(node.name, node.name.text);
        return factory.createPropertyAssignment(node.name.text, initial ? factory.createAssignment(value, ts.visitNode(initial, visit) as ts.Expression) : value);
      }
      if (ts.isFunctionLike(node)) return ts.visitEachChild(node, inside(depth + 1), context);
      if (ts.isClassStaticBlockDeclaration(node) || ts.isPropertyDeclaration(node)) return ts.visitEachChild(node, inside(depth + 1), context);
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && isEarlier(node.expression)) {
        // (0, exports.f)(…): the call has no `this`, as f(…) has none.
        const callee = ts.setTextRange(factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), shared(node.expression, node.expression.text))), node.expression);
        return factory.updateCallExpression(node, callee, node.typeArguments, ts.visitNodes(node.arguments, visit) as ts.NodeArray<ts.Expression>);
      }
      if (depth === 0 && ts.isAwaitExpression(node)) {
        onAwait();
        return factory.updateAwaitExpression(node, kernel('gate', ts.visitNode(node.expression, visit) as ts.Expression));
      }
      if (depth === 0 && ts.isForOfStatement(node) && node.awaitModifier) {
        onAwait();
        const visited = ts.visitEachChild(node, visit, context);
        return factory.updateForOfStatement(visited, visited.awaitModifier, visited.initializer, kernel('each', visited.expression), visited.statement);
      }
      if (depth === 0 && ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) onAwait();
      return ts.visitEachChild(node, visit, context);
    };

    function isEarlier(node: ts.Identifier): boolean {
      return earlier.get(ts.getOriginalNode(node).getStart?.(file)) === node.text;
    }

    const visited = ts.visitEachChild(file, inside(0), context);
    return factory.updateSourceFile(visited, returnLast(visited.statements, factory));
  };
}

/** The last expression's value is what the cell shows. It travels in a list: a promise shows as a promise. */
function returnLast(statements: ts.NodeArray<ts.Statement>, factory: ts.NodeFactory): ts.Statement[] {
  const list = [...statements];
  const last = list.length - 2; // $names() comes after it
  const statement = list[last];
  if (statement && ts.isExpressionStatement(statement)) {
    const value = factory.createArrayLiteralExpression([statement.expression]);
    list[last] = ts.setTextRange(factory.createReturnStatement(value), statement);
  }
  return list;
}
