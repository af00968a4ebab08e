import path from 'node:path';
import { expect, test } from 'vitest';
import { sheetTexts } from '../../packages/report/src/sheets.js';
import { ANY } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace } from '../batch/millrace.js';
import { readWorkbook } from '../batch/read-workbook.js';
import { Month } from '../factory/month.js';
import { enter, send, served } from './served.js';

const CODE = 'stock_must_not_fall_below_zero';

test('the console says which findings are waived, by whom, until when and why', async () => {
  const database = await ANY.create();
  const on = ['--database', database, '--by', 'Li Na'];
  const short = new Month('2026-09').buy('A', '1', '10.00').sell('A', '3').buy('B', '1', '10.00').sell('B', '2');
  await millrace(['import', await factsFolder({ ...short.rows }), ...on]);
  await millrace(['close', '2026-09', ...on]);
  const row = ['--table', 'movement', '--row', 'M2', '--until', '2099-12-31', '--reason', 'counted on the 30th'];
  expect((await millrace(['waive', CODE, ...row, ...on])).code).toBe(0);

  const console = await served(database);
  try {
    const cookie = await enter(console);
    const ask = async <T>(path: string) => JSON.parse((await send(console.port, path, { headers: cookie })).text) as T;
    const found = async (lang: string) => {
      const path = `/api/findings?ledger=L&version=1&code=${CODE}&lang=${lang}`;
      const { rows } = await ask<{ rows: readonly { key: string; waived: string }[] }>(path);
      return rows.map(({ key, waived }) => [key, waived]);
    };
    expect(await found('en')).toEqual([
      ['M2', 'waived by Li Na until 2099-12-31: counted on the 30th'],
      ['M4', ''],
    ]);
    expect(await found('zh')).toEqual([
      ['M2', '已由 Li Na 豁免至 2099-12-31：counted on the 30th'],
      ['M4', ''],
    ]);
    const counted = async () => {
      const version = '/api/version?ledger=L&version=1';
      const { findings } = await ask<{ findings: readonly { code: string; count: number; waived: number }[] }>(version);
      return findings.filter(({ code }) => code === CODE).map(({ count, waived }) => [count, waived]);
    };
    expect(await counted()).toEqual([[2, 1]]);
    const workbook = async () => {
      const file = path.join(await temporaryFolder(), 'september.xlsx');
      await millrace(['report', '2026-09', '--xlsx', file, ...on]);
      const [head, ...rows] = (await readWorkbook(file)).get(sheetTexts('en').name.finding) ?? [];
      const [key, waived] = ['key', 'waived'].map((name) => head.findIndex((cell) => cell?.value === name));
      return rows.filter((row) => row[waived]).map((row) => [row[key]?.value, row[waived]?.value]);
    };
    expect(await workbook()).toEqual([['M2', 'waived by Li Na until 2099-12-31: counted on the 30th']]);
    // It is asked for each time: what ends no longer holds.
    await millrace(['waive', '--end', '1', '--reason', 'it was counted wrong', ...on]);
    expect(await counted()).toEqual([[2, 0]]);
    expect(await workbook()).toEqual([]);
  } finally {
    await console.stop();
  }
});
