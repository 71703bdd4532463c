import { analyse, type Analysis } from './analyse';
import { cannotTravel } from './cannot-travel';
import type { Encoder } from './encode';
import type { FreeName } from './free-names';
import { findNames } from './find-names';
import { memberPath } from './member-path';
import { importedFrom } from './modules';
import { isStandardGlobal, nativePathOf } from './natives';
import type { FunctionNode, Slot } from './nodes';
import { levelOf } from './object-facts';
import { originId } from './origins';
import { privateStaticsOf } from './privates';
import { HERITAGE } from './rewrite';
import type { Scope } from './scopes';
import type { Script } from './scripts';
import type { VariableUse } from './variables';

/** A function on its way into the program: its text can't be written before all who share its variables are known. */
export interface FunctionDraft {
  readonly f: Function;
  readonly node: FunctionNode;
  readonly analysis: Analysis;
  readonly variables: { readonly name: string; readonly free: FreeName | undefined; readonly use: VariableUse | undefined; readonly slot: Slot }[];
}

const KINDS = [async () => undefined, function* () { /* empty */ }, async function* () { /* empty */ }, () => undefined];
/** What functions of each kind inherit from. */
const USUAL_PROTOTYPES = new Set<unknown>(KINDS.map((kind) => Object.getPrototypeOf(kind)));

/** Makes a function's node, and gives the work of filling it. `self`: what `this` is, where an arrow function has one of its own. */
export function encodeFunction(encoder: Encoder, f: Function, path: string, self?: Slot): { node: FunctionNode; fill: () => void; draft: FunctionDraft } {
  const analysis = readOrRefuse(f, path, self !== undefined);
  const node: FunctionNode = {
    type: 'function', id: originId(f), code: -1, variables: [], prototype: undefined, prototypeProperties: [], privateStatics: [],
    self, properties: [], level: 0,
  };
  const draft: FunctionDraft = { f, node, analysis, variables: [] };
  const fill = (): void => {
    fillVariables(encoder, draft, path);
    fillMembers(encoder, draft, path);
  };
  return { node, fill, draft };
}

function readOrRefuse(f: Function, path: string, hasSelf: boolean): Analysis {
  const source = Function.prototype.toString.call(f);
  let analysis: Analysis;
  try {
    analysis = analyse(source);
  } catch (error) {
    throw cannotTravel(path, (error as Error).message, 'Write it as an ordinary function or arrow function.');
  }
  const refuse = (what: string, advice: string): never => { throw cannotTravel(path, `it uses ${what}`, advice); };
  if (analysis.usesThis && !hasSelf) refuse('the `this` of the method or class around it', 'Put what it needs into a constant first: const self = this; or pass it as an argument.');
  if (analysis.usesArguments) refuse('the `arguments` of the function around it', 'Put them into a constant first: const values = [...arguments].');
  if (analysis.usesSuper) refuse('`super` of the object or class around it', 'Pass the whole object, and call its method inside the function.');
  if (analysis.usesNewTarget) refuse('the `new.target` of the function around it', 'Put it into a constant first.');
  if (analysis.usesEval) refuse('`eval` or `with`, so that what it refers to is not known before it runs', 'Write the code out instead.');
  if (analysis.privateName !== undefined) refuse(`the private name ${analysis.privateName} of the class around it`, 'Pass the whole object, and call its method inside the function.');
  return analysis;
}

function fillVariables(encoder: Encoder, { f, analysis, variables }: FunctionDraft, path: string): void {
  if (analysis.classShape?.heritage) {
    const slot = encoder.slotOf(Object.getPrototypeOf(f), `${path} (its base class)`);
    variables.push({ name: HERITAGE, free: undefined, use: undefined, slot });
  }
  if (analysis.names.size === 0) return;
  const { found, script } = findNames(f, analysis, path);
  for (const free of analysis.names.values()) {
    const binding = found.get(free.name);
    if (binding) {
      if (isRequire(free.name, binding.value)) {
        variables.push({ name: free.name, free, use: undefined, slot: encoder.add({ type: 'require', from: fileOf(script) }) });
      } else addVariable(binding.value, binding.scope, free);
    } else if (isStandardGlobal(free.name)) addGlobalMembers(encoder, free);
    else if (free.name in globalThis) addVariable((globalThis as Record<string, unknown>)[free.name], undefined, free);
  }

  function addVariable(value: unknown, scope: Scope | undefined, free: FreeName): void {
    // What several functions take from a namespace is gathered in one object, so it is asked for each time.
    const slot = importSlot(encoder, value, free, scope, script) ?? encoder.usedSlot(value, free.usage, free.name);
    const use = encoder.variables.add({ name: free.name, value, scope, f, source: analysis.parsed.source, isAssigned: free.isAssigned });
    variables.push({ name: free.name, free, use, slot });
  }
}

