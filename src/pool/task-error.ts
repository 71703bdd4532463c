import type { CallSite } from './call-site';
import type { ChunkReport, TaskFailure } from './engine';
import { unpackThrown, type PackedThrown } from './thrown';

export interface FailedCall {
  readonly kind: 'map' | 'apply';
  readonly f: Function;
  readonly site: CallSite;
}

/**
 * What a map rejects with when a task failed: the very value that was thrown. An Error also says where it happened,
 * in its fields `item` and `node` and in a last line of its stack.
 */
export function taskError(failure: TaskFailure, { node }: ChunkReport, { kind, f, site }: FailedCall): unknown {
  const item = kind === 'map' ? failure.item : undefined;
  if (failure.kind === 'lost') return failure.value instanceof Error ? placed(site.lend(failure.value), node, item) : failure.value;
  const value = unpackThrown(failure.value as PackedThrown, f);
  if (!(value instanceof Error)) return value;
  const stack = typeof value.stack === 'string' && value.stack !== '' ? value.stack : `${value.name}: ${value.message}`;
  const place = item === undefined ? `node ${node}` : `item ${item} of the map, on node ${node}`;
  hide(value, 'stack', `${stack}\n    at ${place}`);
  return placed(value, node, item);
}

function placed(error: Error, node: number, item: number | undefined): Error {
  if (!('node' in error)) hide(error, 'node', node);
  if (item !== undefined && !('item' in error)) hide(error, 'item', item);
  return error;
}

/** Not enumerable, so that the error still equals one with the same own fields. */
function hide(error: Error, name: string, value: unknown): void {
  Reflect.defineProperty(error, name, { value, writable: true, configurable: true, enumerable: false });
}
