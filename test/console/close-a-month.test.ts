import { join } from 'node:path';
import { sampleFactory, samplePolicy, writeCsvFolder } from '@millrace/batch-runner';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyFile } from '../batch/config-file.js';
import { ANY } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { HAS_BROWSER, NO_BROWSER, openPage, startBrowser } from './browser.js';
import { enter, served } from './served.js';

/** What is read and pressed on the way, as the pages say it. */
const WORDS = {
  en: {
    language: 'English',
    october: 'October 2026',
    close: 'Close this month',
    closed: /Version 2 is there: 0 errors/,
    compare: 'Comparison',
    why: 'Why PUMP-32S moved',
    cause: /^yield \(scrap\) of WX\/PUMP-32S/,
    documents: 'Down to documents',
    unfold: 'Unfold all',
    receipt: /^M\S* purchase receipt/,
    brought: 'It brought its cost itself.',
    months: 'Months',
    reason: 'Reason',
  },
  zh: {
    language: '中文',
    october: '2026年10月',
    close: '结算本月',
    closed: /已生成版本 2：0 个错误/,
    compare: '对比',
    why: 'PUMP-32S 的变动原因',
    cause: /^WX\/PUMP-32S .*成品率/,
    documents: '追溯到单据',
    unfold: '全部展开',
    receipt: /采购入库/,
    brought: '成本由单据自身带入。',
    months: '月度',
    reason: '理由',
  },
} as const;

/** The sample factory with September closed and published, and the facts of October imported. */
async function untilOctober(): Promise<{ database: string; config: string }> {
  const { september, october } = sampleFactory();
  const [database, config] = [await ANY.create(), await policyFile(samplePolicy)];
  const on = ['--database', database, '--config', config];
  for (const [month, facts] of Object.entries({ september, october })) {
    const folder = join(await temporaryFolder(), month);
    await writeCsvFolder(folder, facts);
    const commands = [
      ['import', folder],
      ...(month === 'september'
        ? [
            ['close', '2026-09'],
            ['publish', '1'],
          ]
        : []),
    ];
    for (const command of commands) {
      const { code, stdout, stderr } = await millrace([...command, ...on]);
      expect(code, `${command[0]}: ${stdout.slice(0, 500)} ${stderr}`).toBe(0);
    }
  }
  return { database, config };
}

describe.skipIf(!HAS_BROWSER)(`a month is closed, PUMP-32S looked into and the month published${NO_BROWSER}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test.each(['en', 'zh'] as const)('by the keyboard alone, in %s', async (language) => {
    const words = WORDS[language];
    const { database, config } = await untilOctober();
    const console = await served(database, ['--config', config, '--allow', 'close,publish', '--by', 'li.na']);
    const { page, complaints } = await openPage(browser, console, await enter(console));
    await page.goto('/');
    await page.locator('.version-line').waitFor();
    await press(page, page.getByRole('button', { name: words.language }));
    await press(page, page.getByRole('link', { name: words.october }));
    await press(page, page.getByRole('button', { name: words.close }));
    await page.getByText(words.closed).waitFor();
    await page.locator('.version-line .draft').waitFor();

    // Why did it move? Its first cause is the scrap that it had.
    await press(page, page.getByRole('link', { name: words.compare }));
    await page.locator('tr.row').first().waitFor();
    await reach(page, page.getByRole('searchbox'));
    await page.keyboard.type('PUMP-32S');
    const moved = page.locator('tr.row').getByRole('link', { name: /^PUMP-32S/ });
    await expect.poll(() => page.locator('tr.row').count()).toBe(1);
    await press(page, moved);
    await page.getByRole('heading', { name: words.why }).waitFor();
    const cause = page.locator('.steps tbody tr').nth(1).locator('th');
    await cause.waitFor();
    expect(await cause.innerText()).toMatch(words.cause);

    // Its cost, down to a document that brought cost.
    await press(page, cause.getByRole('link'));
    await press(page, page.getByRole('link', { name: words.documents }));
    await press(page, page.getByRole('button', { name: words.unfold }));
    await press(page, page.getByRole('link', { name: words.receipt }).first());
    await page.locator('.pairs').first().waitFor();
    expect(await page.locator('main').innerText()).toContain(words.brought);

    await press(page, page.getByRole('link', { name: words.months, exact: true }));
    await reach(page, page.getByLabel(words.reason));
    await page.keyboard.type('reviewed');
    await page.keyboard.press('Enter');
    await page.locator('.version-line .published').waitFor();
    expect(complaints).toEqual([]);
    expect(await console.stop()).toBe(0);
    const { json } = await millraceJson<{ period: string; state: string }[]>(['versions', '--database', database]);
    expect(json.map(({ period, state }) => `${period} ${state}`)).toEqual(['2026-09 published', '2026-10 published']);
  });
});

/** Goes there by Tab, as who has no mouse does. */
async function reach(page: Page, to: Locator): Promise<void> {
  await to.waitFor();
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (await to.evaluate(isFocused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${to}.`);
}

async function press(page: Page, what: Locator): Promise<void> {
  await reach(page, what);
  await page.keyboard.press('Enter');
}

function isFocused(it: { readonly ownerDocument: { readonly activeElement: unknown } }): boolean {
  return it.ownerDocument.activeElement === it;
}

/** Once around the largest page. */
const MOST_STEPS = 600;
