import type { ChildProcess } from 'node:child_process';

/** Resolves when the process has printed the text; rejects with what it said when it ends without. */
export function said(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const hear = (more: unknown): void => {
      heard = (heard + String(more)).slice(-100_000);
      if (heard.includes(text)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The process ended with ${code} and said:\n${heard}`)));
  });
}

/** Ends the process by the signal; resolves when it is gone. */
export function ended(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill(signal);
  });
}
