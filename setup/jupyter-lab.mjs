import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { python, pythonEnvironment, root, stateFolder } from './project.mjs';
import { Trouble } from './trouble.mjs';

/**
 * @typedef {object} JupyterLab a running server
 * @property {number} port
 * @property {string} token
 * @property {(path: string) => string} address of a notebook, token included
 * @property {Promise<void>} ended resolves when the server is gone
 * @property {() => Promise<void>} stop ends it and its kernels
 */

/**
 * Starts JupyterLab on 127.0.0.1, with a token of its own and settings apart from the user's.
 * @param {{ port?: number, rootFolder?: string, signal?: AbortSignal }} [options] port: the first to try; signal: ends a start that is under way
 * @returns {Promise<JupyterLab>} once it answers
 */
export async function startJupyterLab({ port = 8888, rootFolder = root, signal } = {}) {
  for (;;) {
    const free = await freePort(port);
    const lab = await startOn(free, rootFolder, signal);
    if (lab) return lab;
    // Another server took the port while ours was starting.
    port = free + 1;
  }
}

/** @param {number} port @param {string} rootFolder @param {AbortSignal} [signal] @returns {Promise<JupyterLab | undefined>} undefined when the port was taken meanwhile */
async function startOn(port, rootFolder, signal) {
  const token = randomBytes(24).toString('hex');
  const log = join(stateFolder, 'jupyterlab.log');
  mkdirSync(stateFolder, { recursive: true });
  const child = spawn(python, ['-m', 'jupyterlab', '--no-browser', '--ServerApp.ip=127.0.0.1', `--ServerApp.port=${port}`, '--ServerApp.port_retries=0', `--ServerApp.root_dir=${rootFolder}`, ...(process.getuid?.() === 0 ? ['--allow-root'] : [])], {
    cwd: root,
    env: environment(token),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl+C reaches us, and we end the server in good order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const file = createWriteStream(log);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      file.write(part);
      if (said.length < 100_000) said += part;
    });
  }
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.on('close', () => resolve()));
  const lab = {
    port,
    token,
    ended,
    address: (/** @type {string} */ path) => `http://127.0.0.1:${port}/lab/tree/${path}?token=${token}`,
    stop: async () => {
      if (process.platform === 'win32') await askToEnd(lab);
      else child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
  const end = () => void lab.stop();
  signal?.addEventListener('abort', end, { once: true });
  const up = await answers(lab, child);
  signal?.removeEventListener('abort', end);
  if (up) return lab;
  await lab.stop();
  if (/already in use/.test(said)) return undefined;
  const last = said.trim().split('\n').slice(-15).join('\n  ');
  throw new Trouble(`JupyterLab didn't start. It said:\n  ${last}`, `The whole of it is in ${log}. After mending it, run the same command again.`);
}

/** @param {string} token */
function environment(token) {
  return {
    ...pythonEnvironment(),
    JUPYTER_TOKEN: token,
    JUPYTER_CONFIG_PATH: join(root, 'setup', 'jupyter'),
    JUPYTER_CONFIG_DIR: join(stateFolder, 'jupyter'),
    JUPYTER_DATA_DIR: join(stateFolder, 'jupyter', 'data'),
    JUPYTER_RUNTIME_DIR: join(stateFolder, 'jupyter', 'runtime'),
    IPYTHONDIR: join(stateFolder, 'ipython'),
    JUPYTERLAB_SETTINGS_DIR: join(stateFolder, 'jupyter', 'lab', 'user-settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(stateFolder, 'jupyter', 'lab', 'workspaces'),
    JUPYTER_PREFER_ENV_PATH: '1',
  };
}

/** Whether it answers within a minute. @param {JupyterLab} lab @param {import('node:child_process').ChildProcess} child */
async function answers(lab, child) {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      const response = await fetch(`http://127.0.0.1:${lab.port}/api/status`, { headers: { Authorization: `token ${lab.token}` } });
      if (response.ok) return true;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** Windows has no signal that a server could end itself upon. @param {JupyterLab} lab */
async function askToEnd({ port, token }) {
  await fetch(`http://127.0.0.1:${port}/api/shutdown`, { method: 'POST', headers: { Authorization: `token ${token}` } }).catch(() => undefined);
}

/** The first free port from this one on, on 127.0.0.1. @param {number} first */
export async function freePort(first) {
  for (let port = first; port < first + 100; port++) if (await isFree(port)) return port;
  throw new Trouble(`No port from ${first} to ${first + 99} is free.`, 'Close other servers, or give another one: `npm start -- --port 9000`.');
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
