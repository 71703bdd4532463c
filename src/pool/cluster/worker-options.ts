import { availableParallelism, hostname } from 'node:os';
import { parseArgs } from 'node:util';

export interface WorkerOptions {
  readonly url: string;
  readonly threads: number;
  readonly prefix: string;
  readonly caFile: string | undefined;
  readonly name: string;
  /** How long a job of this worker is its own without renewal, and how often workers look for jobs of dead ones. */
  readonly lockMs: number;
  readonly stalledMs: number;
}

export const HELP = `parallel-worker: runs tasks of a cluster's pools on this machine.

  --url URL        redis://user:password@host:6379, rediss://… or unix:///path (or PARALLEL_CLUSTER_URL, which ps doesn't show)
  --threads N      tasks at the same time (default: this machine's cores)
  --prefix NAME    the project's prefix in Redis (default: parallel)
  --ca FILE        the authority that signed the server's certificate, for rediss:// (or PARALLEL_CLUSTER_CA)
  --name NAME      for timelines and logs (default: host.pid)
  --lock-ms MS     a dead worker's tasks run again after this … (default: 10000)
  --stalled-ms MS  … and at most this, twice (default: 5000)

The environment must hold PARALLEL_CLUSTER_KEY, the same as the clients'.
SIGTERM or Ctrl+C: ends what runs, takes nothing new, leaves. A second one: leaves at once.`;

/** @throws Error for an option that isn't known or isn't a whole number of at least 1; undefined when help is wanted. */
export function readWorkerOptions(argv: string[], environment: NodeJS.ProcessEnv): WorkerOptions | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: argv,
    options: { url: text, threads: text, prefix: text, ca: text, name: text, 'lock-ms': text, 'stalled-ms': text, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  return {
    url: values.url ?? environment['PARALLEL_CLUSTER_URL'] ?? 'redis://127.0.0.1:6379',
    threads: whole('--threads', values.threads, availableParallelism()),
    prefix: values.prefix ?? environment['PARALLEL_CLUSTER_PREFIX'] ?? 'parallel',
    caFile: values.ca ?? environment['PARALLEL_CLUSTER_CA'],
    name: (values.name ?? `${hostname()}.${process.pid}`).replace(/[^\w.-]/g, '_').slice(0, 64),
    lockMs: whole('--lock-ms', values['lock-ms'], 10_000),
    stalledMs: whole('--stalled-ms', values['stalled-ms'], 5_000),
  };
}

function whole(option: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${option} must be a whole number of at least 1; got ${text}.`);
  return value;
}
