import { Kernel } from './front/kernel';

const usage = 'use: node main.js --config-path=<Jupyter\'s connection file>';

function connectionFile(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg.startsWith('--config-path'));
  const file = args[at]?.includes('=') ? args[at]!.slice(args[at]!.indexOf('=') + 1) : args[at + 1];
  if (at < 0 || !file) throw new Error(usage);
  return file;
}

/** A server that is killed can't end its kernels: they watch out for that. */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  if (String(parent) !== process.env.JPY_PARENT_PID) return;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 2000).unref();
}

const kernel = new Kernel(connectionFile(process.argv.slice(2)), process.cwd());
process.on('SIGINT', () => kernel.interrupt());
process.on('SIGTERM', () => void kernel.close());
// A notebook's kernel lives on, whatever goes wrong in it.
process.on('uncaughtException', (error) => console.error('kernel:', error));
process.on('unhandledRejection', (reason) => console.error('kernel:', reason));
void kernel.open();
endWithParent(() => void kernel.close());
