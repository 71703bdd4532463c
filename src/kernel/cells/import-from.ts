import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

type Import = (name: string) => Promise<object>;
interface Resolver {
  resolveImport(name: string, parent: string): string;
}
// Only an ES module can resolve as ES modules do. Needs the flag --experimental-import-meta-resolve.
const resolver = 'data:text/javascript,export const resolveImport = (name, parent) => import.meta.resolve(name, parent)';
const importHere = vm.runInThisContext('(address) => import(address)', {
  filename: __filename,
  importModuleDynamically: ((address: string) => import(address)) as never,
}) as Import;

/** What `import(name)` gives in a file of that folder, and the address it came from. */
export async function importFrom(folder: string, name: string): Promise<{ namespace: object; address: string }> {
  const { resolveImport } = (await importHere(resolver)) as Resolver;
  const address = resolveImport(name, pathToFileURL(path.join(folder, 'cell.js')).href);
  return { namespace: await importHere(address), address };
}
