/** Something that stops the set-up and that a person can mend: what is wrong, and what to do. Shown without a stack. */
export class Trouble extends Error {
  /** @param {string} what @param {string} remedy */
  constructor(what, remedy) {
    super(`${what}\n${remedy}`);
    this.name = 'Trouble';
  }
}

/** How to get Python on this kind of machine. */
export function pythonRemedy(platform = process.platform) {
  if (platform === 'darwin') return 'Install one with `brew install python` or from python.org, then run the same command again.';
  if (platform === 'win32') return 'Install one from python.org or with `winget install Python.Python.3.12`, then run the same command again in a new window.';
  return 'Install one: `sudo apt install python3 python3-venv` (Debian, Ubuntu) or `sudo dnf install python3` (Fedora), then run the same command again.';
}

/**
 * Reads in a failed command's output what a person should do; undefined when it says nothing known.
 * @param {string} output
 */
export function readTrouble(output) {
  if (/ENOSPC|No space left on device/i.test(output)) {
    return new Trouble('The disk is full.', 'Make room (the course needs about 2 GB), then run the same command again.');
  }
  if (/EACCES|EPERM|Permission denied/i.test(output)) {
    return new Trouble('A file or folder of the project can\'t be written.', 'Make the project\'s folder your own (a clone in your home folder is), then run the same command again.');
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|name resolution|NewConnectionError|Failed to establish a new connection|Could not fetch URL/i.test(output)) {
    return new Trouble('The package registry can\'t be reached.', 'Check the network and any proxy, then run the same command again: it goes on where it was.');
  }
  if (/No module named '?(venv|ensurepip)|ensurepip is not available/i.test(output)) {
    return new Trouble('This Python can\'t make an environment: its venv module is missing.', 'Install it: `sudo apt install python3-venv` (Debian, Ubuntu), then run the same command again.');
  }
  return undefined;
}

/** What a person reads about whatever ended the set-up: a stack only where it is a fault of ours. @param {unknown} error @returns {unknown} */
export function inPlainWords(error) {
  return error instanceof Trouble ? error.message : (readTrouble(String(error))?.message ?? error);
}
