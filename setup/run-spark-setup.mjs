import { checkJava } from './check-java.mjs';
import { sparkPackages } from './spark-packages.mjs';
import { inPlainWords } from './trouble.mjs';

/** Sets the Spark engine up, or says in plain words what is missing. */
export async function run() {
  try {
    const java = checkJava();
    await sparkPackages();
    console.log(`Spark is set up, with Java ${java}. Try it: npm run spark:demo`);
  } catch (error) {
    console.error('');
    console.error(inPlainWords(error));
    process.exitCode = 1;
  }
}
