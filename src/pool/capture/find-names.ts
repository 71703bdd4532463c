import type { Analysis } from './analyse';
import { placeOf, surroundingOfFunction } from './function-place';
import { type Scope, valueIn } from './scopes';
import type { Script } from './scripts';

/** A free name's value, and the scope that it was found in. */
export interface Binding {
  readonly value: unknown;
  readonly scope: Scope;
}

/** Bindings of functions whose names are never assigned to: asking V8 again would give the same. */
const constant = new WeakMap<Function, ReadonlyMap<string, Binding>>();

/**
 * The values that a function's free names have now. Names that are in no scope are the global object's.
 *
 * @throws ReferenceError when a name is nowhere, or isn't initialised yet
 */
export function findNames(f: Function, analysis: Analysis, path: string): { found: ReadonlyMap<string, Binding>; script: Script | undefined } {
  const known = constant.get(f);
  if (known) return { found: known, script: placeOf(f).script };
  const { scopes } = surroundingOfFunction(f);
  const { script } = placeOf(f);
  const found = new Map<string, Binding>();
  let isConstant = true;
  for (const { name, isOnlyTypeof } of analysis.names.values()) {
    const scope = scopes.find(({ variables }) => Object.hasOwn(variables, name));
    if (!scope) {
      if (name in globalThis || isOnlyTypeof) continue;
      throw new ReferenceError(`${name} is not defined: ${path} refers to it, but there is no such variable where ${path} was written.`);
    }
    const value = valueIn(scope, name);
    if (value === undefined && script?.facts()?.neverUndefined.has(name)) {
      throw new ReferenceError(`${name} can't be used yet: ${path} refers to it, but its declaration hasn't run at this point. Move it up, before the call.`);
    }
    found.set(name, { value, scope });
    // V8 shows a variable that isn't there yet as undefined, so undefined isn't kept.
    isConstant &&= value !== undefined && scope.description !== 'Script';
  }
  const assigned = isConstant ? script?.facts()?.assigned : undefined;
  if (assigned && [...found.keys()].every((name) => !assigned.has(name))) constant.set(f, found);
  return { found, script };
}
