import Module from 'node:module';
import { sep } from 'node:path';
import type { ImportedName } from './scripts';

/** A module's value, and how the other side finds it: a CommonJS file, or an ES module seen from another. */
export interface ModulePath {
  readonly kind: 'require' | 'import';
  /** An absolute file name, or an import's specifier. */
  readonly name: string;
  /** The URL or file name from which `name` is seen. */
  readonly from: string | undefined;
  /** `*` is the module's namespace or exports object. */
  readonly exported: string;
}

/** Set by whoever loads ES modules on behalf of a notebook's cells: namespace object to resolved URL. */
const REGISTERED = Symbol.for('parallel.modules');

const ours = __filename.slice(0, __filename.lastIndexOf(`${sep}pool${sep}`) + 1);
const requireCache = (Module as unknown as { _cache: Record<string, { exports: unknown; loaded: boolean } | undefined> })._cache;
const indexed = new Map<unknown, ModulePath>();
const filesIndexed = new Set<string>();
const namespaces = new WeakMap<object, ModulePath>();

/** Where a value is exported from, when it belongs to a package or to this one: such values are loaded again, not copied. */
export function modulePathOf(value: object): ModulePath | undefined {
  const namespace = namespaces.get(value) ?? registered(value);
  if (namespace) return namespace;
  const known = indexed.get(value);
  if (known) return known;
  return indexNewFiles() ? indexed.get(value) : undefined;
}

/** Remembers a namespace or a value that an ES module imported from a package. Relative files are the user's own: undefined. */
export function importedFrom({ specifier, exported }: ImportedName, from: string, value: object): ModulePath | undefined {
  if (/^[./#]|^file:/.test(specifier)) return undefined;
  const path: ModulePath = { kind: 'import', name: specifier, from, exported };
  if (exported === '*') namespaces.set(value, path);
  return path;
}

function registered(value: object): ModulePath | undefined {
  const table = (globalThis as Record<symbol, unknown>)[REGISTERED] as Map<object, string> | undefined;
  const url = table?.get(value);
  return url === undefined ? undefined : { kind: 'import', name: url, from: undefined, exported: '*' };
}

/** Reads the exports of the files that were loaded since the last time. */
function indexNewFiles(): boolean {
  let isNew = false;
  for (const file of Object.keys(requireCache)) {
    if (filesIndexed.has(file)) continue;
    const module = requireCache[file];
    if (!module?.loaded) continue;
    filesIndexed.add(file);
    if (!file.includes(`${sep}node_modules${sep}`) && !file.startsWith(ours)) continue;
    isNew = true;
    indexExports(file, module.exports);
  }
  return isNew;
}

function indexExports(file: string, exports: unknown): void {
  if (!isReference(exports)) return;
  remember(exports, { kind: 'require', name: file, from: undefined, exported: '*' });
  for (const key of Object.getOwnPropertyNames(exports)) {
    // A getter might load something big; what it gives is found in the file that defines it.
    const descriptor = Object.getOwnPropertyDescriptor(exports, key);
    const value = descriptor && 'value' in descriptor ? descriptor.value as unknown : undefined;
    if (!isReference(value) || key === 'prototype' || key === 'caller' || key === 'arguments') continue;
    remember(value, { kind: 'require', name: file, from: undefined, exported: key });
  }
}

function remember(value: object, path: ModulePath): void {
  const first = Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0;
  if (!first && !indexed.has(value)) indexed.set(value, path);
}

function isReference(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}
