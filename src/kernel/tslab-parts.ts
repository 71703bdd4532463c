/**
 * tslab's parts load tslab's own TypeScript (0.2 s), which only its converter needs. The kernel has its own compiler
 * process, so everything else of tslab is loaded with an empty TypeScript.
 */
export function stubTypeScript(): void {
  const file = require.resolve('@tslab/typescript-for-tslab', { paths: [require.resolve('tslab')] });
  require.cache[file] ??= { id: file, filename: file, loaded: true, exports: { __esModule: true, sys: {}, version: '5.9.3' } } as unknown as NodeModule;
}
