import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');
const text = readFileSync(resolve(ROOT, 'docs/cluster.md'), 'utf8');
const worker = resolve(ROOT, 'node_modules/.bin/parallel-worker');

test("docs/cluster.md names only options that parallel-worker has, and variables that it reads", () => {
  const help = execFileSync(process.execPath, [worker, '--help'], { encoding: 'utf8' });
  const examples = text.split('\n').flatMap((line) => /parallel-worker\W(.*)/.exec(line)?.[1] ?? []);
  const options = new Set([...examples.flatMap((rest) => rest.match(/--[a-z-]+/g) ?? []), ...(text.match(/`(--[a-z-]+)[^`]*`/g) ?? []).map((each) => /--[a-z-]+/.exec(each)![0])]);
  assert.ok(options.size >= 4, [...options].join());
  const has = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  assert.deepEqual([...options].filter((option) => !has.includes(option) && option !== '--help' && option !== '--import'), []);
  const sources = ['worker-options', 'signature', 'cluster'].map((file) => readFileSync(resolve(ROOT, `src/pool/cluster/${file}.ts`), 'utf8')).join();
  for (const name of new Set(text.match(/PARALLEL_CLUSTER_\w+/g))) assert.match(sources, new RegExp(name));
});

test('docs/cluster.md names only files and scripts that are there', () => {
  const files = text.match(/(?:bench|src|test|docs)\/[\w/.-]+\.(?:ts|md|json)/g) ?? [];
  assert.ok(files.length >= 3);
  assert.deepEqual(files.filter((file) => !existsSync(resolve(ROOT, file))), []);
  const { scripts } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) assert.ok(scripts[script!], script);
});
