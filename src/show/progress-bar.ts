import { randomUUID } from 'node:crypto';
import { notebookDisplay } from './display';
import { formatDuration } from '../measure/format-duration';
import type { ProgressReporter, ProgressState } from '../pool/progress';
import { palette } from './look';

/** A live progress bar: updated in place under the cell, or on one line of a terminal; elsewhere a line at the end. */
export function progressBar(): ProgressReporter {
  return notebookDisplay() ? notebookBar() : terminalBar(process.stderr);
}

function notebookBar(): ProgressReporter {
  const displayId = randomUUID();
  let shown = false;
  return {
    update(state) {
      const text = describeProgress(state);
      const bar = state.total === undefined ? '' : `<progress value="${state.done}" max="${state.total}" style="width: 20em; vertical-align: middle; accent-color: ${palette[0]}" aria-label="items done"></progress> `;
      const html = `<div style="font-variant-numeric: tabular-nums">${bar}<span>${text}</span></div>`;
      notebookDisplay()?.({ 'text/html': html, 'text/plain': text }, { displayId, update: shown });
      shown = true;
    },
  };
}

/** Writes to a terminal, one line that is written over; to a file or pipe, the last line only. */
export function terminalBar(stream: { isTTY?: boolean; write(text: string): unknown }): ProgressReporter {
  return {
    update(state) {
      const end = state.phase !== 'running';
      if (stream.isTTY) stream.write(`\r\u001b[2K${describeProgress(state)}${end ? '\n' : ''}`);
      else if (end) stream.write(`${describeProgress(state)}\n`);
    },
  };
}

/** '40 of 100 items, 12 items/s, 5 s left' */
export function describeProgress({ done, total, elapsedMs, phase }: ProgressState): string {
  const count = total === undefined ? `${done} items` : `${done} of ${total} items`;
  const rate = done > 0 && elapsedMs > 0 ? `, ${Number(((done / elapsedMs) * 1000).toPrecision(3)).toLocaleString('en')} items/s` : '';
  if (phase === 'done') return `${count} in ${formatDuration(elapsedMs)}${rate}`;
  if (phase === 'failed') return `${count}, stopped after ${formatDuration(elapsedMs)}`;
  const left = total !== undefined && done > 0 ? `, ${formatDuration((elapsedMs / done) * (total - done))} left` : '';
  return `${count}${rate}${left}`;
}
