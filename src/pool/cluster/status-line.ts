/** How a worker tells what it does: one line that is rewritten on a terminal; in a log, a line whenever the state changes. */
export interface StatusLine {
  state(state: string, counts: string): void;
  /** Something to keep. */
  line(text: string): void;
}

export function statusLine(who: string, output: NodeJS.WriteStream = process.stdout): StatusLine {
  let last = '';
  return {
    state(state, counts) {
      if (output.isTTY) output.write(`\r\u001b[2K${who}: ${state}; ${counts}`);
      // Working and waiting alternate too fast to be told in a log.
      else if (coarse(state) !== last) output.write(`${who}: ${coarse(state)}\n`);
      last = coarse(state);
    },
    line(text) {
      output.write(`${output.isTTY ? '\r\u001b[2K' : ''}${who}: ${text}\n`);
    },
  };
}

function coarse(state: string): string {
  return state.replace(/: (working|waiting)$/, ': ready');
}
