import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { limits } from './limits';
import { useOfTree } from './process-tree';
import { insideFolder, projectFolder } from './project';

export interface SandboxedProcess {
  readonly stream: Duplex;
  /** The first of what it printed. */
  readonly printed: () => string;
  /** Why it was ended from outside, when it was. */
  readonly reason: () => string | undefined;
  readonly kill: (reason?: string) => void;
  readonly ended: Promise<void>;
}

export type Isolation = 'sandbox' | 'unsafe';

const KEEP_PRINTED = 4_000;
const LOOK_MS = 50;

let usable: boolean | undefined;

/** Whether bubblewrap is here and may make sandboxes. */
export function canSandbox(): boolean {
  usable ??= process.platform === 'linux' && spawnSync('bwrap', [...basics(), '--', process.execPath, '-e', '0'], { stdio: 'ignore' }).status === 0;
  return usable;
}

/** Starts one of the programs in inside/ in a sandbox of its own; `folder` is its working folder, inside the project. */
export function startProcess(program: 'cells-main' | 'node-main', folder: string, isolation: Isolation): SandboxedProcess {
  const node = [process.execPath, '--max-old-space-size=768', '--stack-size=900', '--no-warnings', join(insideFolder, `${program}.js`)];
  const child = start(node, folder, isolation, ['ignore', 'pipe', 'pipe', 'pipe']);
  return watch(child, program === 'cells-main' ? limits.memoryBytes : limits.nodeMemoryBytes);
}

/** Starts Node.js as the kernel's compiler, which reads from 3 and writes to 4. It sees the files that the cells will see. */
export function startCompiler(args: readonly string[], folder: string, isolation: Isolation): ChildProcess {
  const child = start([process.execPath, ...args], folder, isolation, ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']);
  watch(child, limits.memoryBytes);
  return child;
}

function start(node: readonly string[], folder: string, isolation: Isolation, stdio: StdioOptions): ChildProcess {
  if (isolation === 'sandbox') return inSandbox(node, folder, stdio);
  return spawn(node[0]!, node.slice(1), { stdio, cwd: existsSync(folder) ? folder : projectFolder });
}

function inSandbox(node: readonly string[], folder: string, stdio: StdioOptions): ChildProcess {
  const built = join(projectFolder, 'src', 'dist');
  const seen = ['node_modules', 'package.json', 'src/package.json', 'src/dist', 'data'].map((path) => join(projectFolder, path)).filter(existsSync);
  const args = [
    ...basics(),
    ...sized('--tmpfs', projectFolder),
    ...seen.flatMap((path) => ['--ro-bind', path, path]),
    // The tests themselves stay outside; only the two programs that run in here are seen.
    '--tmpfs', join(built, 'grading'), '--ro-bind', insideFolder, insideFolder, '--remount-ro', join(built, 'grading'),
    // The one folder that a submission may write to, and /tmp.
    '--dir', folder, ...sized('--tmpfs', folder), '--remount-ro', projectFolder, '--remount-ro', '/dev', '--remount-ro', '/', '--chdir', folder,
    '--', ...node,
  ];
  // The shell's ulimit is everywhere. No core files; -f is in blocks of 512 bytes, -d in KiB.
  const ulimit = `ulimit -c 0 && ulimit -n ${limits.files} && ulimit -f ${limits.diskBytes / 512} && ulimit -d ${limits.dataBytes / 1024} && exec bwrap "$@"`;
  return spawn('/bin/sh', ['-c', ulimit, 'bwrap', ...args], { stdio, env: { PATH: process.env['PATH'] } });
}

function basics(): string[] {
  // Libraries and Node.js itself: no shell, no other programs.
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/lib32', '/lib', '/lib64', '/lib32'].filter(existsSync);
  return [
    '--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--hostname', 'grading',
    '--clearenv', '--setenv', 'PATH', dirname(process.execPath), '--setenv', 'HOME', '/tmp', '--setenv', 'LANG', 'C.UTF-8', '--setenv', 'TZ', 'UTC',
    ...libraries.flatMap((path) => ['--ro-bind', path, path]),
    ...['/usr/share/zoneinfo', '/etc/ld.so.cache'].filter(existsSync).flatMap((path) => ['--ro-bind', path, path]),
    '--proc', '/proc', '--dev', '/dev', ...sized('--tmpfs', '/tmp'), ...sized('--tmpfs', '/dev/shm'),
    '--ro-bind', process.execPath, process.execPath,
  ];
}

function sized(kind: string, path: string): string[] {
  return ['--size', String(limits.diskBytes), kind, path];
}

function watch(child: ChildProcess, memoryBytes: number): SandboxedProcess {
  let printed = '';
  let reason: string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      if (printed.length < KEEP_PRINTED) printed += bytes.toString('utf8').slice(0, KEEP_PRINTED - printed.length);
    });
    stream?.on('error', () => {});
  }
  const kill = (why?: string): void => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  // Where there is no sandbox, nothing else ends it when this process is ended.
  const killLast = (): void => void child.kill('SIGKILL');
  process.on('exit', killLast);
  const timer = setInterval(() => {
    const { bytes, tasks } = child.pid === undefined ? { bytes: 0, tasks: 0 } : useOfTree(child.pid);
    if (bytes > memoryBytes) kill(`It used more than ${Math.round(memoryBytes / 2 ** 20)} MB of memory and was ended.`);
    if (tasks > limits.tasks) kill(`It started more than ${limits.tasks} processes and threads and was ended.`);
  }, LOOK_MS);
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
  void ended.then(() => {
    clearInterval(timer);
    process.off('exit', killLast);
  });
  return { stream: child.stdio[3] as unknown as Duplex, printed: () => printed, reason: () => reason, kill, ended };
}
