import { ask, listening } from './inspector';
import { readFacts, type ScriptFacts } from './script-facts';
import { acorn, type Tree } from './parse';

/** What a script imports under a name: `*` is the module's namespace. */
export interface ImportedName {
  readonly specifier: string;
  readonly exported: string;
}

/** A script that V8 has compiled: a file, a module, or a cell. */
export interface Script {
  readonly url: string;
  readonly isModule: boolean;
  readonly isStrict: boolean;
  /** An ES module's imports, by local name. Empty for all others. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** What its text tells about its variables; undefined when that can't be told. */
  facts(): ScriptFacts | undefined;
}

/** Longer scripts are bundles, which nobody writes functions for workers in. */
const MAX_LENGTH = 500_000;

interface ScriptParsed { scriptId: string; url: string; isModule?: boolean }

const scripts = new Map<string, Script>();

/** The script of that id; undefined when V8 has already let it go. */
export function scriptOf(scriptId: string): Script | undefined {
  const known = scripts.get(scriptId);
  if (known) return known;
  const urls = new Map<string, { url: string; isModule: boolean }>();
  // The debugger lists all scripts when it is switched on. It is switched off again, since it slows code down.
  return listening('Debugger.scriptParsed', ({ scriptId: id, url, isModule = false }: ScriptParsed) => {
    urls.set(id, { url, isModule });
  }, () => {
    ask('Debugger.enable');
    try {
      const found = urls.get(scriptId);
      if (!found) return undefined;
      const { scriptSource } = ask('Debugger.getScriptSource', { scriptId }) as { scriptSource: string };
      const script = {
        ...found,
        isStrict: found.isModule || /^(?:\s|;|\/\/.*|\/\*[^]*?\*\/|\(?\s*(?:async\s*)?function\s*\([\w\s,$]*\)\s*\{)*['"]use strict['"]/.test(scriptSource.slice(0, 4000)),
        imports: found.isModule ? importsOf(scriptSource) : new Map<string, ImportedName>(),
        facts: lazily(() => scriptSource.length > MAX_LENGTH ? undefined : readFacts(scriptSource)),
      };
      scripts.set(scriptId, script);
      return script;
    } finally {
      ask('Debugger.disable');
    }
  });
}

function importsOf(source: string): Map<string, ImportedName> {
  const imports = new Map<string, ImportedName>();
  const program = acorn().parse(source, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }) as unknown as Tree;
  for (const statement of program['body'] as Tree[]) {
    if (statement.type !== 'ImportDeclaration') continue;
    const specifier = (statement['source'] as Tree)['value'] as string;
    for (const part of statement['specifiers'] as Tree[]) {
      const local = (part['local'] as Tree)['name'] as string;
      const imported = part['imported'] as Tree | undefined;
      const exported = part.type === 'ImportNamespaceSpecifier' ? '*'
        : part.type === 'ImportDefaultSpecifier' ? 'default' : String(imported?.['name'] ?? imported?.['value']);
      imports.set(local, { specifier, exported });
    }
  }
  return imports;
}

/** Works something out once, when it is first asked for, and keeps nothing but the answer. */
function lazily<T>(work: () => T): () => T {
  let pending: (() => T) | undefined = work;
  let answer: T;
  return () => {
    if (pending) {
      answer = pending();
      pending = undefined;
    }
    return answer;
  };
}
