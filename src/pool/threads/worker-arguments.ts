/**
 * Node's options for the worker threads: this process's own, without a TypeScript loader (tsx). Functions arrive compiled, and a
 * loader in each worker would cost it more than all the rest of its start.
 */
export function workerArguments(execArgv: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < execArgv.length; index++) {
    const [option = '', value] = (execArgv[index] as string).split('=', 2);
    const takesModule = MODULE_OPTIONS.has(option);
    const module = takesModule ? (value ?? execArgv[index + 1] ?? '') : '';
    const isSeparate = takesModule && value === undefined;
    if (!/(^|[/\\])tsx([/\\]|$)/.test(module)) kept.push(...execArgv.slice(index, index + (isSeparate ? 2 : 1)));
    if (isSeparate) index++;
  }
  return kept;
}

const MODULE_OPTIONS = new Set(['--import', '--require', '-r', '--loader', '--experimental-loader']);
