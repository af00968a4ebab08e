import { join } from 'node:path';
import type { FactRows, Journal, Row } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { ROOT } from '../docs/blocks.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { readWorkbook } from './read-workbook.js';
import { smallFactory } from './small-factory.js';

const EXAMPLE = join(ROOT, 'docs', 'example');

interface Told extends Journal {
  readonly against?: number;
  readonly findings?: readonly { readonly code: string; readonly fields: { readonly row: string } }[];
}

test('millrace journal shows balanced entries, for people and for programs', async () => {
  const command = ['journal', '2026-09', '--from', EXAMPLE];
  const { code, json } = await millraceJson<Told>(command);
  expect(code).toBe(0);
  expect(json.debit).toBe(json.credit);
  const of = (event: string) => json.lines.filter((line) => line.event === event);
  expect(
    of('sale').map(({ account, item, quantity, debit, credit }) => [account, item, quantity, debit, credit]),
  ).toEqual([
    ['6401', 'LAMP', '', '1594.23', ''],
    ['1405', 'LAMP', '40.000000', '', '1594.23'],
  ]);
  // Wages and rent are posted elsewhere: no line, but an amount beside the proof.
  expect(of('pool')).toEqual([]);
  expect(json.proof.find(({ category }) => category === 'pool')).toEqual({
    side: 'in',
    category: 'pool',
    amount: '1620.00',
    posted: '0.00',
    elsewhere: '1620.00',
    stays: '0.00',
  });
  expect(json.sources).toBeUndefined();

  const csv = await millrace([...command, '--csv']);
  expect(csv.stdout.trim().split('\n')).toHaveLength(1 + json.lines.length);
  const { json: withSources } = await millraceJson<Told>([...command, '--sources']);
  for (const { entry, line, debit, credit } of withSources.lines) {
    const behind = withSources.sources.filter((source) => source.entry === entry && source.line === line);
    expect(behind.reduce((sum, { amount }) => sum + units(amount), 0n)).toBe(units(debit) + units(credit));
  }
  expect(withSources.sources).toContainEqual(
    expect.objectContaining({ kind: 'movement', key: 'M-0909', document: 'SO-0928', amount: '1594.23' }),
  );
  const [head, sale] = (await millrace([...command, '--csv', '--lang', 'zh'])).stdout
    .split('\n')
    .filter((line, at) => at === 0 || line.includes('6401'));
  expect(head).toBe('凭证,行号,业务事件,会计科目,工厂,物料,类别,批号,项目,生产工单,成本中心,成本要素,数量,借方,贷方');
  expect(sale).toBe('5,1,sale,6401,,LAMP,,,,,,,,1594.23,');

  const file = join(await temporaryFolder(), 'journal.xlsx');
  await millrace([...command, '--xlsx', file]);
  const sheets = await readWorkbook(file);
  expect([...sheets.keys()]).toEqual(['About', 'Journal', 'What is behind the journal', 'Journal and proof']);
  const [titles, ...lines] = sheets.get('Journal') ?? [];
  expect(lines).toHaveLength(json.lines.length);
  const debitAt = titles.findIndex((cell) => cell?.value === 'debit amount');
  const debits = lines.map((row) => row[debitAt]).filter((cell) => cell !== undefined);
  expect(debits.every(({ is }) => is === 'number')).toBe(true);
  expect(debits.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0)).toBe(Number(units(json.debit)));

  const shown = await millrace([...command, '--lang', 'zh']);
  for (const word of ['凭证', '借方', '贷方', '销售出库', '其他系统记账']) expect(shown.stdout).toContain(word);
});

test('rows that findings show give a ledger without accounts its journal', async () => {
  const before = await millraceJson<Told>(['journal', '2026-09', '--from', await factsFolder(smallFactory)]);
  expect(before.code).toBe(1);
  expect(before.json.lines).toBeUndefined();
  const rows = [...new Set(before.json.findings?.map(({ fields }) => fields.row))];
  // Each row that is missing is told once, whatever it is missing for.
  expect(before.json.findings).toHaveLength(rows.length);
  const [ledger, place, event, category, centre, element, valid_from] = [0, 1, 2, 3, 4, 5, 6];
  const account_rule = rows
    .map((row) => row.split(','))
    .map((cells) => ({
      ledger: cells[ledger],
      place: cells[place] as Row<'account_rule'>['place'],
      event: cells[event] as NonNullable<Row<'account_rule'>['event']>,
      category: cells[category],
      centre: cells[centre],
      element: cells[element],
      valid_from: cells[valid_from],
      account: `${cells[place]} ${cells[event]}`.trim(),
    }));
  const facts: FactRows = { ...smallFactory, account_rule };
  const { code, json } = await millraceJson<Told>(['journal', '2026-09', '--from', await factsFolder(facts)]);
  expect(code).toBe(0);
  expect(json.lines.length).toBeGreaterThan(4);
  // A close tells what is missing once a ledger has rules, and its version can't be published.
  const partial = { ...facts, account_rule: account_rule.slice(1) };
  const closed = await millraceJson<Told>(['close', '2026-09', '--from', await factsFolder(partial)]);
  expect(closed.code).toBe(1);
  expect(closed.json.findings?.map((found) => found.code)).toContain('account_must_be_known');
});

test('a version that takes the place of another gives the difference from what was posted', async () => {
  const database = await ANY.create();
  const run = <T = Told>(...args: readonly string[]) => millraceJson<T>([...args, '--database', database]);
  await run('import', EXAMPLE);
  await run('close', '2026-09');
  const { code } = await run('publish', '1');
  expect(code).toBe(0);
  const late = { movement: 'M-0902', ledger: 'L1', element: 'material', amount: '915.00' };
  await run('import', await factsFolder({ movement_amount: [late] }), '--into-published');
  await run('close', '2026-09');

  const { json } = await run('journal', '2', '--against', '1');
  expect(json.against).toBe(1);
  expect(json.debit).toBe(json.credit);
  // 15.00 more for 300 LEDs, of which 80 were issued.
  expect(
    json.lines
      .slice(0, 2)
      .map(({ event, account, item, quantity, debit, credit }) => [event, account, item, quantity, debit, credit]),
  ).toEqual([
    ['purchase_receipt', '1403', 'LED', '', '15.00', ''],
    ['purchase_receipt', '1402', 'LED', '', '', '15.00'],
  ]);
  const [older, newer] = [(await run('journal', '1')).json, (await run('journal', '2')).json];
  const sums = new Map<string, bigint>();
  for (const [lines, sign] of [
    [older.lines, 1n],
    [json.lines, 1n],
    [newer.lines, -1n],
  ] as const) {
    for (const { entry, line, debit, credit, quantity, ...of } of lines) {
      const key = JSON.stringify([of, debit === '']);
      sums.set(key, (sums.get(key) ?? 0n) + sign * (units(debit) + units(credit)));
    }
  }
  expect([...sums.values()].filter((sum) => sum !== 0n)).toEqual([]);

  const same = await millrace(['journal', '2', '--against', '2', '--database', database]);
  expect(same.stdout).toContain('nothing differs');
  await run('publish', '2', '--replace', '--reason', 'late invoice');
  await run('close', '2026-10');
  const other = await millrace(['journal', '3', '--against', '2', '--database', database]);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain('version 2 is of 2026-09');
  const fromFiles = await millrace(['journal', '2026-09', '--from', EXAMPLE, '--against', '1']);
  expect(fromFiles.code).toBe(2);
});

function units(text: string): bigint {
  return BigInt(text.replace('.', '') || '0');
}
