import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { logFile, root, stateFolder } from './project.mjs';
import { Trouble, readTrouble } from './trouble.mjs';

/** The child that is running, if any: ended with us. @type {import('node:child_process').ChildProcess | undefined} */
let running;
let stopped = false;

/**
 * Runs one command of the set-up and shows it as a line with the seconds it took. Its own output goes to the log.
 * @param {string} title what the learner reads
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @throws {Trouble} when it fails: what is wrong in plain words, or the last lines of its output
 */
export async function step(title, [command, ...args], env = process.env) {
  log(`\n== ${new Date().toISOString()} ${title}\n$ ${[command, ...args].join(' ')}\n`);
  const line = progressLine(title);
  let output = '';
  const code = await new Promise((resolve) => {
    running = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    for (const stream of [running.stdout, running.stderr]) {
      stream?.on('data', (part) => {
        output = (output + part).slice(-20_000);
        log(part);
      });
    }
    running.on('error', (error) => {
      output += String(error);
      resolve(1);
    });
    running.on('close', resolve);
  });
  running = undefined;
  line.end(code === 0 ? '' : stopped ? ', stopped' : ', failed');
  if (code === 0) return;
  const last = output.trim().split('\n').slice(-15).join('\n  ');
  throw readTrouble(output) ?? new Trouble(`This step failed: ${title}.\n  ${last}`, `The whole output is in ${logFile}. After mending it, run the same command again.`);
}

/** Keeps a child's words for later. A full disk must not end the set-up before it can say so. @param {string | Buffer} text */
function log(text) {
  try {
    mkdirSync(stateFolder, { recursive: true });
    appendFileSync(logFile, text);
  } catch {
    // The last lines are shown upon failure, log or no log.
  }
}

/** Ends the running command, when the learner stops the set-up, and waits: the next set-up must not meet it. */
export async function stopStep() {
  stopped = true;
  const child = running;
  if (!child) return;
  const gone = new Promise((resolve) => child.on('close', resolve));
  child.kill();
  const late = setTimeout(() => child.kill('SIGKILL'), 2000);
  await gone;
  clearTimeout(late);
}

/** A line that counts the seconds on a terminal; elsewhere one that says them at the end. @param {string} title */
export function progressLine(title) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(0)} s`;
  const text = () => `  ${title} … ${seconds()}`;
  if (!process.stdout.isTTY) {
    process.stdout.write(`  ${title} …`);
    return { end: (how = '') => console.log(` ${seconds()}${how}`) };
  }
  const draw = () => process.stdout.write(`\r\x1b[2K${text()}`);
  const timer = setInterval(draw, 200);
  draw();
  return {
    end(how = '') {
      clearInterval(timer);
      process.stdout.write(`\r\x1b[2K${text()}${how}\n`);
    },
  };
}
