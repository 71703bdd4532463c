import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasJava } from './check-java.mjs';
import { prepare } from './prepare.mjs';
import { root } from './project.mjs';
import { runTestFile } from './run-test-file.mjs';
import { hasSpark, sparkPackages } from './spark-packages.mjs';
import { systemPackages } from './system-packages.mjs';
import { inPlainWords } from './trouble.mjs';

/** These measure, or fill the machine by themselves: one at a time, with nothing beside them. */
const alone = /^test\/(browser|grading|kernel|notebooks|soak|cluster|spark)/;
const lanes = 2;

/** Runs every test file whose path contains one of the words; all without words. @param {string[]} words */
export async function run(words) {
  try {
    await prepare();
    await systemPackages();
    // Spark is 500 MB: for whoever has asked for it (npm run spark:setup), and for continuous integration where there is a Java.
    if (process.env.CI && hasJava()) await sparkPackages();
  } catch (error) {
    console.error('');
    console.error(inPlainWords(error));
    return close([{ file: 'set-up', passed: 0, failed: 1, skipped: 0, reasons: [], output: '' }]);
  }
  const files = testFiles().filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  const leftOut = hasSpark() ? [] : files.filter((file) => /^test\/spark/.test(file));
  for (const file of leftOut) {
    console.log(`  left out ${file}: Spark isn't set up here; npm run spark:setup does it`);
    files.splice(files.indexOf(file), 1);
  }
  const together = files.filter((file) => !alone.test(file));
  /** @type {import('./run-test-file.mjs').FileResult[]} */
  const results = [];
  const next = async () => {
    for (let file = together.shift(); file; file = together.shift()) results.push(await runOne(file));
  };
  await Promise.all(Array.from({ length: lanes }, next));
  for (const file of files.filter((file) => alone.test(file))) results.push(await runOne(file));
  close(results);
}

function testFiles() {
  return readdirSync(join(root, 'test'), { recursive: true })
    .map((file) => `test/${String(file).replaceAll('\\', '/')}`)
    .filter((file) => /(\.test\.ts|_test\.py)$/.test(file))
    .sort();
}

/** @param {string} file */
async function runOne(file) {
  const start = Date.now();
  const result = await runTestFile(file);
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  console.log(`  ${result.failed > 0 ? 'FAILED' : 'ok    '} ${file}: ${result.passed} passed, ${result.failed} failed${skipped} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  for (const reason of result.reasons) console.log(`           skipped: ${reason}`);
  return result;
}

/** Prints what failed, then the closing line. @param {import('./run-test-file.mjs').FileResult[]} results */
function close(results) {
  for (const { file, output } of results.filter((result) => result.failed > 0)) {
    console.log(`\n== ${file}\n${output}`);
  }
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  if (skipped > 0) console.log(`\n${skipped} skipped, for the reasons above.`);
  if (passed + failed === 0) console.log('\nNo test ran.');
  // Where all is set up, our own tests have no reason to skip. Jupyter's suite skips what a kernel doesn't claim.
  const shirked = process.env.CI && results.some((result) => result.file.endsWith('.ts') && result.skipped > 0);
  process.exitCode = failed > 0 || passed === 0 || shirked ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
}
