import { contextOf, type Context } from './context-of';
import { type Scope, valueIn } from './scopes';

/** One variable of the program. */
export interface Variable {
  /** Whether any of the functions that use it assigns to it. */
  isAssigned: boolean;
}

/** One function's use of one variable. */
export interface VariableUse {
  readonly name: string;
  readonly value: unknown;
  readonly scope: Scope | undefined;
  readonly f: Function;
  readonly source: string;
  readonly isAssigned: boolean;
  /** Final when the uses are settled. */
  variable: Variable;
}

/**
 * Finds out which functions mean the same variable. V8 shows a scope's values, not the scope; two scopes may be the same
 * when they hold the same variables with the same values at this moment. Where nobody assigns it makes no difference.
 * Where a function of the same text is there twice, as with two counters from one maker, V8's debugger is asked.
 */
export class Variables {
  readonly #uses = new Map<string, VariableUse[]>();

  add(use: Omit<VariableUse, 'variable'>): VariableUse {
    const known = this.#uses.get(use.name) ?? [];
    this.#uses.set(use.name, known);
    const same = known.find((other) => Object.is(other.value, use.value) && isSameScope(other.scope, use.scope));
    const added = { ...use, variable: same?.variable ?? { isAssigned: false } };
    added.variable.isAssigned ||= use.isAssigned;
    known.push(added);
    return added;
  }

  /** Whether a function that was met so far uses a variable of that name. */
  isUsed(name: string): boolean {
    return this.#uses.has(name);
  }

  /** Whether a function assigns to a variable of that name. */
  isAssigned(name: string): boolean {
    return this.#uses.get(name)?.some((use) => use.isAssigned) ?? false;
  }

  /** To be called when all uses are known. */
  settle(): void {
    for (const [name, uses] of this.#uses) {
      if (uses.length < 2) continue;
      for (const variable of new Set(uses.map((use) => use.variable))) {
        const users = uses.filter((use) => use.variable === variable);
        const texts = new Set(users.map(({ source }) => source));
        if (variable.isAssigned && texts.size < users.length) split(name, users);
      }
    }
  }
}

/** Gives each context that the users live in a variable of its own. */
function split(name: string, users: readonly VariableUse[]): void {
  const byContext = new Map<Context, Variable>();
  for (const use of users) {
    const context = contextOf(use.f, name, [...byContext.keys()]);
    const variable = byContext.get(context) ?? { isAssigned: false };
    byContext.set(context, variable);
    variable.isAssigned ||= use.isAssigned;
    use.variable = variable;
  }
}

function isSameScope(a: Scope | undefined, b: Scope | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.description !== b.description) return false;
  const names = Object.keys(a.variables);
  if (names.length !== Object.keys(b.variables).length) return false;
  return names.every((name) => Object.hasOwn(b.variables, name) && Object.is(valueIn(a, name), valueIn(b, name)));
}
