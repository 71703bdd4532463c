import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import vm from 'node:vm';
import { projectFolder } from '../paths';
import { loadTslab } from './tslab';
import { loadTypeScriptFiles } from './typescript-files';

/** Namespaces of ES modules and where they came from: a worker that needs one imports it from there. */
const namespaces = new Map<object, string>();
(globalThis as Record<symbol, unknown>)[Symbol.for('parallel.modules')] = namespaces;

const onlyImportable = new Set(['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

/** Loads what cells import: from the notebook's folder, and packages that it lacks from the project's. */
export class CellModules {
  readonly require: NodeJS.Require;
  readonly #near: NodeJS.Require;
  readonly #far = createRequire(path.join(projectFolder, 'cell.js'));
  readonly #loaded = new Map<string, unknown>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#near = createRequire(path.join(folder, 'cell.js'));
    loadTypeScriptFiles();
    const load = (name: string): unknown => (this.#loaded.has(name) ? this.#loaded.get(name) : this.#require(name));
    this.require = Object.assign(load, this.#near, { resolve: Object.assign((name: string) => this.#resolve(name), { paths: this.#near.resolve.paths }) });
  }

  /** Loads the modules that a cell is about to require; those that are ES modules only are waited for. */
  prepare(names: readonly string[]): Promise<void> | undefined {
    const late = names.filter((name) => !this.#loaded.has(name) && this.#mustWait(name));
    if (late.length === 0) return undefined;
    return this.#importAll(late);
  }

  /** `import()` in a cell. */
  async import(name: string): Promise<object> {
    const namespace = await this.#import(name);
    return namespace;
  }

  #mustWait(name: string): boolean {
    try {
      this.#require(name);
      return false;
    } catch (error) {
      // Any other failure shows when the cell gets to its import.
      return onlyImportable.has((error as NodeJS.ErrnoException)?.code ?? '');
    }
  }

  async #importAll(names: readonly string[]): Promise<void> {
    for (const name of names) {
      try {
        this.#loaded.set(name, this.#asRequired(name, await this.#import(name)));
      } catch (error) {
        const failure = error;
        this.#near.cache[`late:${name}`] = undefined;
        this.#failed.set(name, failure);
      }
    }
  }
  readonly #failed = new Map<string, unknown>();

  #require(name: string): unknown {
    if (name === 'tslab') return loadTslab();
    if (this.#failed.has(name)) {
      const failure = this.#failed.get(name);
      this.#failed.delete(name);
      throw failure;
    }
    const module: unknown = this.#near === undefined ? undefined : this.#from(name)(name);
    if (!util.types.isModuleNamespaceObject(module)) return module;
    const required = this.#asRequired(name, module as object);
    this.#loaded.set(name, required);
    return required;
  }

  #from(name: string): NodeJS.Require {
    if (isBuiltin(name) || name.startsWith('.') || path.isAbsolute(name)) return this.#near;
    try {
      this.#near.resolve(name);
      return this.#near;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') return this.#near;
    }
    try {
      this.#far.resolve(name);
      return this.#far;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' ? this.#near : this.#far;
    }
  }

  #resolve(name: string): string {
    return this.#from(name).resolve(name);
  }

  async #import(name: string): Promise<object> {
    const namespace = await this.#importFrom(name);
    namespaces.set(namespace, isBuiltin(name) ? name : this.#url(name));
    return namespace;
  }

  async #importFrom(name: string): Promise<object> {
    if (isBuiltin(name) || name.includes(':')) return importFrom(this.#folder, name);
    if (name.startsWith('.') || path.isAbsolute(name)) return importFrom(this.#folder, pathToFileURL(path.resolve(this.#folder, name)).href);
    try {
      return await importFrom(this.#folder, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
      return importFrom(projectFolder, name).catch((second: NodeJS.ErrnoException) => {
        throw second.code === 'ERR_MODULE_NOT_FOUND' ? error : second;
      });
    }
  }

  #url(name: string): string {
    try {
      return pathToFileURL(this.#resolve(name)).href;
    } catch {
      return name;
    }
  }

  /** An ES module as TypeScript's `require` expects it: with the mark that says its default export is `default`. */
  #asRequired(name: string, namespace: object): object {
    const required = Object.create(null) as object;
    for (const key of Object.keys(namespace)) {
      Object.defineProperty(required, key, { enumerable: true, get: () => (namespace as Record<string, unknown>)[key] });
    }
    Object.defineProperty(required, '__esModule', { value: true });
    const url = isBuiltin(name) ? name : this.#url(name);
    namespaces.set(namespace, url);
    namespaces.set(required, url);
    return required;
  }
}

const importers = new Map<string, (name: string) => Promise<object>>();

/** `import(name)` as a file in that folder would do it. */
function importFrom(folder: string, name: string): Promise<object> {
  let importer = importers.get(folder);
  if (!importer) {
    importer = vm.runInThisContext('(name) => import(name)', {
      filename: path.join(folder, 'cell.js'),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as (name: string) => Promise<object>;
    importers.set(folder, importer);
  }
  return importer(name);
}
