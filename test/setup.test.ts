import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findPython } from '../setup/find-python.mjs';
import { npm, sameLock } from '../setup/node-packages.mjs';
import { freePort } from '../setup/jupyter-lab.mjs';
import { oneAtATime } from '../setup/one-at-a-time.mjs';
import { canOpenBrowser } from '../setup/open-browser.mjs';
import { isStamped, removeStamp, stampOf, writeStamp } from '../setup/stamp.mjs';
import { Trouble, inPlainWords, readTrouble } from '../setup/trouble.mjs';

const root = join(import.meta.dirname, '..');

/** A machine on which these commands are these Pythons, and the others are not there. */
function machine(pythons: Record<string, { version: string; venv?: boolean }>) {
  return (command: string[], code: string) => {
    const python = pythons[command.join(' ')];
    if (!python) return { status: null, stdout: '', stderr: '' };
    const lacks = code.includes('venv') && python.venv === false;
    return { status: lacks ? 1 : 0, stdout: `${python.version}\n`, stderr: lacks ? "No module named 'ensurepip'" : '' };
  };
}

test('checkNode(version) refuses an old Node.js with a sentence', () => {
  const code = "import { checkNode } from './setup/check-node.mjs'; checkNode('18.20.0')";
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /^This course needs Node\.js 20 or later; this is 18\.20\.0/);
});

test('findPython() takes the first that is new enough', () => {
  assert.deepEqual(findPython(machine({ python3: { version: '3.12.1' } })), { command: ['python3'], version: '3.12.1' });
  assert.deepEqual(findPython(machine({ python3: { version: '3.8.2' }, 'python3.11': { version: '3.11.0' } })).command, ['python3.11']);
  assert.deepEqual(findPython(machine({ 'py -3': { version: '3.13.0' } })).command, ['py', '-3']);
});

test('findPython() says what it found instead, and how to get one', () => {
  assert.throws(() => findPython(machine({})), { name: 'Trouble', message: /needs Python 3\.10 or later; none was found\.\nInstall one/ });
  assert.throws(() => findPython(machine({ python3: { version: '3.9.1' } })), /too old: python3 is 3\.9\.1/);
  assert.throws(() => findPython(machine({ python3: { version: '3.11.2', venv: false } })), /venv module is missing\.\nInstall it: `sudo apt install python3-venv`/);
});

test('readTrouble(output) puts what failed into plain words', () => {
  assert.match(String(readTrouble('npm error code ENOTFOUND')?.message), /registry can't be reached/);
  assert.match(String(readTrouble('OSError: [Errno 28] No space left on device')?.message), /disk is full/);
  assert.match(String(readTrouble('EACCES: permission denied, mkdir')?.message), /can't be written/);
  assert.equal(readTrouble('error TS2307: Cannot find module'), undefined);
});

test('inPlainWords(error) keeps the stack only of our own faults', () => {
  assert.equal(inPlainWords(new Trouble('No disk.', 'Get one.')), 'No disk.\nGet one.');
  assert.match(String(inPlainWords(new Error('ENOSPC: no space left on device, write'))), /^The disk is full/);
  const fault = new TypeError('x is not a function');
  assert.equal(inPlainWords(fault), fault);
});

test('freePort(first) passes over a port in use', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    assert.ok((await freePort(port)) > port);
  } finally {
    server.close();
  }
});

test('canOpenBrowser(env) is false over ssh, in CI and without a screen', () => {
  assert.equal(canOpenBrowser({}, 'linux'), false);
  assert.equal(canOpenBrowser({ DISPLAY: ':0' }, 'linux'), true);
  assert.equal(canOpenBrowser({ DISPLAY: ':0', SSH_CONNECTION: '1' }, 'linux'), false);
  assert.equal(canOpenBrowser({ CI: 'true' }, 'darwin'), false);
  assert.equal(canOpenBrowser({}, 'darwin'), true);
});

test('a folder counts as finished only with the stamp of its parts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  try {
    const stamp = stampOf(['a', 'b']);
    assert.equal(isStamped(folder, stamp), false);
    writeStamp(folder, stamp);
    assert.equal(isStamped(folder, stamp), true);
    assert.equal(isStamped(folder, stampOf(['ab'])), false);
    removeStamp(folder);
    assert.equal(isStamped(folder, stamp), false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('sameLock(wanted, installed) is true only when every package is there in its version', () => {
  const wanted = { '': {}, src: {}, 'node_modules/parallel': { link: true }, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } };
  assert.equal(sameLock(wanted, { 'node_modules/a': { version: '1.0.0' } }), true);
  assert.equal(sameLock(wanted, { 'node_modules/a': { version: '1.0.1' } }), false);
  assert.equal(sameLock(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' } }), false);
  assert.equal(sameLock(wanted, {}), false);
});

test('npm(caller) is the npm that called, and never another package manager', () => {
  assert.deepEqual(npm('/usr/lib/npm/bin/npm-cli.js'), [process.execPath, '/usr/lib/npm/bin/npm-cli.js']);
  assert.notEqual(npm('/usr/lib/yarn/bin/yarn.js').at(-1), '/usr/lib/yarn/bin/yarn.js');
});

test('oneAtATime(work) waits for the other process, and not for one that is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  const lock = join(folder, 'lock');
  try {
    const order: string[] = [];
    writeFileSync(lock, String(process.ppid));
    await oneAtATime(async () => void order.push('work'), folder, () => {
      order.push('wait');
      rmSync(lock);
    });
    assert.deepEqual(order, ['wait', 'work']);
    assert.equal(existsSync(lock), false);
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(lock, String(gone));
    await oneAtATime(async () => void order.push('again'), folder, () => undefined);
    assert.deepEqual(order, ['wait', 'work', 'again']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('npm start refuses an option that it does not know', () => {
  const run = spawnSync(process.execPath, ['setup/start.mjs', '--nobrowser'], { cwd: root, encoding: 'utf8' });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /npm start doesn't know --nobrowser\.\nnpm start/);
});

test('no file of the project names a registry, and no lock file an address', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const hosts = new RegExp(['registry\\.npmjs', 'pypi\\.org', 'pythonhosted', 'unpkg', 'jsdelivr', 'cdnjs'].join('|'));
  const named = files.filter((file) => file !== 'test/setup.test.ts' && hosts.test(readFileSync(join(root, file), 'utf8')));
  assert.deepEqual(named, []);
  for (const lock of files.filter((file) => /package-lock\.json$|^requirements.*\.txt$/.test(file))) {
    assert.doesNotMatch(readFileSync(join(root, lock), 'utf8'), /"resolved": "https?:|^(-i|--index-url|--extra-index-url) | @ https?:/m, lock);
  }
});
