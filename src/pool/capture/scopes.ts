import { inspected, realValues } from './inspector';

/** One scope that a function can see, with the values its variables had when it was asked for. */
export interface Scope {
  /** V8's word for it: 'Closure (outer)', 'Block', 'Module', 'Script', 'Global'. */
  readonly description: string;
  readonly variables: Record<string, unknown>;
}

export interface SourcePlace {
  readonly scriptId: string;
  /** From 0. */
  readonly line: number;
  readonly column: number;
}

export interface Surrounding {
  /** From the innermost to the outermost; the global scope is left out. */
  readonly scopes: readonly Scope[];
  readonly place: SourcePlace | undefined;
}

/** What V8 knows about where a function was made. */
export function surroundingOf(f: Function): Surrounding {
  return inspected(f, ({ internalProperties = [] }) => {
    const scopeList = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value;
    const location = internalProperties.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value as
      { scriptId: string; lineNumber: number; columnNumber: number } | undefined;
    // The list is an array without Array's prototype.
    const list = scopeList ? Array.from(realValues([scopeList])[0] as ArrayLike<{ description?: string; object: Record<string, unknown> }>) : [];
    const scopes = list.map(({ description = '', object }) => ({ description, variables: object }));
    return {
      scopes: scopes.filter(({ description }) => description !== 'Global'),
      place: location && { scriptId: location.scriptId, line: location.lineNumber, column: location.columnNumber },
    };
  });
}

/** A variable's value; undefined before its declaration has run, which newer V8s report by an error. */
export function valueIn({ variables }: Scope, name: string): unknown {
  try {
    return variables[name];
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** The private fields of an object, in the order in which its classes, the base first, declare them. */
export function privateFieldsOf(value: object): { name: string; value: unknown }[] {
  return inspected(value, ({ privateProperties = [] }) => {
    const fields = privateProperties.filter((property) => property.value);
    if (fields.length === 0) return [];
    const values = realValues(fields.map((property) => property.value as { type: string }));
    return fields.map(({ name }, index) => ({ name, value: values[index] }));
  });
}
