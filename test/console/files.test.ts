import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CsvRows } from '../../packages/batch-runner/src/files/csv-rows.js';
import type { TableAnswer, TablesAnswer } from '../../packages/console/src/table-answers.js';
import { ANY } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { months } from './months.js';
import { enter, type Served, send, served } from './served.js';

/** Two months with accounts, of which the second opened from the first. */
async function withAccounts(): Promise<string> {
  const database = await ANY.create();
  for (const args of [
    ['import', join(ROOT, 'docs', 'example')],
    ['close', '2026-09'],
    ['publish', '2026-09', '--reason', 'test'],
  ]) {
    const { code, stdout, stderr } = await millrace([...args, '--database', database]);
    expect(code, stdout + stderr).toBe(0);
  }
  return database;
}

/** The CSV files, workbook and report that the command writes of a version. */
async function written(database: string, version: string, lang: string) {
  const folder = await temporaryFolder();
  const [xlsx, csv, html] = [join(folder, 'all.xlsx'), join(folder, 'csv'), join(folder, 'report.html')];
  const of = ['report', version, '--database', database, '--lang', lang];
  expect((await millrace([...of, '--xlsx', xlsx, '--csv', csv, '--html', html])).code).toBe(0);
  const names = (await readdir(csv)).map((file) => file.replace('.csv', ''));
  const tables = await Promise.all(
    names.map(async (name) => [name, await readFile(join(csv, `${name}.csv`))] as const),
  );
  return { tables: new Map(tables), workbook: await readFile(xlsx), report: await readFile(html) };
}

describe.each([
  ['items of hostile names, and two versions', months, 'CN01', '2'],
  ['a ledger with accounts', withAccounts, 'L1', '1'],
] as const)('the files of %s', (_, made, ledger, version) => {
  let console: Served;
  let cookie: { cookie: string };
  let of: Readonly<Record<'en' | 'zh', Awaited<ReturnType<typeof written>>>>;

  beforeAll(async () => {
    const database = await made();
    of = { en: await written(database, version, 'en'), zh: await written(database, version, 'zh') };
    console = await served(database);
    cookie = await enter(console);
  });
  afterAll(async () => {
    expect(await console?.stop()).toBe(0);
    expect(console?.errors()).toBe('');
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = cookie) =>
    send(console.port, `${path}${path.includes('?') ? '&' : '?'}ledger=${ledger}&version=${version}`, { headers });
  const table = async (query: string) => {
    const { status, text } = await get(`/api/table?${query}`);
    expect(status, text).toBe(200);
    return JSON.parse(text) as TableAnswer;
  };
  const names = async (lang = 'en') => {
    const { groups } = JSON.parse((await get(`/api/tables?lang=${lang}`)).text) as TablesAnswer;
    return groups.flatMap(({ tables }) => tables);
  };

  test.each(['en', 'zh'] as const)('are the very bytes that the command writes, in %s', async (lang) => {
    const listed = await names(lang);
    for (const { name } of listed) {
      const { status, text, headers } = await get(`/api/file/table?name=${name}&lang=${lang}`);
      const own = of[lang].tables.get(name);
      expect(status, name).toBe(own === undefined ? 400 : 200);
      if (own === undefined) continue;
      expect(text, name).toBe(own.toString());
      expect(headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename="millrace-${ledger}-2026-\\d\\d-v${version}-${name}.csv"$`),
      );
    }
    expect([...of[lang].tables.keys()].filter((name) => !listed.some((one) => one.name === name))).toEqual([]);
    expect((await get(`/api/file/report?lang=${lang}`)).text).toBe(of[lang].report.toString());
    expect((await get(`/api/file/workbook?lang=${lang}`)).bytes.equals(of[lang].workbook)).toBe(true);
  });

  test('need the session, and are sent to be kept, never shown', async () => {
    for (const path of [
      '/api/file/table?name=stock',
      '/api/file/workbook',
      '/api/file/report',
      '/api/table?name=stock',
    ]) {
      expect((await get(path, {})).status, path).toBe(401);
      expect((await get(path, { ...cookie, host: 'evil.example' })).status, path).toBe(403);
      expect((await get(path, { ...cookie, 'sec-fetch-site': 'cross-site' })).status, path).toBe(403);
      if (path.startsWith('/api/file')) {
        const { headers } = await get(path);
        expect(headers['content-disposition'], path).toMatch(/^attachment; filename="[\w.-]+"$/);
        expect(headers['cache-control']).toBe('no-store');
      }
    }
  });

  test('have the rows that the pages have, every one of them', async () => {
    for (const { name, title } of await names()) {
      const own = of.en.tables.get(name);
      const shown = await table(`name=${name}&count=500`);
      expect([shown.isThere, shown.title], name).toEqual([own !== undefined, title]);
      if (own === undefined) continue;
      const records: string[][] = [];
      const reader = new CsvRows(',', (cells) => records.push([...cells]));
      reader.add(own.toString().replace(/^\ufeff/, ''));
      reader.end();
      const [head, ...rows] = records;
      expect([shown.columns.map(({ key }) => key), shown.found, shown.all], name).toEqual([
        head,
        rows.length,
        rows.length,
      ]);
      expect(shown.rows.length, name).toBe(Math.min(500, rows.length));
      const digits = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll(/[^1-9]/g, ''));
      const numbers = shown.columns.flatMap(({ isNumber }, at) => (isNumber ? [at] : []));
      shown.rows.forEach(({ cells }, at) => {
        expect(digits(numbers.map((column) => cells[column])), name).toEqual(
          digits(numbers.map((column) => rows[at][column])),
        );
      });
    }
  });

  test('are sorted by the exact value of a number, down and up, and searched by words', async () => {
    const { columns } = await table('name=stock');
    for (const { key } of columns.filter(({ isNumber }) => isNumber)) {
      const up = await table(`name=stock&count=500&sort=${key}`);
      const at = columns.findIndex((column) => column.key === key);
      const of = ({ rows }: TableAnswer) => rows.map(({ cells }) => Number(cells[at].replaceAll(',', '')));
      expect(of(up), key).toEqual(of(up).toSorted((a, b) => a - b));
      const down = await table(`name=stock&count=500&sort=${key}&down=true`);
      expect(of(down), key).toEqual(of(up).toReversed());
    }
    const nothing = await table('name=stock&search=nothing+of+the+kind');
    expect([nothing.found, nothing.rows.length]).toEqual([0, 0]);
    expect(nothing.all).toBeGreaterThan(0);
    const [first] = (await table('name=stock')).rows;
    expect((await table(`name=stock&search=${encodeURIComponent(first.cells[1])}`)).found).toBeGreaterThan(0);
  });

  test('of a table, column or version that there is not are refused with what there is', async () => {
    for (const path of ['/api/table?name=nothing', '/api/file/table?name=nothing', '/api/table?name=__proto__']) {
      const { status, text } = await get(path);
      expect([status, text], path).toEqual([400, expect.stringContaining('table_is_not_known')]);
    }
    expect((await get('/api/table?name=pool_rate&item=RAW')).text).toContain('option_is_wrong');
    expect((await get('/api/order?order=NOTHING')).text).toContain('order_is_not_known');
  });
});
