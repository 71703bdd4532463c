import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transform } from 'esbuild';
import type { CaptureCase } from './capture-cases';

/** How a module is written for Node: ES modules, CommonJS, or TypeScript that tsx compiles as it is loaded. */
export type ModuleForm = 'esm' | 'cjs' | 'tsx';

export interface Outcome {
  readonly gave?: unknown;
  readonly threw?: string;
}

const EXTENSION = { esm: 'mjs', cjs: 'cjs', tsx: 'mts' } as const;

/** Runs each case as a module of its own, all in one Node process, and gives what their last cells gave. */
export async function runAsModules(cases: readonly CaptureCase[], form: ModuleForm): Promise<Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'capture-cases-'));
  try {
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await Promise.all(cases.map(async (one, index) => {
      await writeFile(join(folder, `case-${index}.${EXTENSION[form]}`), await compiled(moduleText(one.cells), form));
    }));
    await writeFile(join(folder, 'run.mjs'), runner(cases.length, EXTENSION[form]));
    const output = await run(folder, form);
    return output.split('\n').filter((line) => line.startsWith('OUTCOME ')).map((line) => JSON.parse(line.slice(8)) as Outcome);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function moduleText(cells: readonly string[]): string {
  const last = cells[cells.length - 1] as string;
  return `const pool = (globalThis as any).casesPool;\n${cells.slice(0, -1).join('\n')}\nexport const outcome = async () => (${last});\n`;
}

async function compiled(text: string, form: ModuleForm): Promise<string> {
  if (form === 'tsx') return text;
  return (await transform(text, { loader: 'ts', format: form, target: 'node20' })).code;
}

function runner(count: number, extension: string): string {
  return `
import { createPool } from 'parallel';
const pool = globalThis.casesPool = createPool(1);
for (let index = 0; index < ${count}; index++) {
  let line;
  try {
    const { outcome, default: whole } = await import('./case-' + index + '.${extension}');
    line = { gave: await (outcome ?? whole.outcome)() };
  } catch (error) {
    line = { threw: error.name + ': ' + error.message };
  }
  console.log('OUTCOME ' + JSON.stringify(line));
}
await pool.close();
`;
}

function run(folder: string, form: ModuleForm): Promise<string> {
  const flags = form === 'tsx' ? ['--import', 'tsx'] : [];
  return new Promise((done, fail) => {
    execFile(process.execPath, [...flags, 'run.mjs'], { cwd: folder, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else done(stdout);
    });
  });
}
