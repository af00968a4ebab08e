import type { Page } from 'playwright-core';

/** The rows of the table under a heading, their cells apart by a bar. */
export async function rowsOf(page: Page, heading: string): Promise<string[]> {
  const rows = page.getByRole('region', { name: heading }).locator('tbody tr:not(.room, :has(.waiting))');
  await rows.first().waitFor();
  return Promise.all(
    (await rows.all()).map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).map((cell) => cell.replace(/\s+/g, ' ').trim()).join(' | '),
    ),
  );
}
