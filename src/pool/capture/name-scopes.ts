/** Where names are declared. */
export interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | undefined;
  /** Where `var` goes. */
  readonly isFunction: boolean;
}

/** What surrounds a node: whether `this`, `super` and private names are the function's own by here. */
export interface Place {
  readonly scope: Scope;
  readonly hasThis: boolean;
  readonly hasArguments: boolean;
  readonly hasSuper: boolean;
  readonly privates: readonly Set<string>[];
}

/** A new scope inside. */
export function within(place: Place, isFunction: boolean): Place {
  return { ...place, scope: { names: new Set(), outer: place.scope, isFunction } };
}

export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.outer) at = at.outer;
  return at;
}

export function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.names.has(name)) return true;
  return false;
}
