import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import { projectFolder } from '../paths';
import { importFrom } from './import-from';
import { quietTensors } from './quiet-tensors';
import { loadTslab } from './tslab';
import { loadTypeScriptFiles } from './typescript-files';

/** Namespaces of ES modules and where they came from: a worker that needs one imports it from there. */
const namespaces = new Map<object, string>();
(globalThis as Record<symbol, unknown>)[Symbol.for('parallel.modules')] = namespaces;

const onlyImportable = new Set(['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);
const notFound = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND']);

/** Loads what cells import: from the notebook's folder, and packages that it lacks from the project's. */
export class CellModules {
  /** `require` in a cell. */
  readonly require: NodeJS.Require;
  readonly #folder: string;
  readonly #near: NodeJS.Require;
  readonly #far = createRequire(path.join(projectFolder, 'cell.js'));
  /** ES modules, loaded already, in the form in which `require` hands them out. */
  readonly #imported = new Map<string, object>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#near = createRequire(path.join(folder, 'cell.js'));
    const resolve = Object.assign((name: string) => this.#from(name).resolve(name), { paths: this.#near.resolve.paths });
    this.require = Object.assign((name: string) => this.#require(name), this.#near, { resolve });
    loadTypeScriptFiles();
  }

  /** Loads the modules that a cell will require; returns a promise if some of them have to be waited for. */
  prepare(names: readonly string[]): Promise<unknown> | undefined {
    const late = names.filter((name) => this.#mustWait(name));
    // A module that can't be loaded shows when the cell gets to its import.
    return late.length === 0 ? undefined : Promise.allSettled(late.map((name) => this.import(name)));
  }

  /** `import()` in a cell. */
  async import(name: string): Promise<object> {
    const { namespace, address } = await this.#import(name);
    this.#imported.set(name, asRequired(namespace, address));
    return namespace;
  }

  #mustWait(name: string): boolean {
    try {
      this.#require(name);
      return false;
    } catch (error) {
      return onlyImportable.has(codeOf(error));
    }
  }

  #require(name: string): unknown {
    if (name === 'tslab') return loadTslab();
    const from = this.#from(name);
    try {
      const module: unknown = from(name);
      quietTensors(name, module);
      return util.types.isModuleNamespaceObject(module) ? asRequired(module as object, pathToFileURL(from.resolve(name)).href) : module;
    } catch (error) {
      const imported = onlyImportable.has(codeOf(error)) ? this.#imported.get(name) : undefined;
      if (imported) return imported;
      throw error;
    }
  }

  /** The project's `require` for packages that only the project has, else the notebook's. */
  #from(name: string): NodeJS.Require {
    if (isBuiltin(name) || isPath(name) || canResolve(this.#near, name)) return this.#near;
    return canResolve(this.#far, name) ? this.#far : this.#near;
  }

  async #import(name: string): Promise<{ namespace: object; address: string }> {
    try {
      return await importFrom(this.#folder, name);
    } catch (error) {
      if (isPath(name) || !notFound.has(codeOf(error))) throw error;
      return importFrom(projectFolder, name).catch((second: unknown) => {
        throw notFound.has(codeOf(second)) ? error : second;
      });
    }
  }
}

function canResolve(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch (error) {
    return !notFound.has(codeOf(error));
  }
}

function isPath(name: string): boolean {
  return name.startsWith('.') || name.includes(':') || path.isAbsolute(name);
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

const required = new WeakMap<object, object>();

/** An ES module as TypeScript's `require` expects it: with the mark that says its default export is `default`. */
function asRequired(namespace: object, address: string): object {
  const known = required.get(namespace);
  if (known) return known;
  const module = Object.create(null) as object;
  for (const key of Object.keys(namespace)) {
    Object.defineProperty(module, key, { enumerable: true, get: () => (namespace as Record<string, unknown>)[key] });
  }
  Object.defineProperty(module, '__esModule', { value: true });
  required.set(namespace, module);
  namespaces.set(namespace, address);
  namespaces.set(module, address);
  return module;
}
