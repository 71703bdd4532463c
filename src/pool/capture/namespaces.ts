import Module from 'node:module';
import { types } from 'node:util';

const requireCache = (Module as unknown as { _cache: Record<string, { exports: unknown } | undefined> })._cache;

/** The object on which a notebook's kernel keeps what its cells export. */
export function cellExports(): unknown {
  return (globalThis as { __tslab__?: { exports?: unknown } }).__tslab__?.exports;
}

/**
 * Whether an object is a module's or a notebook's namespace, in one of the forms that compilers give it. Only the used
 * members of such an object travel: the rest of the notebook stays at home.
 */
export function isNamespace(value: unknown, name = ''): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  // Vitest puts a proxy before modules from outside, under names that nobody else uses.
  if (/^__vi(?:te_ssr)?_import_\d+__$/.test(name)) return true;
  if (value === cellExports() || types.isModuleNamespaceObject(value)) return true;
  if (types.isProxy(value)) return false;
  const tag = Object.getOwnPropertyDescriptor(value, Symbol.toStringTag)?.value as unknown;
  if (tag === 'Module') return true;
  if (Object.hasOwn(value, '__esModule')) return true;
  return wrappedModule(value) !== undefined || isExportsOfFile(value);
}

/** The module that `import * as name` wraps when it is compiled to CommonJS: its members again, and itself as `default`. */
export function wrappedModule(value: object): object | undefined {
  const module = Object.getOwnPropertyDescriptor(value, 'default')?.value as unknown;
  if (module === null || (typeof module !== 'object' && typeof module !== 'function') || module === value) return undefined;
  const names = Object.getOwnPropertyNames(value).filter((name) => name !== 'default' && name !== '__esModule');
  if (names.length > 0 && names.every((name) => name in module)) return module;
  return names.length === 0 ? module : undefined;
}

const files = new WeakSet<object>();
let filesSeen = 0;

function isExportsOfFile(value: object): boolean {
  const names = Object.keys(requireCache);
  if (names.length !== filesSeen) {
    filesSeen = names.length;
    for (const name of names) {
      const exports = requireCache[name]?.exports;
      if (typeof exports === 'object' && exports !== null) files.add(exports);
    }
  }
  return files.has(value);
}

/** Whether a compiler, not the learner, gave a namespace its name: `exports`, `node_path_1`, `import_node_path`. */
export function isCompilersName(name: string): boolean {
  return /^(?:exports|\w+_\d+|import_\w+|__vi(?:te_ssr)?_import_\d+__)$/.test(name);
}
