import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { buildSite } from '../../site/build-site';
import { executed } from '../../site/execute';
import { readNotebook } from '../notebooks/notebook';
import { browserFlags, executablePath, noBrowser, shoot } from './lab';

const site = mkdtempSync(join(tmpdir(), 'site-'));
let browser: Browser | undefined;

before(async () => {
  // One lesson with outputs is enough here: test/notebooks runs them all.
  await buildSite(site, (path) => (path.includes('01-') ? executed(path) : readNotebook(path)));
  if (!noBrowser) browser = await chromium.launch({ executablePath, args: browserFlags });
});
after(async () => {
  await browser?.close();
  rmSync(site, { recursive: true });
});

test('every link of the site leads to a page and a place that exist', () => {
  const pages = readdirSync(site).filter((file) => file.endsWith('.html'));
  assert.ok(pages.length > 2);
  for (const page of pages) {
    const html = readFileSync(join(site, page), 'utf8');
    for (const [, link = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      if (/^(data:|https?:)/.test(link)) continue;
      const [file, place] = link.split('#');
      const target = join(site, file || page);
      assert.ok(existsSync(target), `${page} links to ${link}`);
      if (place) assert.ok(readFileSync(target, 'utf8').includes(`id="${place}"`), `${page} links to ${link}`);
    }
  }
});

test('a lesson page is smaller than 2 MB', () => {
  for (const page of readdirSync(site).filter((file) => file.endsWith('.html'))) assert.ok(statSync(join(site, page)).size < 2e6, page);
});

test('the site opens from a file, draws its figures, finds words, and asks nothing of the network', { skip: noBrowser }, async () => {
  const page = await browser!.newPage({ viewport: { width: 1300, height: 1000 } });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || troubles.push(request.url()));
  await page.goto(`file://${join(site, '01-pool-map.html')}`);
  await page.locator('.figure svg.main-svg').first().waitFor();
  await page.locator('.figure').first().scrollIntoViewIfNeeded();
  await shoot(page, 'site-lesson');
  await page.getByRole('searchbox').fill('strided');
  await page.locator('search li a', { hasText: 'MapReduce' }).first().click();
  await page.waitForURL(/02-mapreduce\.html#cell-/);
  await page.goto(`file://${join(site, 'index.html')}`);
  await shoot(page, 'site-contents');
  assert.deepEqual(troubles, []);
});

test('on a phone nothing but code and figures is wider than the screen, and figures keep a readable width', { skip: noBrowser }, async () => {
  const page = await browser!.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`file://${join(site, '01-pool-map.html')}`);
  const drawn = page.locator('.figure svg.main-svg').first();
  await drawn.waitFor();
  assert.ok(((await drawn.boundingBox())?.width ?? 0) > 600);
  assert.ok((await page.evaluate('document.documentElement.scrollWidth')) as number <= 390);
});
