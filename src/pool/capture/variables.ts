import type { FunctionNode, Slot } from './nodes';
import type { Scope } from './scopes';

/** One variable of the program: a name in a scope, and the functions that use it. */
export interface Variable {
  readonly name: string;
  readonly slot: Slot;
  readonly scope: Scope | undefined;
  readonly value: unknown;
  /** Texts of the functions that use it. */
  readonly users: Map<string, FunctionNode>;
  isAssigned: boolean;
}

/**
 * Finds out which functions mean the same variable. V8 shows a scope's values, not the scope; two scopes are taken for
 * the same when they hold the same variables with the same values at this moment. Where nobody assigns to them it makes
 * no difference, and two functions of the same text and place never share the scope that they assign to.
 */
export class Variables {
  readonly #byName = new Map<string, Variable[]>();

  find(name: string, value: unknown, scope: Scope | undefined, source: string, user: FunctionNode, makeSlot: () => Slot): Variable {
    const known = this.#byName.get(name) ?? [];
    this.#byName.set(name, known);
    const same = known.find((variable) => Object.is(variable.value, value) && !variable.users.has(source) && isSameScope(variable.scope, scope));
    const variable = same ?? { name, slot: makeSlot(), scope, value, users: new Map(), isAssigned: false };
    if (!same) known.push(variable);
    variable.users.set(source, user);
    return variable;
  }
}

function isSameScope(a: Scope | undefined, b: Scope | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.description !== b.description) return false;
  const names = Object.keys(a.variables);
  if (names.length !== Object.keys(b.variables).length) return false;
  return names.every((name) => Object.hasOwn(b.variables, name) && Object.is(a.variables[name], b.variables[name]));
}
