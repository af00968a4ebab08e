import { visible } from '@millrace/facts';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers } from './browser.js';
import { HOSTILE } from './months.js';
import { rowsOf } from './rows-of.js';

/** Tests of the tables of a version and of the page of an order, in the browser of `pages.test.ts`. */
export function tablePages(shown: () => Page): void {
  const row = (name: string) => shown().locator('tr.row').filter({ hasText: name });
  const cellsOf = async (name: string) =>
    (await row(name).first().locator('th, td').allInnerTexts()).map((cell) => cell.replace(/\s+/g, ' ').trim());
  const found = () => shown().locator('.toolbar output').innerText();

  test('are reached by the keyboard from the month, each as a page and as a file', async () => {
    const page = shown();
    await page.goto('/?period=2026-09');
    await page.getByRole('link', { name: 'Tables and files' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pools, rates and departments' }).waitFor();
    expect(await page.title()).toBe('Tables · Millrace');
    const csv = page.getByRole('link', { name: 'Rates of pools as CSV' });
    expect(await csv.getAttribute('href')).toBe('/api/file/table?ledger=CN01&version=2&name=pool_rate&lang=en');
    await page.getByRole('link', { name: 'Rates of pools', exact: true }).focus();
    await page.keyboard.press('Enter');
    await row('WAGES').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    expect(await cellsOf('WAGES')).toEqual(expect.arrayContaining(['pool', 'WAGES', '750.00', '93.750000000']));
    expect(await barriers(page)).toEqual([]);
  });

  test('are saved by their links, under a name that says what they are', async () => {
    const page = shown();
    await page.goto('/tables?version=2');
    for (const [link, file] of [
      ['Stock ledger as CSV', 'millrace-CN01-2026-09-v2-stock_ledger.csv'],
      ['Workbook (XLSX) with all tables', 'millrace-CN01-2026-09-v2.xlsx'],
      ['Report (HTML)', 'millrace-CN01-2026-09-v2.html'],
    ]) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: link }).focus();
      await page.keyboard.press('Enter');
      expect((await download).suggestedFilename()).toBe(file);
      expect(await (await download).failure()).toBe(null);
    }
    expect(await page.getByRole('heading', { name: 'Tables', exact: true }).count()).toBe(1);
  });

  test('show the ledger and the layers of an item from its page, and lead to documents', async () => {
    const page = shown();
    await page.goto('/item?plant=P1&item=RAW');
    await page.getByRole('link', { name: 'Stock ledger' }).focus();
    await page.keyboard.press('Enter');
    await row('M2').waitFor();
    expect(await found()).toBe('2 / 2');
    expect(await page.locator('.lead').innerText()).toMatch(
      /September 2026, Version 2\s+Published\s+plant P1\s+item RAW/,
    );
    expect((await cellsOf('M2')).slice(0, 4)).toEqual(['P1', 'RAW', 'Raw material', 'kg']);
    expect(await cellsOf('M2')).toEqual(expect.arrayContaining(['out', 'issue', '60', '600.00', '10.000000', '40']));
    await row('M2').getByRole('link', { name: 'M2' }).click();
    await page.getByRole('heading', { name: 'Document M2' }).waitFor();
    await page.goto('/item?plant=P1&item=RAW');
    await page.getByRole('link', { name: 'Layers' }).click();
    await row('RAW').waitFor();
    expect(await cellsOf('RAW')).toEqual(expect.arrayContaining(['40', '400.00', '10.000000']));
    await page.getByRole('link', { name: 'Show all rows' }).click();
    await expect.poll(found).toBe('308 / 308');
  });

  test('are searched and sorted by any column, and the address keeps it', async () => {
    const page = shown();
    await page.goto('/table?name=stock&version=2');
    await row('BOX').waitFor();
    await page.getByRole('searchbox').fill('part-29');
    await expect.poll(found).toBe('10 / 308');
    const head = page.getByRole('columnheader', { name: 'in amount' }).getByRole('button');
    await head.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('tr.row').first().innerText()).toContain('PART-299');
    expect(await page.getByRole('columnheader', { name: 'in amount' }).getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('tr.row').first().innerText()).toContain('PART-290');
    await page.reload();
    await expect.poll(found).toBe('10 / 308');
    await page.getByRole('searchbox').fill('nothing of the kind');
    await page.getByText('No row is like that').waitFor();
  });

  test('lead from an order to its sheet, whose columns add up to a total, and to what it took', async () => {
    const page = shown();
    await page.goto('/table?name=order_cost&version=2');
    await row('O1').first().getByRole('link', { name: 'O1' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Order O1' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    const rows = await rowsOf(page, 'Order cost sheets');
    const amounts = (line: string) =>
      line
        .split(' | ')
        .slice(1, 7)
        .map((cell) => Math.round(Number(cell.replaceAll(',', '')) * 100));
    const [total, ...elements] = rows.toReversed();
    expect(total).toMatch(/^Total/);
    expect(elements.length).toBe(2);
    expect(amounts(total)).toEqual(
      amounts(total).map((_, at) => elements.reduce((sum, of) => sum + amounts(of)[at], 0)),
    );
    const took = await rowsOf(page, 'What a unit took');
    expect(took.some((line) => line.startsWith('RAW | kg | 60 |'))).toBe(true);
    await page.getByRole('region', { name: 'What a unit took' }).getByRole('link', { name: 'RAW' }).click();
    await page.getByRole('heading', { name: 'RAW Raw material' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Its movements of stock' }).click();
    await row('M2').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Order O1' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('of a version that has none say why, in both languages', async () => {
    const page = shown();
    await page.goto('/table?name=journal&version=2');
    await page.getByText('the ledger has no accounts').waitFor();
    await page.goto('/table?name=spoilage&version=2');
    await page.getByText('The table has no rows').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('此表没有行').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
  });

  test('of hostile names do nothing', async () => {
    const page = shown();
    for (const [item, name] of HOSTILE) {
      await page.goto(`/table?name=stock_ledger&version=2&item=${encodeURIComponent(item)}`);
      await row(visible(name)).first().waitFor();
      expect(await cellsOf(visible(name))).toEqual(expect.arrayContaining([visible(item), visible(name)]));
      expect(await page.locator('body').innerText()).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
      expect(await page.locator('main script, main img, main [onload], main [onerror]').count()).toBe(0);
      await row(visible(name)).first().getByRole('link').first().click();
      await page.locator('#parts').waitFor();
      expect(await page.locator('h1').innerText()).toBe(`${visible(item)} ${visible(name)}`);
    }
  });

  test('speak Chinese, their columns and codes too; axe finds no barrier', async () => {
    const page = shown();
    await page.goto('/tables?version=2');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '工单与在产品' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.goto('/table?name=stock_ledger&version=2&item=BOX');
    await page.getByRole('columnheader', { name: '结存数量' }).waitFor();
    await row('完工入库').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/completion|Stock|Search|quantity|amount/);
    expect(await barriers(page)).toEqual([]);
    await page.goto('/order?order=O1&version=2');
    await page.getByRole('heading', { name: '成本计算单' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/Total|Order|received|input|Material/);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
  });
}
