import type { ChunkReport, TaskFailure } from './engine';

/**
 * What a map rejects with when a task failed: the very value that was thrown. An Error also says where it happened,
 * in its fields `item` and `node` and in a last line of its stack.
 */
export function taskError({ value, item }: TaskFailure, { node }: ChunkReport, kind: 'map' | 'apply'): unknown {
  if (!(value instanceof Error)) return value;
  const place = kind === 'map' && item !== undefined ? `item ${item} of the map, on node ${node}` : `node ${node}`;
  tag(value, 'node', node);
  if (kind === 'map' && item !== undefined) tag(value, 'item', item);
  if (Object.isExtensible(value)) {
    const stack = typeof value.stack === 'string' && value.stack !== '' ? value.stack : String(value);
    Object.defineProperty(value, 'stack', { value: `${stack}\n    at ${place}`, writable: true, configurable: true });
  }
  return value;
}

/** Not enumerable, so that the error still equals one with the same own fields. */
function tag(error: Error, name: string, value: number): void {
  if (name in error || !Object.isExtensible(error)) return;
  Object.defineProperty(error, name, { value, writable: true, configurable: true });
}
