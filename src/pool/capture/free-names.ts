import { addPath, newUsage, type Usage } from './name-usage';
import { functionScope, isDeclared, type Place, type Scope, within } from './name-scopes';
import { children, type Tree } from './parse';

/** One place where a free name stands. */
export interface Site {
  readonly start: number;
  readonly end: number;
  /** `{ name }`: the name is key and value at once. */
  readonly isShorthand: boolean;
  /** `name()`: the value is called without a this. */
  readonly isCalled: boolean;
}

/** A name that a function uses without declaring it. */
export interface FreeName {
  readonly name: string;
  readonly usage: Usage;
  readonly sites: Site[];
  isAssigned: boolean;
  /** Only ever behind `typeof`, which doesn't mind when there is no such name. */
  isOnlyTypeof: boolean;
}

/** What a function takes from its surroundings other than by name. */
export interface Surroundings {
  usesThis: boolean;
  usesArguments: boolean;
  usesSuper: boolean;
  usesNewTarget: boolean;
  usesEval: boolean;
  privateName?: string;
  readonly importMeta: { start: number; end: number; member: string | undefined }[];
}

export interface FreeNames extends Surroundings {
  readonly names: Map<string, FreeName>;
}

/**
 * The names that a function or class uses and doesn't declare. Nodes in `skipped` aren't looked at.
 *
 * Declarations count in their whole scope, wherever they stand in it, as in the language itself.
 */
