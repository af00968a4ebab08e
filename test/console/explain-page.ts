import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriers } from './browser.js';
import { HOSTILE } from './months.js';
import { rowsOf } from './rows-of.js';

/** Tests of a cost down to documents, in the browser of `pages.test.ts`. */
export function explainPage(shown: () => Page): void {
  const amount = (row: string) => Math.round(Number(row.split(' | ')[2].replaceAll(',', '')) * 100);

  test('is reached from the page of an item, and drilled into by the keyboard to a document', async () => {
    const page = shown();
    await page.goto('/item?plant=P1&item=CRATE');
    await page.getByRole('link', { name: 'Down to documents' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 pc cost 328.00 CNY: 328.0000 each.').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    for (const name of ['What is in made by O2', 'What is in P1 · BOX Box, "large"', 'What is in made by O1']) {
      const unfold = page.getByRole('button', { name, exact: true });
      await unfold.focus();
      await page.keyboard.press('Enter');
      expect(await unfold.getAttribute('aria-expanded')).toBe('true');
    }
    const rows = await rowsOf(page, 'What it consists of');
    expect(rows.slice(0, 3).map(amount)).toEqual([32_800, 32_800, 32_800]);
    expect(
      rows
        .slice(3)
        .map(amount)
        .reduce((sum, cents) => sum + cents, 0),
    ).toBe(32_800);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    const document = page.getByRole('link', { name: /^M1 purchase receipt/ });
    await document.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Document M1' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('page');
    const text = await page.locator('main').innerText();
    expect(text).toMatch(/type\s+purchase receipt/);
    expect(text).toMatch(/item\s+RAW Raw material/);
    expect(text).toContain('It brought its cost itself.');
    await page.goBack();
    await page.getByRole('heading', { name: 'What it consists of' }).waitFor();
  });

  test('shows what a document took that moves stock on, and what counts nowhere', async () => {
    const page = shown();
    await page.goto('/document?version=3&movement=M8');
    expect((await rowsOf(page, 'What it consists of')).length).toBeGreaterThan(0);
    await page.goto('/document?version=3&movement=M9');
    await page.getByText('It moved nothing in this month.').waitFor();
    expect(await page.locator('.pairs').first().innerText()).toMatch(/status\s+draft/);
  });

  test('of hostile names does nothing; speaks Chinese; axe finds no barrier', async () => {
    const page = shown();
    await page.goto(`/explain?plant=P1&item=${encodeURIComponent(HOSTILE[1][0])}`);
    await rowsOf(page, 'What it consists of');
    expect(await page.locator('body').innerText()).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    expect(await page.locator('main script, main svg, main [onload]').count()).toBe(0);
    await page.goto('/explain?plant=P1&item=BOX');
    await page.getByRole('button', { name: 'Unfold all' }).click();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '成本构成' }).waitFor();
    await page.getByText('完工自 O1').or(page.getByText('O1').first()).first().waitFor();
    const text = await page.locator('main').innerText();
    for (const english of ['made by', 'purchase', 'Quantity', 'Unfold', 'pool']) expect(text).not.toContain(english);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What it consists of' }).waitFor();
  });
}
