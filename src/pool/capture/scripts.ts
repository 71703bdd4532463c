import { ask, listening } from './inspector';
import { readFacts, type ScriptFacts } from './script-facts';
import { acorn, type Tree } from './parse';
import { surroundingOf } from './scopes';

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

/**
 * Set by whoever compiles a notebook's cells: a function of each script, to the script's URL and text. It spares the debugger's list,
 * which takes longer the more code is loaded.
 */
const REGISTERED = Symbol.for('parallel.scripts');
type RegisteredScripts = Map<Function, { readonly url: string; readonly text: string }>;

interface ScriptParsed { scriptId: string; url: string; isModule?: boolean }

const scripts = new Map<string, Script>();

/** The script of that id; undefined when V8 has already let it go. */
export function scriptOf(scriptId: string): Script | undefined {
  const known = scripts.get(scriptId) ?? registered(scriptId);
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
      return remember(scriptId, found, scriptSource);
    } finally {
      ask('Debugger.disable');
    }
  });
}

/** Looks at the newest registered scripts first, at each once. */
function registered(scriptId: string): Script | undefined {
  const table = (globalThis as Record<symbol, unknown>)[REGISTERED] as RegisteredScripts | undefined;
  for (const [member, { url, text }] of [...(table ?? [])].reverse()) {
    table?.delete(member);
    const id = surroundingOf(member).place?.scriptId;
    const script = id === undefined ? undefined : remember(id, { url, isModule: false }, text);
    if (id === scriptId) return script;
  }
  return undefined;
}

function remember(scriptId: string, { url, isModule }: { url: string; isModule: boolean }, text: string): Script {
  const script = {
    url,
    isModule,
    isStrict: isModule || /^(?:\s|;|\/\/.*|\/\*[^]*?\*\/|\(?\s*(?:async\s*)?function\b[\s\w$]*\([\w\s,$]*\)\s*\{)*['"]use strict['"]/.test(text.slice(0, 4000)),
    imports: isModule ? importsOf(text) : new Map<string, ImportedName>(),
    facts: lazily(() => text.length > MAX_LENGTH ? undefined : readFacts(text)),
  };
  scripts.set(scriptId, script);
  return script;
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