export function freeNames(root: Tree, offset: number, skipped: ReadonlySet<Tree>): FreeNames {
  const found: FreeNames = {
    names: new Map(), usesThis: false, usesArguments: false, usesSuper: false, usesNewTarget: false, usesEval: false, importMeta: [],
  };
  const references: { name: string; scope: Scope; path: string[]; site: Site; isAssigned: boolean; isTypeof: boolean }[] = [];
  const outermost: Place = {
    scope: { names: new Set(), outer: undefined, isFunction: true }, hasThis: false, hasArguments: false, hasSuper: false, privates: [],
  };
  visit(root, outermost);
  for (const { name, scope, path, site, isAssigned, isTypeof } of references) {
    if (isDeclared(name, scope)) continue;
    const free = found.names.get(name) ?? { name, usage: newUsage(), sites: [], isAssigned: false, isOnlyTypeof: true };
    found.names.set(name, free);
    addPath(free.usage, path, !isTypeof, isAssigned);
    free.sites.push(site);
    free.isAssigned ||= isAssigned && path.length === 0;
    free.isOnlyTypeof &&= isTypeof;
  }
  return found;

  function refer(node: Tree, place: Place, path: string[], how: { isAssigned?: boolean; isShorthand?: boolean; isCalled?: boolean; isTypeof?: boolean } = {}): void {
    const name = node['name'] as string;
    if (name === 'arguments' && !isDeclared(name, place.scope)) {
      if (!place.hasArguments) found.usesArguments = true;
      return;
    }
    const site = { start: node.start - offset, end: node.end - offset, isShorthand: how.isShorthand ?? false, isCalled: how.isCalled ?? false };
    references.push({ name, scope: place.scope, path, site, isAssigned: how.isAssigned ?? false, isTypeof: how.isTypeof ?? false });
  }

  function visit(node: Tree | null | undefined, place: Place): void {
    if (!node || skipped.has(node)) return;
    switch (node.type) {
      case 'Identifier': return refer(node, place, []);
      case 'MemberExpression': return visitMember(node, place);
      case 'ThisExpression': if (!place.hasThis) found.usesThis = true; return;
      case 'Super': if (!place.hasSuper) found.usesSuper = true; return;
      case 'PrivateIdentifier':
        if (!place.privates.some((names) => names.has(node['name'] as string))) found.privateName = `#${node['name'] as string}`;
        return;
      case 'MetaProperty':
        if ((node['meta'] as Tree)['name'] === 'import') found.importMeta.push({ start: node.start - offset, end: node.end - offset, member: undefined });
        else if (!place.hasThis) found.usesNewTarget = true;
        return;
      case 'FunctionDeclaration': place.scope.names.add((node['id'] as Tree)['name'] as string); return visitFunction(node, place);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': return visitFunction(node, place);
      case 'ClassDeclaration': place.scope.names.add((node['id'] as Tree)['name'] as string); return visitClass(node, place);
      case 'ClassExpression': return visitClass(node, place);
      case 'VariableDeclaration': return visitVariables(node, place);
      case 'BlockStatement': case 'ForStatement': case 'ForInStatement': case 'ForOfStatement': case 'SwitchStatement': case 'StaticBlock':
        return visitBlock(node, place);
      case 'CatchClause': {
        const inner = within(place, false);
        if (node['param']) declarePattern(node['param'] as Tree, inner, inner.scope);
        return visit(node['body'] as Tree, inner);
      }
      case 'AssignmentExpression': assign(node['left'] as Tree, place); return visit(node['right'] as Tree, place);
      case 'UpdateExpression': return assign(node['argument'] as Tree, place);
      case 'UnaryExpression': {
        const argument = node['argument'] as Tree;
        if (node['operator'] === 'typeof' && argument.type === 'Identifier') return refer(argument, place, [], { isTypeof: true });
        if (node['operator'] === 'typeof' && argument.type === 'MemberExpression') return visitMember(argument, place, { isTypeof: true });
        return visit(argument, place);
      }
      case 'CallExpression': case 'TaggedTemplateExpression': {
        const callee = (node['callee'] ?? node['tag']) as Tree;
        if (callee.type !== 'Identifier') return visitChildren(node, place);
        if (callee['name'] === 'eval' && !isDeclared('eval', place.scope)) found.usesEval = true;
        refer(callee, place, [], { isCalled: true });
        for (const child of children(node)) if (child !== callee) visit(child, place);
        return;
      }
      case 'WithStatement': found.usesEval = true; return visitChildren(node, place);
      case 'Property': {
        if (node['computed']) visit(node['key'] as Tree, place);
        const value = node['value'] as Tree;
        if (node['shorthand'] && value.type === 'Identifier') return refer(value, place, [], { isShorthand: true });
        if (node['method'] || node['kind'] !== 'init') return visitFunction(value, { ...place, hasSuper: true });
        return visit(value, place);
      }
      case 'LabeledStatement': return visit(node['body'] as Tree, place);
      case 'BreakStatement': case 'ContinueStatement': return;
      default: return visitChildren(node, place);
    }
  }

  function visitChildren(node: Tree, place: Place): void {
    for (const child of children(node)) visit(child, place);
  }

  function visitMember(node: Tree, place: Place, outermost: { isTypeof?: boolean; isAssigned?: boolean } = {}): void {
    let path: string[] = [];
    let how = outermost;
    let inner = node;
    // `exports.list[i] = 1` assigns to an element, and only reads `exports.list`.
    const forgetMembers = (): void => { path = []; how = {}; };
    while (inner.type === 'MemberExpression') {
      const property = inner['property'] as Tree;
      if (property.type === 'PrivateIdentifier') { visit(property, place); forgetMembers(); }
      else if (!inner['computed']) path.unshift(property['name'] as string);
      else if (property.type === 'Literal' && typeof property['value'] === 'string') path.unshift(property['value']);
      else { visit(property, place); forgetMembers(); }
      const object = inner['object'] as Tree;
      if (object.type === 'MetaProperty' && (object['meta'] as Tree)['name'] === 'import') {
        found.importMeta.push({ start: inner.start - offset, end: inner.end - offset, member: path[0] });
        return;
      }
      inner = object;
    }
    if (inner.type === 'Identifier') refer(inner, place, path, path.length > 0 ? how : { isTypeof: how.isTypeof ?? false });
    else visit(inner, place);
  }

  function visitBlock(node: Tree, place: Place): void {
    const inner = within(place, node.type === 'StaticBlock');
    const own = node.type === 'StaticBlock' ? { ...inner, hasThis: true, hasArguments: true, hasSuper: true } : inner;
    const left = node['left'] as Tree | undefined;
    if (left && left.type !== 'VariableDeclaration') assign(left, own);
    for (const child of children(node)) if (child !== left || left.type === 'VariableDeclaration') visit(child, own);
  }

  function visitFunction(node: Tree, place: Place): void {
    const inner = within(place, true);
    const isArrow = node.type === 'ArrowFunctionExpression';
    const own = isArrow ? inner : { ...inner, hasThis: true, hasArguments: true, hasSuper: place.hasSuper && isMethodValue(node, place) };
    if (node.type === 'FunctionExpression' && node['id']) own.scope.names.add((node['id'] as Tree)['name'] as string);
    for (const parameter of node['params'] as Tree[]) declarePattern(parameter, own, own.scope);
    const body = node['body'] as Tree;
    if (body.type === 'BlockStatement') visitChildren(body, own);
    else visit(body, own);
  }

  function visitClass(node: Tree, place: Place): void {
    const inner = within(place, false);
    if (node['id']) inner.scope.names.add((node['id'] as Tree)['name'] as string);
    const members = (node['body'] as Tree)['body'] as Tree[];
    const privates = new Set<string>();
    for (const member of members) {
      const key = member['key'] as Tree | undefined;
      if (key?.type === 'PrivateIdentifier') privates.add(key['name'] as string);
    }
    const own = { ...inner, privates: [...inner.privates, privates] };
    visit(node['superClass'] as Tree | null, own);
    for (const member of members) {
      if (skipped.has(member)) continue;
      if (member.type === 'StaticBlock') { visit(member, own); continue; }
      if (member['computed']) visit(member['key'] as Tree, own);
      visit(member['value'] as Tree | null, { ...own, hasThis: true, hasArguments: true, hasSuper: true });
    }
  }

  function visitVariables(node: Tree, place: Place): void {
    const scope = node['kind'] === 'var' ? functionScope(place.scope) : place.scope;
    for (const declaration of node['declarations'] as Tree[]) {
      declarePattern(declaration['id'] as Tree, place, scope);
      visit(declaration['init'] as Tree | null, place);
    }
  }

  function declarePattern(pattern: Tree | null, place: Place, scope: Scope): void {
    if (!pattern) return;
    switch (pattern.type) {
      case 'Identifier': scope.names.add(pattern['name'] as string); return;
      case 'ObjectPattern':
        for (const property of pattern['properties'] as Tree[]) {
          if (property['computed']) visit(property['key'] as Tree, place);
          declarePattern((property['value'] ?? property['argument']) as Tree, place, scope);
        }
        return;
      case 'ArrayPattern': for (const element of pattern['elements'] as (Tree | null)[]) declarePattern(element, place, scope); return;
      case 'RestElement': return declarePattern(pattern['argument'] as Tree, place, scope);
      case 'AssignmentPattern': declarePattern(pattern['left'] as Tree, place, scope); return visit(pattern['right'] as Tree, place);
    }
  }

  function assign(target: Tree | null, place: Place, isShorthand = false): void {
    if (!target) return;
    switch (target.type) {
      case 'Identifier': return refer(target, place, [], { isAssigned: true, isShorthand });
      case 'ObjectPattern':
        for (const property of target['properties'] as Tree[]) {
          if (property['computed']) visit(property['key'] as Tree, place);
          assign((property['value'] ?? property['argument']) as Tree, place, property['shorthand'] === true);
        }
        return;
      case 'ArrayPattern': for (const element of target['elements'] as (Tree | null)[]) assign(element, place); return;
      case 'RestElement': return assign(target['argument'] as Tree, place);
      case 'AssignmentPattern': assign(target['left'] as Tree, place, isShorthand); return visit(target['right'] as Tree, place);
      case 'MemberExpression': return visitMember(target, place, { isTypeof: true, isAssigned: true });
      default: return visit(target, place);
    }
  }
}

/** A plain function inside a method has no super of its own; the method itself does. */
function isMethodValue(node: Tree, place: Place): boolean {
  return place.hasSuper && node.type === 'FunctionExpression' && !node['id'];
}
