import { visible } from '@millrace/facts';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers } from './browser.js';
import { HOSTILE } from './months.js';
import { rowsOf as rows } from './rows-of.js';

/** Tests of the page of an item, in the browser of `pages.test.ts`. */
export function itemPage(shown: () => Page): void {
  const rowsOf = (heading: string) => rows(shown(), heading);
  const open = async (item: string, more = '') => {
    await shown().goto(`/item?ledger=CN01&plant=P1&item=${encodeURIComponent(item)}${more}`);
    await shown().locator('#parts').waitFor();
  };

  test('is reached from its row by the keyboard, and leads back', async () => {
    const page = shown();
    await page.goto('/unit-costs?search=crate');
    const link = page.getByRole('link', { name: 'CRATE' });
    // Whoever reads the heading may read the title: the page is named by the time that it is shown.
    await page.evaluate(`new MutationObserver((_, observer) => {
      if (!document.querySelector('h1')?.textContent.startsWith('CRATE')) return;
      window.titleWhenShown = document.title;
      observer.disconnect();
    }).observe(document.body, { childList: true, subtree: true, characterData: true })`);
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'CRATE Crate' }).waitFor();
    expect(await page.evaluate('titleWhenShown')).toBe('CRATE · Millrace');
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    expect(new URL(page.url()).search).toBe('?ledger=CN01&plant=P1&item=CRATE');
    await page.goBack();
    await link.waitFor();
  });

  test('shows its unit cost by element, and the version that it is of', async () => {
    await open('BOX');
    expect(await rowsOf('Unit cost')).toEqual(['Produced | 164.0000 | 64.0000 | 100.0000 | 5 | 820.00']);
    await open('BOX', '&version=3');
    expect(await shown().locator('.lead').innerText()).toMatch(/October 2026, version 3, in CNY\s+Draft/);
    expect(await rowsOf('Unit cost')).toEqual(['Produced | 399.0000 | 189.0000 | 210.0000 | 5 | 1,995.00']);
    expect(await rowsOf('What it consists of')).toContain('Work in process from before | 114.0000 | 570.00 | 28.6%');
  });

  test('shows what it consists of, level by level', async () => {
    await open('CRATE');
    expect(await rowsOf('What it consists of')).toEqual(['BOX Box, "large" | 328.0000 | 328.00 | 100.0%']);
    const page = shown();
    const unfold = page.getByRole('button', { name: 'What BOX consists of' });
    await unfold.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'RAW' }).waitFor();
    expect(await rowsOf('What it consists of')).toEqual([
      'BOX Box, "large" | 328.0000 | 328.00 | 100.0%',
      'BOX, of which 5 pc were made in this month:',
      'Cost pool WAGES | 100.0000 | 500.00 | 61.0%',
      'RAW Raw material | 60.0000 | 300.00 | 36.6%',
      `${HOSTILE[0].join(' ')} | 4.0000 | 20.00 | 2.4%`,
    ]);
    await page.getByRole('button', { name: 'What RAW consists of' }).click();
    await page.getByText('It was not made in this month').waitFor();
    await unfold.click();
    expect((await rowsOf('What it consists of')).length).toBe(1);
  });

  test('shows where it went, and leads there', async () => {
    await open('RAW');
    expect(await shown().getByText('It was not made in this month').count()).toBe(1);
    expect(await rowsOf('Where it went')).toEqual(['BOX Box, "large" | P1 | 300.00 | 36.6%']);
    const page = shown();
    await page.getByRole('region', { name: 'Where it went' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'BOX' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    expect(await rowsOf('Where it went')).toEqual(['CRATE Crate | P1 | 328.00 | 100.0%']);
    await page.getByRole('region', { name: 'Where it went' }).getByRole('link').click();
    await page.getByText('It went into nothing').waitFor();
  });

  test('shows what it cost in each published period, as a line and in figures', async () => {
    const [code, name] = HOSTILE[4];
    await open(code);
    expect(await shown().locator('h1').innerText()).toBe(`${code} ${name}`);
    expect(await rowsOf('History')).toEqual([
      'September 2026 | 2 | Bought or in stock | 20 | 10.0000 | +0.4000 | +4.17% | 10.0000',
      'August 2026 | 1 | Bought or in stock | 10 | 9.6000 |  |  | 9.6000',
    ]);
    const line = shown().getByRole('img', {
      name: /from August 2026 to September 2026: lowest 9.6000, highest 10.0000/,
    });
    expect(await line.locator('path').getAttribute('d')).toMatch(/^M10\.0 140\.0L890\.0 10\.0$/);
    await shown().getByRole('link', { name: 'August 2026' }).click();
    await shown().getByText('version 1, in CNY').waitFor();
    expect(await rowsOf('Unit cost')).toEqual(['Bought or in stock | 9.6000 | 9.6000 | 10 | 96.00']);
  });

  test('leaves out of the line what a period has no cost of, and names it in the table', async () => {
    await open('BOX');
    expect((await rowsOf('History'))[1]).toMatch(/^August 2026 \| 1 \| no cost \|/);
    expect(
      await shown()
        .getByRole('img', { name: /from August/ })
        .count(),
    ).toBe(0);
  });

  test('of a hostile name does nothing', async () => {
    const page = shown();
    for (const [item, name] of HOSTILE) {
      await open(item);
      await rowsOf('History');
      expect(await page.locator('h1').innerText()).toBe(`${visible(item)} ${visible(name)}`);
      expect(await page.title()).toBe(`${visible(item)} · Millrace`);
      expect(await page.locator('body').innerText()).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
      expect(await page.locator('main script, main img, main [onload], main [onerror]').count()).toBe(0);
    }
  });

  test('speaks Chinese; axe finds no barrier in either language', async () => {
    const page = shown();
    await open('CRATE');
    await rowsOf('History');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '木箱' }).waitFor();
    await page.getByRole('button', { name: 'BOX 的成本构成' }).click();
    await page.getByRole('link', { name: '原料' }).waitFor();
    await page.getByRole('region', { name: '历史' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const english of [
      'Unit',
      'Material',
      'Plant',
      'Produced',
      'consists',
      'made',
      'went',
      'History',
      'Cost pool',
    ]) {
      expect(text).not.toContain(english);
    }
    expect(await barriers(page)).toEqual([]);
  });
}
