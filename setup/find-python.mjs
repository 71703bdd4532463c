import { spawnSync } from 'node:child_process';
import { Trouble, pythonRemedy, readTrouble } from './trouble.mjs';

const oldest = [3, 10];
const candidates = [['python3'], ['python'], ['py', '-3'], ...[14, 13, 12, 11, 10].map((minor) => [`python3.${minor}`])];

/**
 * @typedef {{ command: string[], version: string }} Python
 * @typedef {(command: string[], code: string) => { status: number | null, stdout: string, stderr: string }} Ask
 */

/**
 * The first Python on this machine that is new enough and can make an environment.
 * @param {Ask} ask runs a line of Python; a test gives its own
 * @returns {Python}
 * @throws {Trouble} when there is none: says what was found instead, and how to get one
 */
export function findPython(ask = askPython) {
  const old = [];
  for (const command of candidates) {
    const { status, stdout } = ask(command, 'import sys; print("%d.%d.%d" % sys.version_info[:3])');
    const version = stdout.trim();
    if (status !== 0 || !version) continue;
    if (!isNewEnough(version)) {
      old.push(`${command.join(' ')} is ${version}`);
      continue;
    }
    const modules = ask(command, 'import venv, ensurepip');
    if (modules.status === 0) return { command, version };
    throw readTrouble(modules.stderr) ?? readTrouble("No module named 'venv'");
  }
  const found = old.length > 0 ? `too old: ${old.join(', ')}` : 'none was found';
  throw new Trouble(`This course needs Python ${oldest.join('.')} or later; ${found}.`, pythonRemedy());
}

/** @param {string} version */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** @type {Ask} */
function askPython([command, ...args], code) {
  const { status, stdout, stderr } = spawnSync(command, [...args, '-c', code], { encoding: 'utf8', windowsHide: true });
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}
