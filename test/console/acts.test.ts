import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER } from '../batch/databases.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { barriers, HAS_BROWSER, NO_BROWSER, openPage, startBrowser } from './browser.js';
import { months } from './months.js';
import { enter, type Served, send, served } from './served.js';

const CLOSE = '/api/act/close';
const PUBLISH = '/api/act/publish';
const NOVEMBER = { ledger: 'CN01', period: '2026-11' };
const OCTOBER = { ledger: 'CN01', version: 3, reason: 'test', replace: false };

/** What a page of the console sends with what it does. */
async function own({ port, origin }: Served, cookie: { readonly cookie: string }): Promise<Record<string, string>> {
  const { token } = JSON.parse((await send(port, '/api/may', { headers: cookie })).text) as { token: string };
  return { ...cookie, origin, 'content-type': 'application/json', 'x-millrace-token': token };
}

interface Act {
  readonly path?: string;
  readonly method?: string;
  readonly body?: unknown;
}

async function told({ port }: Served, headers: Readonly<Record<string, string>>, act: Act = {}) {
  const { path = CLOSE, method = 'POST', body = path === PUBLISH ? OCTOBER : NOVEMBER } = act;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await send(port, path, { method, headers, body: text });
  const code = /"code":"(\w+)"/.exec(reply.text)?.[1] ?? '';
  return { ...reply, code };
}

/** The versions that there are, with their states. */
async function versions(database: string): Promise<string[]> {
  const { json } = await millraceJson<{ version: number; state: string }[]>(['versions', '--database', database]);
  return json.map(({ version, state }) => `${version} ${state}`);
}

const BEFORE = ['1 published', '2 published', '3 draft'];

test('a console that was not allowed to act does nothing, whoever asks', async () => {
  const database = await months();
  const console = await served(database);
  const cookie = await enter(console);
  const may = await send(console.port, '/api/may', { headers: cookie });
  expect(JSON.parse(may.text)).toEqual({ close: false, publish: false, token: '' });
  const headers = await own(console, cookie);
  expect(await told(console, headers)).toMatchObject({ status: 403, code: 'act_is_not_allowed' });
  expect(await told(console, headers, { path: PUBLISH })).toMatchObject({ status: 403, code: 'act_is_not_allowed' });
  expect(await console.stop()).toBe(0);
  expect(await versions(database)).toEqual(BEFORE);
});

describe('tries to act without the right', () => {
  let database: string;
  let console: Served;
  let headers: Record<string, string>;

  beforeAll(async () => {
    database = await months();
    console = await served(database, ['--allow', 'close']);
    headers = await own(console, await enter(console));
  });
  afterAll(async () => {
    expect(await console?.stop()).toBe(0);
    expect(await versions(database)).toEqual(BEFORE);
  });

  const without = (name: string) => Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));

  test.each<[string, () => Record<string, string>, Act, number]>([
    ['without a session', () => without('cookie'), {}, 401],
    ['with a session that nobody was given', () => ({ ...headers, cookie: 'millrace=x' }), {}, 401],
    ['without the token of the session', () => without('x-millrace-token'), {}, 403],
    ['with an empty token', () => ({ ...headers, 'x-millrace-token': '' }), {}, 403],
    ['with a token of another session', () => ({ ...headers, 'x-millrace-token': 'A'.repeat(43) }), {}, 403],
    ['without an origin', () => without('origin'), {}, 403],
    ['from another origin', () => ({ ...headers, origin: 'http://evil.example' }), {}, 403],
    ['from another port of this machine', () => ({ ...headers, origin: 'http://127.0.0.1:1' }), {}, 403],
    ['from a sandbox', () => ({ ...headers, origin: 'null' }), {}, 403],
    ['from a page of another site', () => ({ ...headers, 'sec-fetch-site': 'cross-site' }), {}, 403],
    ['to another host', () => ({ ...headers, host: 'evil.example' }), {}, 403],
    ['as a form', () => ({ ...headers, 'content-type': 'application/x-www-form-urlencoded' }), {}, 403],
    ['as plain text', () => ({ ...headers, 'content-type': 'text/plain' }), {}, 403],
    ['as a form with files', () => ({ ...headers, 'content-type': 'multipart/form-data' }), {}, 403],
    ['without a type', () => without('content-type'), {}, 403],
    ['by reading', () => headers, { method: 'GET', body: '' }, 405],
    ['by putting', () => headers, { method: 'PUT' }, 405],
    ['by deleting', () => headers, { method: 'DELETE' }, 405],
    ['for what it was not allowed', () => headers, { path: PUBLISH }, 403],
    ['for what there is not', () => headers, { path: '/api/act/reopen' }, 404],
    ['beside its address', () => headers, { path: '/api/close' }, 405],
    ['with a document that is none', () => headers, { body: '{' }, 400],
    ['with more than the act takes', () => headers, { body: { ...NOVEMBER, policy: {} } }, 400],
    ['with a list', () => headers, { body: [NOVEMBER] }, 400],
    ['with a period that is none', () => headers, { body: { ledger: 'CN01', period: 7 } }, 400],
    ['with more than anybody needs', () => headers, { body: { ...NOVEMBER, ledger: 'x'.repeat(20_000) } }, 413],
  ])('%s are refused', async (_, sent, act, status) => {
    const reply = await told(console, sent(), act);
    expect([reply.status, reply.headers['set-cookie']]).toEqual([status, undefined]);
    expect(reply.text).not.toMatch(/"version"|"step"/);
  });

  test('a month that there is not, and one whose month before is not published, write nothing and say why', async () => {
    const none = await told(console, headers, { body: { ledger: 'CN01', period: '2031-01' } });
    expect([none.status, none.code]).toEqual([200, 'period_is_not_known']);
    const early = await told(console, headers);
    const lines = early.text.trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      fatal: 1,
      findings: [{ code: 'previous_period_must_be_published', severity: 'fatal' }],
    });
    expect(lines.length).toBeGreaterThan(1);
  });
});