/** What an ES module imports from a package is imported again, not copied. */
function importSlot(encoder: Encoder, value: unknown, { name, usage }: FreeName, scope: Scope | undefined, script: Script | undefined): Slot | undefined {
  const imported = scope?.description === 'Module' ? script?.imports.get(name) : undefined;
  if (!imported || !script || (typeof value !== 'function' && (typeof value !== 'object' || value === null))) return undefined;
  const module = importedFrom(imported, script.url, value);
  if (!module || nativePathOf(value) || (imported.exported === '*' && !usage.isWhole)) return undefined;
  return encoder.moduleSlot(value, module);
}

/** `globalThis.x`: what the user has put there goes along. */
function addGlobalMembers(encoder: Encoder, { name, usage }: FreeName): void {
  if (name !== 'globalThis' && name !== 'global') return;
  for (const member of usage.members.keys()) {
    if (isStandardGlobal(member) || !Object.hasOwn(globalThis, member) || encoder.globals.has(member)) continue;
    encoder.globals.set(member, encoder.slotOf((globalThis as Record<string, unknown>)[member], `globalThis.${member}`));
  }
}

function isRequire(name: string, value: unknown): boolean {
  return name === 'require' && typeof value === 'function' && 'resolve' in value && 'cache' in value;
}

/** A file name to load modules from. */
function fileOf(script: Script | undefined): string {
  const url = script?.url ?? '';
  return url.startsWith('file:') || url.startsWith('/') ? url : `${process.cwd()}/cell.js`;
}

function fillMembers(encoder: Encoder, { f, node, analysis }: FunctionDraft, path: string): void {
  const { parsed, classShape } = analysis;
  const id = parsed.node['id'] as { name: string } | null | undefined;
  const written = id?.name ?? '';
  const isMember = (prefix: string, owner: object) => (key: string | symbol): boolean => {
    if (!classShape) return false;
    if (typeof key === 'symbol' || !classShape.members.has(prefix + key)) return classShape.hasComputedKeys && isInText(owner, key, parsed.source);
    return isInText(owner, key, parsed.source);
  };
  const isStaticMember = isMember('static ', f);
  const hasPrototype = Object.hasOwn(f, 'prototype');
  node.properties = encoder.properties(f, path, (key) => key === 'length' || key === 'prototype' || key === 'arguments' || key === 'caller'
    || (key === 'name' && f.name === written && parsed.shape === 'value') || isStaticMember(key));
  const prototype = f.prototype as object | undefined;
  if (hasPrototype && prototype && typeof prototype === 'object') {
    const isPrototypeMember = isMember('', prototype);
    node.prototypeProperties = encoder.properties(prototype, `${path}.prototype`, (key) => (key === 'constructor' && ownConstructor(prototype) === f) || isPrototypeMember(key));
  }
  const inherits = Object.getPrototypeOf(f) as object | null;
  if (!classShape?.heritage && !USUAL_PROTOTYPES.has(inherits)) node.prototype = inherits === null ? null : encoder.slotOf(inherits, `${path} (its prototype)`);
  if (classShape) node.privateStatics = privateStaticsOf(f, classShape.privateStatics).map((value, index) => encoder.slotOf(value, `${path}.#${classShape.privateStatics[index]}`));
  const base = prototype && Object.getPrototypeOf(prototype) as object | null;
  if (!classShape && base && base !== Object.prototype && typeof f === 'function' && !isGenerator(f)) {
    node.prototypeProperties.push({ key: '__proto__', value: encoder.slotOf(base, memberPath(`${path}.prototype`, '__proto__')), flags: 0 });
  }
  node.level = levelOf(f);
}

function ownConstructor(prototype: object): unknown {
  return Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
}

/** Whether a member is still the one that the class's text makes. */
function isInText(owner: object, key: string | symbol, source: string): boolean {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  const parts = [property?.value, property?.get, property?.set].filter((part): part is Function => typeof part === 'function');
  return parts.length > 0 && parts.every((part) => source.includes(Function.prototype.toString.call(part)));
}

function isGenerator(f: Function): boolean {
  const prototype = Object.getPrototypeOf(f) as object;
  return prototype !== Function.prototype;
}
