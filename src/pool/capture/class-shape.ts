import type { Tree } from './parse';

/** A stretch of source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What must be known of a class's text to make the class again without running its statics, and to refill its instances. */
export interface ClassShape {
  readonly heritage: Span | undefined;
  /** Values of static fields, and bodies of static blocks: they ran already; their outcome travels instead. */
  readonly staticCode: (Span & { readonly isBlock: boolean })[];
  /** Values of instance fields that aren't plain functions. */
  readonly fieldValues: Span[];
  readonly constructorBody: (Span & { readonly parameters: Span; readonly isSimple: boolean; readonly isHarmless: boolean }) | undefined;
  /** Where the class's closing brace stands. */
  readonly closingBrace: number;
  /** Has private instance members: only its own constructor can make such an object. */
  readonly isBranding: boolean;
  readonly privateFields: string[];
  readonly privateStatics: string[];
  /** Names of methods and accessors in the text: 'static name' or 'name'. */
  readonly members: ReadonlySet<string>;
  /** What need not be searched for free names. */
  readonly skipped: ReadonlySet<Tree>;
  readonly hasComputedKeys: boolean;
}

export function classShape(node: Tree, offset: number): ClassShape {
  const span = (tree: Tree): Span => ({ start: tree.start - offset, end: tree.end - offset });
  const heritageNode = node['superClass'] as Tree | null;
  const extendsNull = heritageNode?.type === 'Literal' && heritageNode['value'] === null;
  const heritage = heritageNode && !extendsNull ? span(heritageNode) : undefined;
  const skipped = new Set<Tree>();
  if (heritageNode) skipped.add(heritageNode);
  const staticCode: ClassShape['staticCode'] = [];
  const fieldValues: Span[] = [];
  const privateFields: string[] = [];
  const privateStatics: string[] = [];
  const members = new Set<string>();
  let constructorBody: ClassShape['constructorBody'];
  let isBranding = false;
  let hasComputedKeys = false;
  for (const member of (node['body'] as Tree)['body'] as Tree[]) {
    if (member.type === 'StaticBlock') {
      skipped.add(member);
      staticCode.push({ ...span(member), isBlock: true });
      continue;
    }
    const key = member['key'] as Tree;
    const isPrivate = key.type === 'PrivateIdentifier';
    const isStatic = member['static'] as boolean;
    const value = member['value'] as Tree | null;
    if (member['computed']) hasComputedKeys = true;
    if (isPrivate && !isStatic) isBranding = true;
    if (member.type === 'PropertyDefinition') {
      if (isPrivate) (isStatic ? privateStatics : privateFields).push(key['name'] as string);
      if (value && isStatic) {
        skipped.add(value);
        staticCode.push({ ...span(value), isBlock: false });
      } else if (value && !/Function/.test(value.type)) fieldValues.push(span(value));
      continue;
    }
    if (member['kind'] === 'constructor' && value) {
      const parameters = value['params'] as Tree[];
      const body = value['body'] as Tree;
      const opening = value.start - offset;
      constructorBody = {
        ...span(body),
        parameters: parameters.length > 0
          ? { start: (parameters[0] as Tree).start - offset, end: (parameters[parameters.length - 1] as Tree).end - offset }
          : { start: opening + 1, end: opening + 1 },
        isSimple: parameters.every((parameter) => parameter.type === 'Identifier'),
        isHarmless: parameters.every((parameter) => parameter.type === 'Identifier') && (body['body'] as Tree[]).every(isHarmless),
      };
    } else if (!isPrivate && !member['computed']) {
      members.add(`${isStatic ? 'static ' : ''}${String(key['name'] ?? key['value'])}`);
    }
  }
  return {
    heritage, staticCode, fieldValues, constructorBody, closingBrace: node.end - offset - 1, isBranding,
    privateFields, privateStatics, members, skipped, hasComputedKeys,
  };
}

/** `this.x = x` and `super(x)`: running it with no arguments does nothing but fill the new object. */
function isHarmless(statement: Tree): boolean {
  const expression = statement['expression'] as Tree | undefined;
  if (statement.type !== 'ExpressionStatement' || !expression) return false;
  if (expression.type === 'CallExpression') {
    return (expression['callee'] as Tree).type === 'Super' && (expression['arguments'] as Tree[]).every(isPure);
  }
  const left = expression['left'] as Tree;
  if (expression.type !== 'AssignmentExpression' || expression['operator'] !== '=' || left.type !== 'MemberExpression') return false;
  return (left['object'] as Tree).type === 'ThisExpression' && !left['computed'] && isPure(expression['right'] as Tree);
}

function isPure(node: Tree): boolean {
  switch (node.type) {
    case 'Identifier': case 'Literal': return true;
    case 'ArrayExpression': return (node['elements'] as (Tree | null)[]).every((element) => element === null || isPure(element));
    case 'ObjectExpression':
      return (node['properties'] as Tree[]).every((property) => property.type === 'Property' && !property['computed'] && isPure(property['value'] as Tree));
    case 'ConditionalExpression': return isPure(node['test'] as Tree) && isPure(node['consequent'] as Tree) && isPure(node['alternate'] as Tree);
    case 'LogicalExpression': return isPure(node['left'] as Tree) && isPure(node['right'] as Tree);
    default: return false;
  }
}
