/** `npm run exercises`: makes exercises/ from solutions/. Never overwrites somebody's work without being asked. */
import { createInterface } from 'node:readline/promises';
import { compareExercise, exerciseNames, generateExercise, writeExercise } from './generate-exercises';

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith('-'));
  for (const name of names.length > 0 ? names : exerciseNames()) {
    const text = generateExercise(name);
    const file = compareExercise(name, text);
    if (file.state === 'fresh') console.log(`${name}: up to date`);
    else if (file.state === 'used' && !args.includes('--force') && !(await mayReplace(name))) {
      console.log(`${name}: left as it is, since somebody works in it. \`npm run exercises -- ${name} --force\` replaces it and keeps a copy beside it.`);
      process.exitCode = 1;
    } else {
      writeExercise(file, text);
      console.log(`${name}: written`);
    }
  }
}

async function mayReplace(name: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(`exercises/${name} has been worked in. Replace it, and keep a copy beside it? (y/N) `);
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
