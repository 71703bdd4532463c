import { send } from './channel';
import { currentCell } from './context';
import { flush } from './output';

export interface DisplayOptions {
  readonly metadata?: Record<string, unknown>;
  readonly displayId?: string;
  readonly update?: boolean;
}

/** Shows a bundle of representations (MIME type to content) under the cell that asks for it. */
export function display(data: Record<string, unknown>, { metadata = {}, displayId, update = false }: DisplayOptions = {}): void {
  const context = currentCell();
  // What an interrupted cell has shown may still say that it stopped.
  if (!context || (context.cancelled && !update)) return;
  flush();
  send({ kind: 'display', cell: context.id, data, metadata, transient: displayId === undefined ? {} : { display_id: displayId }, update });
}

/** Takes away what the cell has shown so far; with `wait`, only when something new arrives. */
export function clearOutput({ wait = false }: { readonly wait?: boolean } = {}): void {
  const context = currentCell();
  if (!context || context.cancelled) return;
  flush();
  send({ kind: 'clear', cell: context.id, wait });
}
