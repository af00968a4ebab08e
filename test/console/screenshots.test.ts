import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgersAnswer, UnitCostsAnswer } from '../../packages/console/src/answers.js';
import type { TableAnswer } from '../../packages/console/src/table-answers.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { HAS_BROWSER, NO_BROWSER, openPage, startBrowser } from './browser.js';
import { enter, type Served, send, served } from './served.js';

/** Pictures of every page, which docs/screenshots.md shows; `MILLRACE_SCREENSHOTS=1` takes them anew. */
const FOLDER = join(ROOT, 'docs', 'screenshots');
const isTakenAnew = process.env.MILLRACE_SCREENSHOTS === '1';

describe.skipIf(!HAS_BROWSER)(`pictures of every page${NO_BROWSER}`, () => {
  let console: Served;
  let cookie: { cookie: string };
  let browser: Browser;
  let paths: Readonly<Record<string, readonly [path: string, ready: string]>>;

  beforeAll(async () => {
    const cwd = await temporaryFolder();
    expect((await millrace(['demo'], { cwd })).code).toBe(0);
    console = await served(join(cwd, '.data', 'demo', 'database'));
    cookie = await enter(console);
    browser = await startBrowser();
    const ask = async <T>(path: string) => JSON.parse((await send(console.port, path, { headers: cookie })).text) as T;
    const { first: ledger } = await ask<LedgersAnswer>('/api/ledgers');
    const of = `ledger=${ledger}&version=2026-10`;
    const { rows } = await ask<UnitCostsAnswer>(`/api/unit-costs?${of}&basis=produced&search=PUMP-32S`);
    const item = `plant=${rows[0].plant}&item=${rows[0].item}`;
    const linked = async (name: string, path: string) => {
      const table = await ask<TableAnswer>(`/api/table?${of}&name=${name}`);
      const link = table.rows.flatMap(({ links }) => links).find((one) => one.path === path);
      return new URLSearchParams(link?.query).toString();
    };
    const number = rows.length > 0 ? (await ask<UnitCostsAnswer>(`/api/unit-costs?${of}`)).version.version : 0;
    const version = `ledger=${ledger}&version=${number}`;
    paths = {
      month: [`/?ledger=${ledger}&period=2026-10`, '.equation'],
      'unit-costs': [`/unit-costs?${version}`, 'tr.row .code'],
      item: [`/item?${version}&${item}`, '#parts'],
      explain: [`/explain?${version}&${item}`, '#consists'],
      document: [`/document?${version}&${await linked('stock_ledger', '/document')}`, '.pairs'],
      tables: [`/tables?${version}`, '.groups'],
      'table-stock': [`/table?${version}&name=stock`, 'tr.row .item'],
      'table-stock-ledger': [`/table?${version}&name=stock_ledger`, 'tr.row .item'],
      'table-pool-rates': [`/table?${version}&name=pool_rate`, 'tr.row'],
      order: [`/order?${version}&${await linked('order_cost', '/order')}`, '#order_sheet'],
      compare: [`/compare?ledger=${ledger}&after=${number}`, 'tr.row .item'],
      why: [`/compare?ledger=${ledger}&after=${number}&${item}`, '.steps'],
    };
  });
  afterAll(async () => {
    await browser?.close();
    expect(await console?.stop()).toBe(0);
  });

  test.each([
    ['light', 1440],
    ['light', 800],
    ['dark', 1440],
    ['dark', 800],
  ] as const)('in %s colours, %i pixels wide, are in the docs', async (colorScheme, width) => {
    const viewport = { width, height: 600 };
    const { page, complaints } = await openPage(browser, console, cookie, { colorScheme, viewport });
    await mkdir(FOLDER, { recursive: true });
    for (const [name, [path, ready]] of Object.entries(paths)) {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      const picture = await page.screenshot();
      expect(widthOf(picture), name).toBe(width);
      const file = join(FOLDER, `${name}-${colorScheme}-${width}.png`);
      if (isTakenAnew) await writeFile(file, picture);
      expect(widthOf(await readFile(file)), file).toBe(width);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('are all shown by the docs, and no other', async () => {
    const shown = await readFile(join(ROOT, 'docs', 'screenshots.md'), 'utf8');
    const named = Array.from(shown.matchAll(/\(screenshots\/([\w-]+\.png)\)/g), ([, file]) => file).sort();
    const kinds = ['light-1440', 'light-800', 'dark-1440', 'dark-800'];
    const expected = Object.keys(paths).flatMap((name) => kinds.map((kind) => `${name}-${kind}.png`));
    expect(named).toEqual(expected.sort());
    expect((await readdir(FOLDER)).sort()).toEqual(named);
  });
});

/** As the header of a PNG says. */
function widthOf(picture: Buffer): number {
  return picture.readUInt32BE(16);
}
