/** A value in a few words, for an error message. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') return value.length > 40 ? `${JSON.stringify(value.slice(0, 40))} …` : JSON.stringify(value);
  if (typeof value === 'function') return `the function ${value.name || '(without a name)'}`;
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : `an object (${value.constructor?.name ?? 'Object'})`;
  return `the ${typeof value} ${String(value)}`;
}
