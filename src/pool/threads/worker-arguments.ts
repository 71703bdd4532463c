/**
 * Node's options for the worker threads. Undefined, as a rule: they inherit this process's own. With a TypeScript loader (tsx) among them,
 * those that a worker takes, without the loader: functions arrive compiled, and a loader in each worker would cost it more than all the
 * rest of its start. Options of V8 hold for the whole process, and a worker refuses to be given them.
 */
export function workerArguments(execArgv: readonly string[]): string[] | undefined {
  const kept: string[] = [];
  let hasLoader = false;
  for (let index = 0; index < execArgv.length; index++) {
    const [option = '', value] = (execArgv[index] as string).split('=', 2);
    const takesValue = VALUE_OPTIONS.has(option);
    const given = takesValue ? (value ?? execArgv[index + 1] ?? '') : '';
    const isSeparate = takesValue && value === undefined;
    const isLoader = /(^|[/\\])tsx([/\\]|$)/.test(given);
    hasLoader ||= isLoader;
    if (!isLoader && (takesValue || PLAIN_OPTION.test(option))) kept.push(...execArgv.slice(index, index + (isSeparate ? 2 : 1)));
    if (isSeparate) index++;
  }
  return hasLoader ? kept : undefined;
}

const VALUE_OPTIONS = new Set(['--import', '--require', '-r', '--loader', '--experimental-loader', '--conditions', '-C']);
const PLAIN_OPTION = /^--(no-)?(warnings|deprecation|enable-source-maps|trace-warnings|trace-deprecation|experimental-[\w-]+)$/;
