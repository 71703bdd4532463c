import { send } from './channel';
import { currentCell } from './context';
import { flush } from './output';

interface Waiting {
  readonly resolve: (value: string) => void;
  readonly reject: (error: Error) => void;
}
const waiting = new Map<number, Waiting>();
let asked = 0;

/**
 * What the learner types into a field under the cell: `const name = await prompt('Your name?')`.
 *
 * @throws Error if nobody can type: the cell runs where no input is possible, as in grading.
 */
export function prompt(message = '', { password = false }: { readonly password?: boolean } = {}): Promise<string> {
  const context = currentCell();
  if (!context?.allowInput) {
    return Promise.reject(new Error('prompt: nobody can type here; this notebook is being run without input. Write the value into the cell instead.'));
  }
  flush();
  return new Promise((resolve, reject) => {
    const ask = ++asked;
    waiting.set(ask, { resolve, reject });
    send({ kind: 'ask', ask, cell: context.id, prompt: String(message), password });
  });
}

export function answerPrompt(ask: number, value: string): void {
  waiting.get(ask)?.resolve(value);
  waiting.delete(ask);
}
