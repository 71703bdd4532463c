import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openLab, type Lab } from './lab';

export const patience = { timeout: 60_000 };

/** A notebook with these cells in a JupyterLab of its own, each cell known by its name. */
export class WrittenNotebook<Name extends string> {
  private constructor(
    readonly lab: Lab,
    readonly page: Page,
    readonly names: readonly string[],
    readonly path: string,
  ) {}

  static async open<Name extends string>(sources: Readonly<Record<Name, string>>, options: { readonly dark?: boolean } = {}): Promise<WrittenNotebook<Name>> {
    const lab = await openLab([]);
    try {
      mkdirSync(join(lab.folder, 'notebooks'), { recursive: true });
      const path = join(lab.folder, 'notebooks', 'written.ipynb');
      writeFileSync(path, JSON.stringify({
        cells: Object.values(sources).map((source, index) => ({ id: `cell-${index}`, cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source })),
        metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } },
        nbformat: 4,
        nbformat_minor: 5,
      }));
      return new WrittenNotebook<Name>(lab, await lab.open('notebooks/written.ipynb', options), Object.keys(sources), path);
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  cell(name: Name): Locator {
    return this.page.locator('.jp-CodeCell').nth(this.names.indexOf(name));
  }

  outputs(name: Name): Locator {
    return this.cell(name).locator('.jp-Cell-outputArea');
  }

  /** Runs a cell by its keys, without waiting for its end. */
  async start(name: Name): Promise<void> {
    // The number of an earlier run must not be taken for this one's.
    await this.#prompt(name).evaluate((prompt) => void (prompt.textContent = ''));
    // While a kernel restarts, JupyterLab drops what is run: like a learner, press again when nothing happens.
    for (let started = false, tries = 0; !started && tries < 5; tries++) {
      await this.cell(name).locator('.cm-content').click();
      await this.page.keyboard.press('Control+Enter');
      const answered = this.#prompt(name).filter({ hasText: /\[[\d*]+\]/ });
      started = await answered.waitFor({ timeout: 10_000 }).then(() => true, () => false);
    }
  }

  /** Waits until the cell's prompt has a number. */
  async finished(name: Name): Promise<void> {
    await this.#prompt(name).filter({ hasText: /\[\d+\]/ }).waitFor(patience);
  }

  /** Runs a cell to its end; gives its outputs. */
  async run(name: Name): Promise<Locator> {
    await this.start(name);
    await this.finished(name);
    return this.outputs(name);
  }

  /** Runs a cell until it is busy, and clicks the stop button; gives what stands below it. */
  async stop(name: Name): Promise<string> {
    await this.start(name);
    await this.#prompt(name).filter({ hasText: '[*]' }).waitFor(patience);
    await this.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor(patience);
    await this.page.locator('[data-command="notebook:interrupt-kernel"], [data-jp-item-name="interrupt"]').first().click();
    await this.finished(name);
    return this.outputs(name).innerText();
  }

  /** Writes into a cell, in place of what was there. */
  async type(name: Name, text: string): Promise<void> {
    await this.cell(name).locator('.cm-content').click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }

  /** What was last saved. */
  saved(): string {
    return readFileSync(this.path, 'utf8');
  }

  close(): Promise<void> {
    return this.lab.close();
  }

  #prompt(name: Name): Locator {
    return this.cell(name).locator('.jp-InputPrompt');
  }
}
