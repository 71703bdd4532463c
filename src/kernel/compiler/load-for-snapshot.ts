/**
 * Loads the compiler while a snapshot is built (see install.ts). Then `require` only knows Node's own modules, so the
 * compiler's few files are loaded by hand.
 */
{
  const fs = require('node:fs') as typeof import('node:fs');
  const path = require('node:path') as typeof import('node:path');
  const builtin = require;
  const loaded = new Map<string, { exports: unknown }>();

  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const folder = path.dirname(file);
    const run = new Function('module', 'exports', 'require', '__filename', '__dirname', fs.readFileSync(file, 'utf8'));
    run(module, module.exports, (name: string) => loadFrom(folder, name), file, folder);
    return module.exports;
  };
  const loadFrom = (folder: string, name: string): unknown => {
    if (name.startsWith('.')) return load(path.join(folder, `${name}.js`));
    return name === 'typescript-5' ? load(typescriptFile()) : builtin(name);
  };
  const typescriptFile = (): string => {
    for (let folder = __dirname; ; folder = path.dirname(folder)) {
      const file = path.join(folder, 'node_modules', 'typescript-5', 'lib', 'typescript.js');
      if (fs.existsSync(file)) return file;
      if (folder === path.dirname(folder)) throw new Error('the package typescript-5 is not installed; run npm install');
    }
  };

  load(path.join(__dirname, 'main.js'));
}
