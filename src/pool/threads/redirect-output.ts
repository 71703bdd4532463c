import type { Writable } from 'node:stream';
import type { SideChannel } from './side-channel';

let current: SideChannel | undefined;

/** From now on, what this thread prints goes out by `side`, in the order in which it was printed. */
export function printTo(side: SideChannel): void {
  if (!current) {
    redirect('stdout');
    redirect('stderr');
  }
  current = side;
}

// The thread's own stream stays, since Node's inside talks to it; only where it writes to is ours.
function redirect(name: 'stdout' | 'stderr'): void {
  const stream = process[name] as unknown as Writable;
  Object.defineProperty(stream, '_writev', { value: null });
  stream._write = (text: string | Uint8Array, _encoding, done) => {
    current?.print(name, typeof text === 'string' ? text : Buffer.from(text).toString());
    done();
  };
}
