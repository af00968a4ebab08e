import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MonthAnswer } from '../../packages/console/src/answers.js';
import { ANY } from '../batch/databases.js';
import { millrace } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { barriers, HAS_BROWSER, NO_BROWSER, openPage, startBrowser } from './browser.js';
import { enter, type Served, send, served } from './served.js';

describe('the journals that the general ledger has', () => {
  let console: Served;
  let cookie: { cookie: string };

  beforeAll(async () => {
    const on = ['--database', await ANY.create()];
    for (const command of [
      ['import', join(ROOT, 'docs', 'example')],
      ['close', '2026-09'],
      ['publish', '1'],
      ['journal', '1', '--post', '--document', 'JV-1', '--by', 'li.na'],
      ['journal', '1', '--reversed', '--document', 'JV-2', '--reason', 'wrong <b>period</b>', '--by', 'wang'],
      ['journal', '1', '--post', '--document', '=JV|\u202e3', '--by', 'li.na'],
    ]) {
      const { code, stderr } = await millrace([...command, ...on]);
      expect(code, `${command.join(' ')}: ${stderr}`).toBe(0);
    }
    console = await served(on[1]);
    cookie = await enter(console);
  });
  afterAll(() => console?.stop());

  test('are told with who posted each, when, and what was reversed', async () => {
    const { text } = await send(console.port, '/api/month?ledger=L1', { headers: cookie });
    const { periods } = JSON.parse(text) as MonthAnswer;
    const september = periods.find(({ period }) => period === '2026-09');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d/);
    const posted = { version: 1, against: null, by: 'li.na', at: time, lines: expect.stringMatching(/^\d+$/) };
    expect(september?.postings).toEqual([
      {
        ...{ ...posted, number: 1, document: 'JV-1', amount: expect.stringMatching(/^[\d,]+\.\d\d$/) },
        reversed: { by: 'wang', at: time, reason: 'wrong <b>period</b>' },
      },
      { ...posted, number: 3, document: '=JV|\\u202e3', amount: september?.postings[0].amount, reversed: null },
    ]);
    expect(periods.filter(({ period }) => period !== '2026-09').flatMap(({ postings }) => postings)).toEqual([]);
  });

  test.skipIf(!HAS_BROWSER)(`stand on the page of the month, in both languages${NO_BROWSER}`, async () => {
    const browser = await startBrowser();
    try {
      const { page, complaints } = await openPage(browser, console, cookie);
      await page.goto('/');
      const posted = page.getByRole('region', { name: 'In the general ledger' });
      await posted.waitFor();
      const rows = posted.getByRole('row');
      expect(await rows.nth(1).innerText()).toMatch(
        /^1\s+1\s+whole\s+\d+\s+[\d,.]+\s+JV-1\s+li\.na\s.*by wang, .*: wrong <b>period<\/b>$/,
      );
      expect(await rows.nth(2).innerText()).toMatch(/=JV\|\\u202e3\s+li\.na/);
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: '中文' }).click();
      const zh = page.getByRole('region', { name: '总账过账' });
      await zh.waitFor();
      expect(await zh.innerText()).toMatch(/全额[\s\S]*由 wang 于 .* 冲销/);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
