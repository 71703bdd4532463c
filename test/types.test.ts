import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

test('tests, benches and site are strictly typed', () => {
  const run = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test'], { cwd: root, encoding: 'utf8' });
  assert.equal(run.stdout, '');
  assert.equal(run.status, 0);
});
