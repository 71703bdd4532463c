/** What those who come from Python write, and its name here. */
const names: Readonly<Record<string, string>> = {
  print: 'console.log(…)',
  len: 'x.length',
  range: 'Array.from({ length: n }, (_, i) => i) for the numbers from 0 to n - 1',
  sum: 'xs.reduce((sum, x) => sum + x, 0)',
  enumerate: 'xs.entries(): for (const [i, x] of xs.entries()) { … }',
  zip: 'xs.map((x, i) => [x, ys[i]])',
  sorted: '[...xs].sort((a, b) => a - b)',
  list: '[...xs]',
  dict: 'new Map(), or an object such as { a: 1 }',
  str: 'String(x)',
  int: 'Math.trunc(x), or Number(text)',
  float: 'Number(text)',
  abs: 'Math.abs(x)',
  max: 'Math.max(...xs)',
  min: 'Math.min(...xs)',
  round: 'Math.round(x)',
  math: 'Math, with a capital letter',
  np: "a typed array, such as new Float64Array(n); randn, sharedArray and isClose are in 'parallel'",
  Pool: "createPool(5), which is in 'parallel'",
  None: 'undefined, or null',
  True: 'true',
  False: 'false',
};

const members: Readonly<Record<string, string>> = {
  append: 'xs.push(x)',
  extend: 'xs.push(...ys)',
  strip: 'text.trim()',
  lower: 'text.toLowerCase()',
  upper: 'text.toUpperCase()',
  startswith: 'text.startsWith(…)',
  endswith: 'text.endsWith(…)',
  items: 'map.entries()',
};

/** Lines of Python and IPython, which aren't TypeScript at all. */
const lines: readonly [RegExp, string][] = [
  [/^\s*%+timeit\b/, "Here it is timeit: import { timeit } from 'parallel'; await timeit(() => …)."],
  [/^\s*%/, 'Lines that begin with % belong to IPython; this kernel has none.'],
  [/^\s*(?:async\s+)?def\s/, 'Here a function is const f = (x: number) => x * x.'],
  [/\blambda\b/, 'Here a function is (x: number) => x * x.'],
  [/^\s*import\s+[\w.]+(?:\s+as\s+\w+)?\s*$|^\s*from\s+[\w.]+\s+import\s/, "Here it is import { name } from 'package', or import * as name from 'package'."],
  [/[[(].+\sfor\s+\w+\s+in\s.+[\])]/, 'Here it is xs.map((x) => x * x), with xs.filter((x) => …) for a condition.'],
  [/^\s*for\s+\w+(?:\s*,\s*\w+)*\s+in\s/, 'Here it is for (const x of xs) { … }.'],
  [/^\s*with\s.*\bas\s+\w+\s*:/, 'Here it is const pool = createPool(5), and await pool.close() at the end.'],
  [/^\s*elif\s/, 'Here it is } else if (…) { … }.'],
  [/^\s*(if|while)\s+[^(].*:/, 'Here it is if (…) { … }, or while (…) { … }.'],
  [/(?<![\w$])f(["'])/, 'Here it is `the value is ${x}`, between backquotes.'],
];

/** What a name of Python's is here; undefined for other names. */
export function hintForName(name: string): string | undefined {
  return Object.hasOwn(names, name) ? `Here it is ${names[name]}.` : undefined;
}

/** The same for a method. */
export function hintForMember(name: string): string | undefined {
  return Object.hasOwn(members, name) ? `Here it is ${members[name]}.` : undefined;
}

/** The same for a line that can't be read. */
export function hintForLine(line: string): string | undefined {
  return lines.find(([pattern]) => pattern.test(line))?.[1];
}
