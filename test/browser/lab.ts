import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startJupyterLab } from '../../setup/jupyter-lab.mjs';
import { root, stateFolder } from '../../setup/project.mjs';

export const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find(existsSync);

/** Why the browser tests can't run here; false when they can. */
export const noBrowser: string | false = executablePath ? false : 'no Chromium: on Debian, sudo apt install chromium';

/** No sandbox, as tests may run as root; and nothing that a browser asks its makers by itself. */
export const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const shots = join(import.meta.dirname, 'shots');

/** A JupyterLab of the project, and a browser beside it, with all that went wrong in its pages. */
export interface Lab {
  /** What the pages reported as errors, and requests that would have left this machine. */
  readonly troubles: string[];
  /** The copies that the server serves: a course of its own, for nbgrader as well. */
  readonly folder: string;
  /** A notebook, once JupyterLab takes what is run there; in the dark theme when asked. */
  open(notebook: string, options?: { readonly dark?: boolean }): Promise<Page>;
  close(): Promise<void>;
}

/** Opens it on copies of these folders. */
export async function openLab(folders: readonly string[] = ['notebooks']): Promise<Lab> {
  // JupyterLab saves by itself: let it write into copies, below the project so that 'parallel' is found.
  mkdirSync(stateFolder, { recursive: true });
  const copies = mkdtempSync(join(stateFolder, 'browser-'));
  for (const folder of folders) cpSync(join(root, folder), join(copies, folder), { recursive: true });
  process.env['PARALLEL_COURSE'] = copies;
  const jupyter = await startJupyterLab({ port: 9100, rootFolder: copies });
  let browser: Browser | undefined;
  const troubles: string[] = [];
  const close = async (): Promise<void> => {
    await browser?.close();
    await jupyter.stop();
    rmSync(copies, { recursive: true, force: true });
  };
  try {
    browser = await chromium.launch({ executablePath, args: browserFlags });
    const context = await browser.newContext({ viewport: { width: 1300, height: 1000 } });
    context.on('request', (request) => {
      if (!/^(https?|wss?):\/\/127\.0\.0\.1[:/]|^(data|blob):/.test(request.url())) troubles.push(`request to ${request.url()}`);
    });
    const open: Lab['open'] = async (notebook, { dark = false } = {}) => {
      const page = await context.newPage();
      if (dark) await turnDark(page);
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => troubles.push(`page: ${error.message}`));
      // Alone: without the tabs of the page before.
      await page.goto(`${jupyter.address(notebook)}&reset`);
      await page.locator('.jp-Notebook .jp-Cell').first().waitFor({ timeout: 60_000 });
      await idle(page);
      return page;
    };
    return { troubles, folder: copies, open, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until the page is connected to its kernel, and the kernel rests: before that JupyterLab drops what is run. */
export async function idle(page: Page): Promise<void> {
  await page.locator('.jp-StatusBar-TextItem', { hasText: 'TypeScript | Idle' }).waitFor({ timeout: 60_000 });
}

/** Gives this page the dark theme on its way from the server: the settings of whoever works here stay as they are. */
async function turnDark(page: Page): Promise<void> {
  await page.route(/\/lab\/api\/settings\?\d+$/, async (route) => {
    const response = await route.fetch();
    const { settings } = (await response.json()) as { settings: { id: string }[] };
    const dark = { raw: '{ "theme": "JupyterLab Dark" }', settings: { theme: 'JupyterLab Dark' } };
    await route.fulfill({ response, json: { settings: settings.map((plugin) => (plugin.id.endsWith(':themes') ? { ...plugin, ...dark } : plugin)) } });
  });
}

/** Runs all cells by the menu, as a learner does, and waits until the last one has run. */
export async function runAll(page: Page): Promise<void> {
  // While the page still connects to its kernel, JupyterLab drops what is run: like a learner, click again when nothing happens.
  for (let started = false, tries = 0; !started && tries < 5; tries++) {
    const dialog = page.locator('dialog.jp-Dialog');
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click().catch(async (cause: unknown) => {
      throw (await dialog.count()) > 0 ? new Error(`JupyterLab asks: ${await dialog.innerText()}`, { cause }) : cause;
    });
    await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    const numbered = page.locator('.jp-CodeCell .jp-InputPrompt', { hasText: /\[\d+\]/ }).first();
    started = await numbered.waitFor({ timeout: 20_000 }).then(() => true, () => false);
  }
  // Every prompt has its number: nothing waits, nothing runs.
  await page.waitForFunction(() => {
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((prompt) => prompt.textContent ?? '');
    return prompts.length > 0 && prompts.every((prompt) => /^\[\d+\]:$/.test(prompt));
  }, undefined, { timeout: 240_000 });
}

/** A picture for a person to look at, in test/browser/shots. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
