import { parentPort } from 'node:worker_threads';
import { CANCELLED, printedWord } from './control';
import type { SideMessage, StintMessage } from './messages';

/** How much printed text may be on its way, in characters; then the printing task waits, as it would for a slow terminal. */
const MAX_UNSEEN = 1 << 20;
const WAIT_MS = 200;

/** What a stint sends beside its reply. */
export class SideChannel {
  #sent = 0;
  readonly #stint: StintMessage;

  constructor(stint: StintMessage) {
    this.#stint = stint;
  }

  /** How many messages were sent. */
  get sent(): number {
    return this.#sent;
  }

  send(message: Omit<SideMessage, 'job' | 'node'>, transfer: ArrayBuffer[] = []): void {
    this.#sent++;
    const { job, node } = this.#stint;
    parentPort?.postMessage({ job, node, ...message }, transfer);
  }

  print(stream: 'stdout' | 'stderr', text: string): void {
    const { control, node } = this.#stint;
    const word = printedWord(node);
    if (Atomics.load(control, CANCELLED) !== 0) return;
    Atomics.add(control, word, printedSize(text));
    this.send({ stream, text });
    // A pool whose thread is busy or blocked for long doesn't block its tasks for ever: each wait has an end.
    const unseen = Atomics.load(control, word);
    if (unseen > MAX_UNSEEN) Atomics.wait(control, word, unseen, WAIT_MS);
  }
}

/** What a printed text counts: a message of a few characters costs as much as one of a hundred. */
export function printedSize(text: string): number {
  return text.length + 100;
}
