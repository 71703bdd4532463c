/** A Redis and workers for the cluster's tests: real processes on loopback, all of them ended again. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ended as kill, said } from '../src/dist/pool/cluster/child-processes.js';

export { kill, said };

const ROOT = resolve(import.meta.dirname, '..');
export const WORKER = join(ROOT, 'src/pool/cluster/bin/parallel-worker.js');

/** Why the cluster can't be tested here; undefined when it can. In CI that is a failure, not a reason to skip. */
export function whyNoCluster(): string | undefined {
  const why = hasRedis() ? whyNoPackages() : 'redis-server is not installed (Debian: apt-get install redis-server)';
  if (why && process.env['CI']) throw new Error(`The cluster's tests can't run: ${why}.`);
  return why;
}

/** Installs what only the cluster needs, as `npm run cluster:setup` does, when it isn't there. */
function whyNoPackages(): string | undefined {
  if (existsSync(join(ROOT, 'src/pool/cluster/node_modules/.package-lock.json'))) return undefined;
  try {
    execFileSync('npm', ['run', '--silent', 'cluster:setup'], { cwd: ROOT, stdio: 'pipe', shell: process.platform === 'win32' });
    return undefined;
  } catch (error) {
    return `the cluster engine's packages can't be installed (npm run cluster:setup): ${String((error as { stderr?: unknown }).stderr).slice(0, 300)}`;
  }
}

function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const { port } = server.address() as { port: number };
  await new Promise((go) => server.close(go));
  return port;
}

/** Processes of one test file. */
export class Hosts {
  readonly folder = mkdtempSync(join(tmpdir(), 'parallel-cluster-'));
  readonly #processes = new Set<ChildProcess>();
  port = 0;
  url = '';
  log = '';

  /** Starts a Redis that keeps nothing, unless the options say otherwise. */
  async redis(options: string[] = [], port?: number): Promise<ChildProcess> {
    this.port = port ?? (await freePort());
    this.url = `redis://127.0.0.1:${this.port}`;
    const redis = this.#start('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--dir', this.folder, ...options]);
    await said(redis, 'Ready to accept connections');
    return redis;
  }

  /** Starts a worker and waits until it is there. */
  async worker(options: string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    const worker = this.spawnWorker(options, environment);
    await said(worker, ': ready');
    return worker;
  }

  spawnWorker(options: string[] = [], environment: NodeJS.ProcessEnv = {}): ChildProcess {
    const worker = this.#start(process.execPath, [WORKER, '--url', this.url, '--lock-ms', '2000', '--stalled-ms', '1000', ...options], environment);
    for (const stream of [worker.stdout, worker.stderr]) stream?.on('data', (text) => (this.log += text));
    return worker;
  }

  async end(): Promise<void> {
    await Promise.all([...this.#processes].map((each) => kill(each)));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #start(command: string, args: string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#processes.add(child);
    child.on('exit', () => this.#processes.delete(child));
    return child;
  }
}
