import ts from 'typescript-5';
import { hintForLine, hintForMember, hintForName } from './from-python';
import { isOfHelperModule } from './helper-module';

const waitsFor = /(?:does not exist on|used to index|^Argument of|^Type) (?:type )?'Promise<[^']*'/i;

/** An argument in the place of a function: its type. */
const forFunction = /^Argument of type '([^]+?)' is not assignable to parameter of type '\([^]*\) => /;

/** What the exercises' types don't allow, and beginners try. */
const onTypes: readonly [message: RegExp, line: RegExp, hint: string][] = [
  [/\btype 'ArrayLike</i, /^/, 'It has a length and elements, no more: for (let i = 0; i < xs.length; i++), or Array.from(xs) for a list of its own.'],
  [/ on type 'readonly [^']*\[\]'/, /\.(?:sort|reverse|push|pop|shift|unshift|splice|fill)\b/, 'It has to stay as it is: change a copy, [...xs].'],
  [/possibly 'undefined'|undefined' is not assignable to type/, /\.get\(/, 'A Map gives undefined for a key that it lacks: map.get(key) ?? 0.'],
];

/** What to do about a message of the compiler's, where beginners stumble; undefined for all others. */
export function hintFor({ code, start = 0, relatedInformation = [] }: ts.Diagnostic, message: string, cellText: string, isSyntax: boolean): string | undefined {
  const line = cellText.slice(cellText.lastIndexOf('\n', start - 1) + 1).split('\n', 1)[0]!;
  if (isSyntax) return hintForLine(line);
  const given = forFunction.exec(message)?.[1];
  if (given !== undefined) return hintForArgument(given);
  const name = /^Cannot find name '(\w+)'/.exec(message)?.[1] ?? '';
  if (name !== '') return hintForMissing(name, code, cellText.slice(start + name.length));
  const [, member = '', type = ''] = /^Property '(\w+)' does not exist on type '([^]+?)'/.exec(message) ?? [];
  if (hintForMember(member)) return hintForMember(member);
  if (type === 'Pool') return 'A pool has map, imap, apply, timeline, ready and close.';
  if (/parameter of type 'Items</.test(message)) return 'Items are a list or another iterable, such as [1, 2, 3].';
  const onType = onTypes.find(([said, written]) => said.test(message) && written.test(line));
  if (onType) return onType[2];
  if (code === 7006) return 'Write its type after it, for example x: number.';
  const isTold = relatedInformation.some((related) => related.code === 2773);
  return waitsFor.test(message) && !isTold ? 'It is a promise: await gives what it stands for.' : undefined;
}

function hintForMissing(name: string, code: number, after: string): string | undefined {
  if (hintForName(name)) return hintForName(name);
  if (isOfHelperModule(name)) return `It is in the helper module: import { ${name} } from 'parallel';`;
  if (/^\s*=[^=>]/.test(after)) return `To declare it, write const ${name} = …; or let ${name} = …, when it will change.`;
  return code === 2304 ? 'If a cell above declares it, run that cell first: after a restart, none has run yet.' : undefined;
}

function hintForArgument(type: string): string | undefined {
  if (/\[\]$|^\[|Array\b|^Set<|^Map</.test(type)) return 'A function belongs here: pool.map(f, items), mapReduce(pool, fMap, fReduce, parts).';
  // A function of another kind: the compiler says what differs.
  return type.includes('=>') ? undefined : 'Give the function itself, not what it gives: f in place of f(x), or () => f(x).';
}
