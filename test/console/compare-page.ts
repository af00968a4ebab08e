import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers } from './browser.js';
import { rowsOf } from './rows-of.js';

/** Tests of the page that compares two versions, in the browser of `pages.test.ts`. */
export function comparePage(shown: () => Page): void {
  const from = () => shown().locator('.toolbar select').first();
  const to = () => shown().locator('.toolbar select').last();
  const moved = () => shown().locator('.toolbar output').innerText();

  test('begins with the newest published version and the one that it opened from', async () => {
    const page = shown();
    await page.goto('/');
    await page.getByRole('link', { name: 'Comparison' }).click();
    await page.locator('tr.row').first().waitFor();
    expect(await from().inputValue()).toBe('1');
    expect(await to().inputValue()).toBe('2');
    await to().selectOption('October 2026, version 3 (Draft)');
    await from().selectOption('September 2026, version 2 (Published)');
    await expect.poll(() => page.locator('.change h3').first().innerText()).toContain('→');
    expect(new URL(page.url()).search).toBe('?ledger=CN01&before=2&after=3');
  });

  test('tells why cost of sales and closing stock moved, in steps that add up', async () => {
    const page = shown();
    await page.goto('/compare?before=2&after=3');
    await page.locator('.steps').first().waitFor();
    for (const heading of await page.locator('.change h3').all()) {
      const [, before, after, change] = /(-?[\d,.]+) → (-?[\d,.]+) ([-+][\d,.]+)/.exec(await heading.innerText()) ?? [];
      const name = (await heading.innerText()).trim();
      const rows = (await rowsOf(page, name)).map((row) => row.split(' | '));
      expect([rows[0][2], rows.at(-1)?.[2]]).toEqual([before, after]);
      const cents = (text: string) => Math.round(Number(text.replaceAll(',', '')) * 100);
      const parts = rows.slice(1, -1).map((row) => cents(row[2]));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(cents(change));
      expect(cents(before) + cents(change)).toBe(cents(after));
    }
  });

  test('shows what moved, searched and sorted, and leads to why an item did', async () => {
    const page = shown();
    await page.goto('/compare?before=2&after=3');
    await page.locator('tr.row').first().waitFor();
    expect(await moved()).toBe('2 of 2 that moved by more than rounding; 308 compared');
    await page.getByRole('searchbox').fill('box');
    await expect.poll(moved).toBe('1 of 2 that moved by more than rounding; 308 compared');
    const link = page.locator('tr.row').getByRole('link');
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Why BOX moved' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('page');
    const rows = await rowsOf(page, 'Unit cost 164.0000 → 399.0000 +235.0000 +143.3%');
    expect(rows[0]).toMatch(/^September 2026 Version 2 \| {2}\| 164\.0000/);
    expect(rows.at(-1)).toMatch(/^October 2026 Version 3 \| {2}\| 399\.0000/);
    expect(rows.join('\n')).toMatch(/work in process of P1\/BOX Box, "large" \| {2}\| [+]\d/);
  });

  test('is reached from the page of an item, by the keyboard', async () => {
    const page = shown();
    await page.goto('/item?plant=P1&item=BOX&version=3');
    await page.getByRole('link', { name: 'Why it moved' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.steps').waitFor();
    expect(await to().inputValue()).toBe('3');
  });

  test('compares a month with a standard', async () => {
    const page = shown();
    await page.goto('/compare?before=2&after=3&plant=P1&item=RAW');
    await page.locator('.steps').waitFor();
    await to().selectOption('Standard of 2026-12-01, version 4 (Draft)');
    await page.locator('tr.end').filter({ hasText: 'Standard of 2026-12-01 Version 4' }).waitFor();
    const rows = await rowsOf(page, await page.locator('.change h3').innerText());
    expect(rows.at(-1)).toMatch(/^Standard of 2026-12-01 Version 4 \| {2}\| 14\.0000/);
    await page.goto('/unit-costs?version=4');
    await page.getByText('Standard of 2026-12-01').waitFor();
  });

  test('says so where nothing moved, where one version has no cost, and where there is none to compare with', async () => {
    const page = shown();
    await page.goto('/compare?before=2&after=2');
    await page.getByText('Nothing moved by more than rounding.').waitFor();
    expect(await page.getByText('Nothing changed.').count()).toBe(2);
    await page.goto('/compare?before=1&after=2&plant=P1&item=BOX');
    await page.getByText('It is new, at 164.0000').waitFor();
    await page.goto('/compare?before=2&after=1&plant=P1&item=BOX');
    await page.getByText('It is no longer there; it cost 164.0000').waitFor();
    await page.goto('/compare?after=1');
    await page.getByText('There is no version before this one.').waitFor();
  });

  test('speaks Chinese; axe finds no barrier in either language', async () => {
    const page = shown();
    await page.goto('/compare?before=2&after=3');
    await page.locator('.steps').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '变动的物料' }).waitFor();
    await page.getByText('期末存货').first().waitFor();
    const text = await page.locator('main').innerText();
    for (const english of ['Why', 'moved', 'Change', 'purchase price', 'Version', 'Draft', 'Material']) {
      expect(text).not.toContain(english);
    }
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What moved' }).waitFor();
  });
}