describe.runIf(SERVER.present)(`a role of the database, on ${SERVER.name}`, () => {
  test('may no more than it was granted, whatever the console was allowed', async () => {
    const database = await months();
    const role = `console_${process.pid}`;
    await query(database, `create role ${role} login`);
    expect((await millrace(['grant', 'close', role, '--database', database])).code).toBe(0);
    const url = new URL(database);
    url.username = role;
    const console = await served(url.href, ['--allow', 'close,publish']);
    const cookie = await enter(console);
    const may = JSON.parse((await send(console.port, '/api/may', { headers: cookie })).text) as object;
    expect(may).toMatchObject({ close: true, publish: false });
    const headers = await own(console, cookie);
    expect(await told(console, headers, { path: PUBLISH })).toMatchObject({ status: 403, code: 'role_may_not' });
    const closed = await told(console, headers, { body: { ledger: 'CN01', period: '2026-10' } });
    expect(JSON.parse(closed.text.trim().split('\n').at(-1) ?? '')).toMatchObject({ version: 3 });
    expect(await console.stop()).toBe(0);
    expect(await versions(database)).toEqual(BEFORE);
    await query(database, `drop owned by ${role}; drop role ${role}`);
  });
});

describe.skipIf(!HAS_BROWSER)(`a month in a browser${NO_BROWSER}`, () => {
  let database: string;
  let console: Served;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    database = await months();
    console = await served(database, ['--allow', 'close,publish']);
    browser = await startBrowser();
    ({ page, complaints } = await openPage(browser, console, await enter(console)));
  });
  afterAll(async () => {
    await browser?.close();
    expect(await console?.stop()).toBe(0);
    expect(console?.errors()).toBe('');
  });

  const press = async (name: string | RegExp) => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };

  test('shows every check, what passed like what did not, and leads to the rows', async () => {
    await page.goto('/?period=2026-10');
    await press('Show every check');
    await page.getByText(/\d+ passed, 3 found something, \d+ had no rows to look at/).waitFor();
    expect(await page.locator('.checks tbody tr').count()).toBeGreaterThan(30);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^1 document_is_not_approved/ }).click();
    await page.getByRole('row').filter({ hasText: 'M9' }).waitFor();
  });

  test('is not closed before the month before it is published, and says so', async () => {
    await page.goto('/?period=2026-11');
    await press('Close this month');
    await page.getByText('Nothing was written: 1 fatal finding stands in the way.').waitFor();
    expect(await page.locator('.act .findings').innerText()).toMatch(/2026-10[\s\S]*→ /);
    expect(await barriers(page)).toEqual([]);
  });

  test('is published by the keyboard alone, with a reason', async () => {
    await page.goto('/?period=2026-10');
    await press('Approve and publish version 3');
    expect(
      await page
        .getByLabel('Reason')
        .evaluate((input: { validity: { valueMissing: boolean } }) => input.validity.valueMissing),
    ).toBe(true);
    await page.getByLabel('Reason').focus();
    await page.keyboard.type('reviewed');
    await page.keyboard.press('Enter');
    await page.locator('.version-line .published').waitFor();
    expect(await page.getByLabel('Reason').count()).toBe(0);
    expect(await versions(database)).toEqual(['1 published', '2 published', '3 published']);
  });

  test('is closed step by step, in Chinese too, and then published', async () => {
    await page.getByRole('button', { name: '中文' }).click();
    await page.goto('/?period=2026-11');
    await press('结算本月');
    await page.getByText(/已生成版本 4：0 个错误/).waitFor();
    await page.locator('.version-line .draft').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/Close|Publish|Reason|Check/);
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('理由').fill('已复核');
    await press('批准并发布版本 4');
    await page.locator('.version-line .published').waitFor();
    expect(await versions(database)).toEqual(['1 published', '2 published', '3 published', '4 published']);
    await page.getByRole('button', { name: 'English' }).click();
  });

  test('is closed again to the same version where nothing changed', async () => {
    await page.goto('/?period=2026-11');
    await press('Close it again');
    await page.getByText('Version 4 is there: 0 errors').waitFor();
    expect((await versions(database)).length).toBe(4);
    expect(complaints).toEqual([]);
  });
});

test('what it may do is said to be wrong where it is', async () => {
  const { code, stderr } = await millrace(['serve', '--port', '0', '--allow', 'reopen', '--json']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('close,publish')]);
});
