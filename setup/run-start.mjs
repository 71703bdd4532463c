import { startJupyterLab } from './jupyter-lab.mjs';
import { canOpenBrowser, openBrowser } from './open-browser.mjs';
import { prepare } from './prepare.mjs';
import { progressLine, stopStep } from './step.mjs';
import { Trouble, inPlainWords } from './trouble.mjs';

const firstLesson = 'notebooks/01-pool-map.ipynb';
const usage = `npm start [-- --no-browser] [-- --port 8888]
  --no-browser   print the address, open nothing
  --port N       the first port to try`;

/** Sets up and serves until Ctrl+C. @param {string[]} args */
export async function run(args) {
  const ending = new AbortController();
  /** @type {Promise<import('./jupyter-lab.mjs').JupyterLab> | undefined} */
  let starting;
  const stop = async () => {
    if (ending.signal.aborted) return;
    ending.abort();
    await stopStep();
    if (!starting) {
      console.log('\nStopped. Run `npm start` again: it goes on where it was.');
      process.exit(130);
    }
    console.log('\nEnding JupyterLab and its kernels …');
    await starting.then((lab) => lab.stop(), () => undefined);
    process.exit(0);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  try {
    const { browser, port } = readArguments(args);
    console.log('Parallel Computing in TypeScript: setting up (the first time takes a minute or two)');
    await prepare();
    const line = progressLine('Starting JupyterLab');
    starting = startJupyterLab({ port, signal: ending.signal });
    const lab = await starting.finally(() => line.end());
    if (lab.port !== port) console.log(`  Port ${port} is in use; taking ${lab.port}.`);
    const address = lab.address(firstLesson);
    const opened = browser && canOpenBrowser() && (await openBrowser(address));
    console.log(`\n${opened ? 'JupyterLab opens in your browser. If it doesn\'t, this is the address' : 'Open this address in a browser'}:\n\n  ${address}\n\nCtrl+C here ends it.`);
    await lab.ended;
    if (!ending.signal.aborted) throw new Trouble('JupyterLab ended by itself.', 'Run `npm start` again. Notebooks that were saved are safe.');
  } catch (error) {
    if (ending.signal.aborted) return;
    console.error('');
    console.error(inPlainWords(error));
    process.exit(1);
  }
}

/** @param {string[]} args */
function readArguments(args) {
  // `npm start --no-browser`, without the two dashes between, reaches us as npm's own setting.
  let browser = !['', 'false'].includes(process.env.npm_config_browser ?? 'true');
  let port = 8888;
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '--no-browser') browser = false;
    else if (args[index] === '--port') port = Number(args[++index]);
    else throw new Trouble(`npm start doesn't know ${args[index]}.`, usage);
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Trouble('--port must be a whole number from 1 to 65535.', usage);
  return { browser, port };
}
