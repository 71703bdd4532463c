import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { python, root } from './project.mjs';

/** @typedef {{ file: string, passed: number, failed: number, skipped: number, reasons: string[], output: string }} FileResult reasons: why tests were skipped */

const limitMs = 15 * 60_000;

/**
 * Runs one test file in a process group of its own and counts its tests. A file that crashes, hangs or has no test counts as one failure.
 * @param {string} file @returns {Promise<FileResult>}
 */
export async function runTestFile(file) {
  const isPython = file.endsWith('.py');
  const command = isPython
    ? [python, '-m', 'unittest', 'discover', '-v', '-s', dirname(file), '-p', basename(file)]
    : [process.execPath, '--import', 'tsx', '--test-reporter=tap', file];
  const { code, output, late } = await runGroup(command);
  const counts = isPython ? countUnittest(output) : countTap(output);
  const said = late ? `${output}\nStopped after ${limitMs / 60_000} minutes.` : output;
  const silent = counts.passed + counts.failed + counts.skipped === 0;
  if (counts.failed === 0 && (code !== 0 || silent)) counts.failed = 1;
  return { file, ...counts, reasons: reasonsOf(output), output: silent && code === 0 ? `${said}\nNo test ran.` : failuresOf(said, isPython) };
}

/** @param {string[]} command @returns {Promise<{ code: number | null, output: string, late: boolean }>} */
function runGroup([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32', windowsHide: true });
    let output = '';
    let late = false;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output = (output + part).slice(-2_000_000)));
    const end = () => {
      try {
        if (process.platform === 'win32') child.kill('SIGKILL');
        else process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // It is gone already.
      }
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, limitMs);
    child.on('exit', () => setTimeout(end, 2000).unref());
    child.on('close', (code) => {
      clearTimeout(timer);
      end();
      resolve({ code, output, late });
    });
  });
}

/** @param {string} output */
function countTap(output) {
  // The runner's own count is the last one: a test may print one, too.
  const count = (/** @type {string} */ word) => Number([...output.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') };
}

/** @param {string} output */
function countUnittest(output) {
  const ran = Number(output.match(/^Ran (\d+) tests? in /m)?.[1] ?? 0);
  const ended = output.match(/^(?:OK|FAILED)(?: \((.*)\))?$/m)?.[1] ?? '';
  const count = (/** @type {string} */ word) => Number(ended.match(new RegExp(`${word}=(\\d+)`))?.[1] ?? 0);
  const failed = count('failures') + count('errors');
  return { passed: Math.max(0, ran - failed - count('skipped')), failed, skipped: count('skipped') };
}

/** @param {string} output */
function reasonsOf(output) {
  const found = [...output.matchAll(/# SKIP (.+)$|\.\.\. skipped ['"](.+)['"]$/gm)].map(([, node, unittest]) => node ?? unittest);
  return [...new Set(found)];
}

/** What failed, without the lines of what passed. @param {string} output @param {boolean} isPython */
function failuresOf(output, isPython) {
  if (isPython) return output;
  const blocks = output.split(/^(?=\s*# Subtest: |# tests )/m).filter((block) => /^\s*not ok /m.test(block) || !/^\s*ok /m.test(block));
  return blocks.join('').slice(-20_000);
}
