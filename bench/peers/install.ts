import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../../setup/find-python.mjs';

const here = import.meta.dirname;
export const python = process.platform === 'win32' ? join(here, '.venv', 'Scripts', 'python.exe') : join(here, '.venv', 'bin', 'python');

/** Gets the peers into this folder, once. */
export function installPeers(): void {
  if (!existsSync(join(here, 'node_modules'))) run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (existsSync(python)) return;
  const [command = 'python3', ...args] = findPython().command;
  run(command, [...args, '-m', 'venv', '.venv']);
  run(python, ['-m', 'pip', 'install', '-q', '--require-hashes', '-r', 'requirements.txt']);
}

/** What a peer's program prints: the best ms of each of its works. */
export function askPeer(command: string, args: readonly string[]): Record<string, number> {
  return JSON.parse(run(command, args)) as Record<string, number>;
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: here, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
  return stdout;
}
