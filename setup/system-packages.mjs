import { existsSync } from 'node:fs';
import { step } from './step.mjs';
import { Trouble } from './trouble.mjs';

/** What the tests use beside Node.js and Python: the program, and Debian's package that has it. */
const programs = [
  ['/usr/bin/chromium', 'chromium'],
  ['/usr/bin/bwrap', 'bubblewrap'],
  ['/usr/bin/redis-server', 'redis-server'],
];

/** Installs what is missing where that is possible: as root, with apt-get. Elsewhere the tests that need it skip, and say so. */
export async function systemPackages() {
  const missing = programs.filter(([program]) => !existsSync(program)).map(([, name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await step('Asking for Debian\'s list of packages', ['apt-get', 'update', '-qq'], env);
    await step(`Installing ${missing.join(', ')}`, ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing, 'fonts-dejavu-core'], env);
  } else if (process.env.CI) {
    throw new Trouble(`The tests need ${missing.join(', ')}.`, `Install them: sudo apt install ${missing.join(' ')}`);
  } else {
    console.log(`  Not installed: ${missing.join(', ')}. The tests that need them are skipped; to run them: sudo apt install ${missing.join(' ')}`);
  }
}
