import { canSandbox, type Isolation } from './sandbox';

export const noIsolation = [
  'There is no sandbox here, so other people\'s notebooks are not run.',
  'On Linux install bubblewrap (Debian, Ubuntu: `sudo apt install bubblewrap`) and try again.',
  'For notebooks that you trust as your own: `npm run grade -- <exercise> --unsafe`, or `nbgrader autograde <exercise> --JudgedExecute.unsafe=True`.',
].join('\n');

/** A sandbox where there is one; none at all only when that was asked for. undefined: refuse. */
export function chooseIsolation(unsafe: boolean): Isolation | undefined {
  if (canSandbox()) return 'sandbox';
  return unsafe ? 'unsafe' : undefined;
}
