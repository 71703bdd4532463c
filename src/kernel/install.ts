import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectFolder, snapshotFile } from './paths';

const kernelName = 'tslab';

/**
 * Installs the kernel into a Python environment (`node install.js [folder]`; default: the project's .venv), and makes the
 * snapshot with which the compiler starts in a fraction of the time. Doing it twice is fine.
 */
function install(environment: string): void {
  const folder = path.join(environment, 'share', 'jupyter', 'kernels', kernelName);
  fs.mkdirSync(folder, { recursive: true });
  const spec = {
    argv: [process.execPath, path.join(__dirname, 'main.js'), '--config-path={connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  };
  fs.writeFileSync(path.join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  console.log(`The TypeScript kernel is installed in ${folder}.`);
  buildSnapshot();
}

/** A kernel without a snapshot works, too; it only starts later. */
function buildSnapshot(): void {
  const unfinished = `${snapshotFile}.${process.pid}`;
  // The file that Node starts from must not be a module, so it is made here.
  const starter = `${unfinished}.js`;
  const entry = path.join(__dirname, 'compiler', 'load-for-snapshot.js');
  fs.writeFileSync(starter, `new Function('exports', 'require', '__dirname', require('fs').readFileSync(${JSON.stringify(entry)}, 'utf8'))({}, require, ${JSON.stringify(path.dirname(entry))});\n`);
  const { status, stderr } = spawnSync(process.execPath, ['--snapshot-blob', unfinished, '--build-snapshot', starter], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  fs.rmSync(starter);
  if (status === 0) {
    fs.renameSync(unfinished, snapshotFile);
    console.log('Its compiler has a snapshot to start from.');
  } else {
    fs.rmSync(unfinished, { force: true });
    console.warn(`Its compiler starts without a snapshot, which takes a second longer. The reason:\n${stderr}`);
  }
}

install(path.resolve(process.argv[2] ?? path.join(projectFolder, '.venv')));
