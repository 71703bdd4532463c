import { builtinModules } from 'node:module';
import vm from 'node:vm';

/** Where a value of JavaScript's or Node's own is to be found on the other side, too. */
export interface NativePath {
  /** A built-in module, `node:` included; undefined for what hangs on globalThis. */
  readonly module: string | undefined;
  readonly path: readonly (string | symbol)[];
}

/** Names that Node adds to the language's own. */
const NODE_GLOBALS = [
  'global', 'globalThis', 'process', 'Buffer', 'console', 'clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout',
  'queueMicrotask', 'structuredClone', 'atob', 'btoa', 'performance', 'fetch', 'navigator', 'crypto', 'WebSocket', 'EventSource', 'Storage',
  'localStorage', 'sessionStorage', 'AbortController', 'AbortSignal', 'Blob', 'BroadcastChannel', 'ByteLengthQueuingStrategy', 'CloseEvent',
  'CompressionStream', 'CountQueuingStrategy', 'Crypto', 'CryptoKey', 'CustomEvent', 'DecompressionStream', 'DOMException', 'Event', 'EventTarget',
  'File', 'FormData', 'Headers', 'MessageChannel', 'MessageEvent', 'MessagePort', 'Navigator', 'Performance', 'PerformanceEntry', 'PerformanceMark',
  'PerformanceMeasure', 'PerformanceObserver', 'PerformanceObserverEntryList', 'PerformanceResourceTiming', 'ReadableByteStreamController',
  'ReadableStream', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableStreamDefaultController', 'ReadableStreamDefaultReader',
  'Request', 'Response', 'SubtleCrypto', 'TextDecoder', 'TextDecoderStream', 'TextEncoder', 'TextEncoderStream', 'TransformStream',
  'TransformStreamDefaultController', 'URL', 'URLSearchParams', 'WebAssembly', 'WritableStream', 'WritableStreamDefaultController',
  'WritableStreamDefaultWriter', 'gc', 'undefined', 'NaN', 'Infinity', 'eval',
];
/** Globals that are read through a getter, harmless to call. */
const READABLE = new Set(['crypto', 'performance', 'navigator', 'fetch', 'process', 'Buffer']);
/** Loading these prints a warning or has effects. */
const LEFT_ALONE = /^(?:_|punycode|sys$|wasi|trace_events|repl|test|sea|sqlite)/;

let standard: Set<string> | undefined;
let globals: Map<unknown, NativePath> | undefined;
const builtins = new Map<unknown, NativePath>();
const loaded = new Set<string>();
let entriesRead = 0;

/** Whether Node itself, rather than the user, put this name on globalThis. */
export function isStandardGlobal(name: string): boolean {
  standard ??= new Set([...vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[], ...NODE_GLOBALS]);
  return standard.has(name);
}

/** The path to a value that every Node process has, such as Math.max or the module node:path. */
export function nativePathOf(value: object): NativePath | undefined {
  globals ??= globalPaths();
  const found = globals.get(value) ?? builtins.get(value);
  if (found) return found;
  if (loadedBuiltins() > 0) return builtins.get(value);
  return undefined;
}

/** The path as one would write it: `Math.max`, `node:path.join`. */
export function nativeName({ module, path }: NativePath): string {
  return [...(module ? [module] : []), ...path.map(String)].join('.') || 'globalThis';
}

/** The value at such a path, here. */
export function nativeAt({ module, path }: NativePath): unknown {
  let at: unknown = module === undefined ? globalThis : require(module);
  for (const name of path) {
    const descriptor = typeof name === 'string' && name.startsWith('get ') ? Object.getOwnPropertyDescriptor(at, name.slice(4)) : undefined;
    at = descriptor?.get ?? (at as Record<string | symbol, unknown>)[name];
  }
  return at;
}

function globalPaths(): Map<unknown, NativePath> {
  const paths = new Map<unknown, NativePath>([[globalThis, { module: undefined, path: [] }]]);
  isStandardGlobal('Object');
  for (const name of standard as Set<string>) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
    if (!descriptor || name === 'globalThis' || name === 'global') continue;
    const value = 'value' in descriptor ? descriptor.value as unknown : READABLE.has(name) ? (globalThis as Record<string, unknown>)[name] : undefined;
    addPaths(paths, value, { module: undefined, path: [name] }, 2);
  }
  return paths;
}

/** How many built-in modules were newly loaded since the last call; their members are known from now on. */
function loadedBuiltins(): number {
  const before = loaded.size;
  const list = (process as unknown as { moduleLoadList?: string[] }).moduleLoadList ?? [];
  for (; entriesRead < list.length; entriesRead++) {
    const entry = list[entriesRead] as string;
    const name = entry.replace(/^(?:NativeModule|Internal Binding|Binding) /, '');
    if (loaded.has(name) || !entry.startsWith('NativeModule ') || LEFT_ALONE.test(name) || !builtinModules.includes(name)) continue;
    loaded.add(name);
    addPaths(builtins, require(`node:${name}`), { module: `node:${name}`, path: [] }, 2);
    // Reached through a getter of node:fs.
    if (name === 'fs') addPaths(builtins, require('node:fs/promises'), { module: 'node:fs/promises', path: [] }, 1);
  }
  return loaded.size - before;
}

function isReference(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function addPaths(paths: Map<unknown, NativePath>, value: unknown, at: NativePath, depth: number): void {
  if (!isReference(value) || paths.has(value)) return;
  // Plain data on a module or on process (arrays, numbers) is data; only what has an identity of its own is named.
  paths.set(value, at);
  if (depth === 0) return;
  for (const key of Reflect.ownKeys(value)) {
    if (key === 'constructor' || key === 'caller' || key === 'arguments') continue;
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (!descriptor || !('value' in descriptor)) continue;
    const member = descriptor.value as unknown;
    const isPrototype = key === 'prototype' && typeof value === 'function';
    if (typeof member === 'function' || isPrototype || (isReference(member) && !Array.isArray(member))) {
      addPaths(paths, member, { module: at.module, path: [...at.path, key] }, isPrototype ? Math.max(1, depth - 1) : depth - 1);
    }
  }
}
