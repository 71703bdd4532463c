import { Kernel } from './front/kernel';

const usage = 'use: node main.js --config-path=<Jupyter\'s connection file>';

function connectionFile(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg.startsWith('--config-path'));
  const file = args[at]?.includes('=') ? args[at]!.slice(args[at]!.indexOf('=') + 1) : args[at + 1];
  if (at < 0 || !file) throw new Error(usage);
  return file;
}

const kernel = new Kernel(connectionFile(process.argv.slice(2)), process.cwd());
process.on('SIGINT', () => kernel.interrupt());
process.on('SIGTERM', () => void kernel.close());
// A notebook's kernel lives on, whatever goes wrong in it.
process.on('uncaughtException', (error) => console.error('kernel:', error));
process.on('unhandledRejection', (reason) => console.error('kernel:', reason));
void kernel.open();
