import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { visible } from '@millrace/facts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { millrace } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { barriers, HAS_BROWSER, NO_BROWSER, openPage, startBrowser } from './browser.js';
import { comparePage } from './compare-page.js';
import { explainPage } from './explain-page.js';
import { itemPage } from './item-page.js';
import { HOSTILE, months } from './months.js';
import { enter, type Served, served } from './served.js';
import { tablePages } from './table-pages.js';

/** Those of axe's rules that look at colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

describe.skipIf(!HAS_BROWSER)(`the console in a browser${NO_BROWSER}`, () => {
  let console: Served;
  let cookie: { cookie: string };
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const database = await months();
    // The draft of a standard, version 4.
    expect((await millrace(['standard', 'roll', '--on', '2026-12-01', '--database', database])).code).toBe(0);
    console = await served(database);
    cookie = await enter(console);
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    expect(await console?.stop()).toBe(0);
    expect(console?.errors()).toBe('');
  });

  beforeEach(async () => {
    const watched = await openPage(browser, console, cookie);
    page = watched.page;
    return async () => {
      await page.context().close();
      expect(watched.complaints).toEqual([]);
    };
  });

  const heading = () => page.locator('h1').innerText();
  const text = () => page.locator('body').innerText();
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  const found = () => page.locator('.toolbar output').innerText();
  const firstItem = () => page.locator('tr.row').first().locator('.code').innerText();

  describe('months', () => {
    test('begin with the newest that has a version: its proof, what was found, its versions', async () => {
      await page.goto('/');
      await page.getByText('What came in went out').waitFor();
      expect(await heading()).toBe('October 2026');
      expect(await page.title()).toBe('October 2026 · Millrace');
      expect(await page.locator('.equation').innerText()).toMatch(
        /Cost in\s+([\d,.]+) CNY\s+−\s+Cost out\s+\1 CNY\s+=\s+Difference\s+0\.00 CNY/,
      );
      expect(await page.locator('.version-line').innerText()).toMatch(/Version 3\s+Draft\s+opened from version 2/);
      const periods = page.getByRole('navigation', { name: 'Periods' });
      expect((await periods.innerText()).split('\n').map((line) => line.trim())).toEqual([
        ...['November 2026', 'not closed', 'October 2026', 'Draft'],
        ...['September 2026', 'Published', 'August 2026', 'Published'],
      ]);
    });

    test('lead to each other, and back, with the address that says where one is', async () => {
      await page.goto('/');
      await page.getByRole('link', { name: 'September 2026' }).click();
      await page.getByRole('heading', { name: 'September 2026' }).waitFor();
      expect(new URL(page.url()).search).toBe('?ledger=CN01&period=2026-09');
      await page.getByRole('link', { name: 'November 2026' }).click();
      await page.getByText('No version has been computed.').waitFor();
      expect(await text()).toContain('millrace close 2026-11');
      await page.goBack();
      await page.getByRole('heading', { name: 'September 2026' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'September 2026' }).waitFor();
    });

    test('show the rows that a finding is about', async () => {
      await page.goto('/');
      const opener = page.getByRole('button', { name: /do not count/ });
      await opener.focus();
      await page.keyboard.press('Enter');
      expect(await opener.getAttribute('aria-expanded')).toBe('true');
      await row('M9').waitFor();
      await page.keyboard.press('Enter');
      expect(await row('M9').count()).toBe(0);
    });

    test('can be gone through by the keyboard alone', async () => {
      await page.goto('/');
      await page.getByText('What came in went out').waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the page');
      await page.keyboard.press('Enter');
      // The first of the page's own links are the periods.
      for (const _ of ['November', 'October', 'September']) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'September 2026' }).waitFor();
    });
  });

  describe('unit costs', () => {
    test('are those of the newest published version, every row of them within reach', async () => {
      await page.goto('/unit-costs');
      await row('PART-000').waitFor();
      expect(await found()).toBe(`${303 + HOSTILE.length} of ${303 + HOSTILE.length}`);
      expect(await page.locator('.lead').innerText()).toMatch(/September 2026, version 2, in CNY\s+Published/);
      expect(await page.locator('tr.row').count()).toBeLessThan(60);
      await page.getByRole('region', { name: 'Rows' }).focus();
      await page.keyboard.press('End');
      await row('RAW').waitFor();
      expect(await row('RAW').innerText()).toMatch(
        /RAW Raw material\s+P1\s+Bought or in stock\s+100 kg\s+1,000\.00\s+10\.0000/,
      );
      expect(Number(await row('RAW').getAttribute('aria-rowindex'))).toBe(304 + HOSTILE.length);
    });

    test('are searched by code and name, filtered, and the address keeps it', async () => {
      await page.goto('/unit-costs');
      await row('PART-000').waitFor();
      await page.getByRole('searchbox').fill('part 29');
      await expect.poll(found).toBe('13 of 308');
      await page.getByRole('searchbox').fill('原料');
      await expect.poll(found).toBe('1 of 308');
      expect(await firstItem()).toBe('RAW');
      await page.getByRole('searchbox').fill('nothing of the kind');
      await page.getByText('Nothing is called so').waitFor();
      await page.getByRole('searchbox').fill('');
      await page.getByLabel('Basis').selectOption('produced');
      await expect.poll(found).toBe('2 of 308');
      await page.reload();
      await expect.poll(found).toBe('2 of 308');
      expect(await firstItem()).toBe('BOX');
    });

    test('are sorted by their exact values, down and up, by the keyboard too', async () => {
      await page.goto('/unit-costs?search=part');
      await row('PART-000').waitFor();
      const head = page.getByRole('columnheader', { name: 'Unit cost' }).getByRole('button');
      await head.focus();
      await page.keyboard.press('Enter');
      await expect.poll(firstItem).toBe('PART-299');
      expect(await page.getByRole('columnheader', { name: 'Unit cost' }).getAttribute('aria-sort')).toBe('descending');
      await page.keyboard.press('Enter');
      await expect.poll(firstItem).toBe('PART-000');
      await page.getByRole('columnheader', { name: 'Item' }).getByRole('button').click();
      await expect.poll(firstItem).toBe('PART-000');
      await page.getByRole('columnheader', { name: 'Item' }).getByRole('button').click();
      await expect.poll(firstItem).toBe('PART-299');
    });

    test('fetch rows as they come into view, each where it belongs', async () => {
      await page.goto('/unit-costs?search=part&sort=item');
      await row('PART-000').waitFor();
      await page.locator('.table-frame').evaluate((frame: { scrollTop: number }) => {
        frame.scrollTop = 34 * 250;
      });
      await row('PART-250').waitFor();
      expect(await row('PART-250').getAttribute('aria-rowindex')).toBe('252');
    });
  });

  describe('the page of an item', () => itemPage(() => page));

  describe('a cost down to documents', () => explainPage(() => page));

  describe('the tables of a version', () => tablePages(() => page));

  describe('the comparison', () => comparePage(() => page));

  test('speaks Chinese when asked, and the next time', async () => {
    await page.goto('/');
    await page.getByText('What came in went out').waitFor();
    // However slow the server is, a page doesn't go on in the language of before.
    await page.route('**/api/**', async (route) => {
      await setTimeout(500);
      await route.continue();
    });
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('流入等于流出').waitFor();
    await page.unroute('**/api/**');
    expect(await heading()).toBe('2026年10月');
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
    const months = await text();
    await page.goto('/unit-costs');
    await row('RAW').or(row('BOX')).first().waitFor();
    const costs = await text();
    for (const english of [
      'Unit cost',
      'Material',
      'Cost in',
      'Closing stock',
      'Draft',
      'Warning',
      'Search',
      'Produced',
    ]) {
      expect(months).not.toContain(english);
      expect(costs).not.toContain(english);
    }
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('.pill', { hasText: 'Bought or in stock' }).first().waitFor();
  });

  test('names that would act do nothing', async () => {
    await page.goto('/unit-costs');
    let shown = '';
    for (const [item] of HOSTILE) {
      await page.getByRole('searchbox').fill(item.slice(0, 5));
      await expect.poll(firstItem).toBe(visible(item));
      shown += await text();
    }
    expect(shown).toContain('<script>document.title="owned"</script>');
    expect(shown).toContain('PLAIN\\u202egnp');
    expect(shown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    expect(await page.title()).toBe('Unit costs · Millrace');
    expect(await page.locator('main script, main svg, main img').count()).toBe(0);
  });

  test('runs no script but its own', async () => {
    const { page: attacked, complaints } = await openPage(browser, console, cookie);
    await attacked.goto('/');
    await attacked.getByText('What came in went out').waitFor();
    await attacked.evaluate(`
      const put = (make) => { try { make(); } catch {} };
      put(() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="document.title = 1">'));
      put(() => document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = 2' })));
      put(() => document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:1/x.png' })));
    `);
    expect(await attacked.title()).toBe('October 2026 · Millrace');
    expect(complaints.join()).toMatch(/Content Security Policy/);
    await attacked.context().close();
  });

  test('what is not there is told, with a way on', async () => {
    await page.goto('/nothing');
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', { name: 'Go back to the months' }).click();
    await page.getByRole('heading', { name: 'October 2026' }).waitFor();
  });

  test.each(['NOTHING', ''])('of the item %j, which has no cost, it says so, and what to do', async (item) => {
    const { page: seen } = await openPage(browser, console, cookie);
    await seen.goto(`/item?plant=P1&item=${item}`);
    const notice = seen.getByRole('alert');
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(item === '' ? /item[\s\S]*→ \S/ : /no cost of P1\/NOTHING[\s\S]*→ \S/);
    await seen.context().close();
  });

  test('axe finds no barrier, in light colours and in dark', async () => {
    for (const path of [
      '/',
      '/?period=2026-11',
      '/unit-costs?search=part',
      '/item?plant=P1&item=CRATE',
      '/explain?plant=P1&item=CRATE',
      '/document?version=3&movement=M8',
      '/compare?before=2&after=3',
      '/compare?before=2&after=3&plant=P1&item=BOX',
      '/tables',
      '/table?name=stock',
      '/order?order=O1',
      '/nothing',
    ]) {
      const { page: seen } = await openPage(browser, console, cookie);
      await seen.goto(path);
      await seen.locator('.equation, .empty, tr.row, h1').first().waitFor();
      for (const opener of await seen.locator('.opener, .unfold').all()) await opener.click();
      expect(await barriers(seen), path).toEqual([]);
      // Nothing else is different in the dark.
      await seen.emulateMedia({ colorScheme: 'dark' });
      await seen.evaluate('Promise.all(document.getAnimations().map((it) => it.finished))');
      expect(await barriers(seen, OF_COLOURS), `${path} in the dark`).toEqual([]);
      await seen.context().close();
    }
  });

  test.each([390, 800])(
    'fits a screen of %i pixels: only tables are wider, and scroll by themselves',
    async (width) => {
      await page.setViewportSize({ width, height: 800 });
      for (const path of [
        '/',
        '/unit-costs',
        '/item?plant=P1&item=BOX',
        '/explain?plant=P1&item=BOX',
        '/compare',
        '/tables',
        '/table?name=stock_ledger',
        '/order?order=O1',
      ]) {
        await page.goto(path);
        await page.locator('.equation, tr.row, #parts, #consists, .groups, #order_sheet').first().waitFor();
        expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
      }
    },
  );

  test('says so when the server is gone', async () => {
    const { page: left } = await openPage(browser, console, cookie);
    await left.goto('/unit-costs');
    await left.getByRole('row').filter({ hasText: 'PART-000' }).waitFor();
    await left.route('**/api/**', (route) => route.abort());
    await left.getByRole('searchbox').fill('box');
    await left.getByText('the console does not answer').waitFor();
    await left.context().close();
  });
});

test('the pages are small: below 300 kB as they are sent compressed', () => {
  const folder = join(ROOT, 'packages/console/dist/web');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => gzipSync(readFileSync(join(parentPath, name))).length);
  expect(files.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});
