import ts from 'typescript-5';
import { isOfHelperModule } from './helper-module';

/** What those who come from Python write, and its name here. */
const fromPython: Readonly<Record<string, string>> = {
  print: 'Here one prints with console.log(…).',
  len: 'Here the length of x is x.length.',
  range: 'Here the numbers from 0 to n - 1 are Array.from({ length: n }, (_, i) => i).',
  sum: 'Here a sum is xs.reduce((sum, x) => sum + x, 0).',
  None: 'Here it is undefined, or null.',
  True: 'Here it is true.',
  False: 'Here it is false.',
};

/** Lines of Python and IPython, which aren't TypeScript at all. */
const foreign: readonly [RegExp, string][] = [
  [/^\s*%+timeit\b/, "Here it is timeit: import { timeit } from 'parallel'; await timeit(() => …)."],
  [/^\s*%/, 'Lines that begin with % belong to IPython; this kernel has none.'],
  [/^\s*(?:async\s+)?def\s/, 'Here a function is const f = (x: number) => x * x.'],
  [/\blambda\b/, 'Here a function is (x: number) => x * x.'],
  [/^\s*import\s+[\w.]+(?:\s+as\s+\w+)?\s*$|^\s*from\s+[\w.]+\s+import\s/, "Here it is import { name } from 'package', or import * as name from 'package'."],
  [/[[(].+\sfor\s+\w+\s+in\s.+[\])]/, 'Here it is xs.map((x) => x * x), with xs.filter((x) => …) for a condition.'],
];

const waitsFor = /(?:does not exist on|used to index|^Argument of|^Type) (?:type )?'Promise<[^']*'/i;

/** What to do about a message of the compiler's, where beginners stumble; undefined for all others. */
export function hintFor({ code, start = 0, relatedInformation = [] }: ts.Diagnostic, message: string, cellText: string, isSyntax: boolean): string | undefined {
  if (isSyntax) {
    const line = cellText.slice(cellText.lastIndexOf('\n', start - 1) + 1).split('\n', 1)[0]!;
    return foreign.find(([pattern]) => pattern.test(line))?.[1];
  }
  const name = /^Cannot find name '(\w+)'/.exec(message)?.[1] ?? '';
  if (Object.hasOwn(fromPython, name)) return fromPython[name];
  if (isOfHelperModule(name)) return `It is in the helper module: import { ${name} } from 'parallel';`;
  if (code === 2304 && name !== '') return 'If a cell above declares it, run that cell first: after a restart, none has run yet.';
  if (code === 7006) return 'Write its type after it, for example x: number.';
  const isTold = relatedInformation.some((related) => related.code === 2773);
  return waitsFor.test(message) && !isTold ? 'It is a promise: await gives what it stands for.' : undefined;
}
