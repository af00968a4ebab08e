import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ANY, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';

interface Told {
  readonly findings: readonly { code: string; table: string; key: string; fields: Record<string, string> }[];
}

const REPORTED = fileURLToPath(new URL('../reports/robustness/amount-changed-after-publish/', import.meta.url));
const CHANGED = 'fact_was_changed_after_its_period_was_published';

/** What a command tells of changes, as `table key column: from → to`. */
async function changesTold(args: readonly string[]): Promise<string[]> {
  const { json } = await millraceJson<Told>(args);
  return json.findings
    .filter(({ code }) => code === CHANGED)
    .map(({ table, key, fields }) => `${table} ${key} ${fields.column}: ${fields.from} → ${fields.to}`);
}

async function published(folder: string, period: string): Promise<string[]> {
  const on = ['--database', await ANY.create()];
  const imported = await millrace(['import', folder, ...on]);
  expect([imported.code, imported.stdout]).toEqual([0, imported.stdout]);
  const closed = await millrace(['close', period, ...on]);
  expect([closed.code, closed.stdout]).toEqual([0, closed.stdout]);
  expect((await millrace(['publish', period, ...on])).code).toBe(0);
  return on;
}

test('an amount of a published month that is changed is told at import, check and close, until the month is closed again', async () => {
  const on = await published(join(REPORTED, 'facts'), '2026-09');
  const told = ['movement_amount R1 · L1 · MAT amount: 100.00 → 999999.00'];
  expect(await changesTold(['check', '2026-10', ...on])).toEqual([]);
  // Asked for, and told before: nothing comes in unless somebody says that it may.
  const asked = await millrace(['import', join(REPORTED, 'changed'), ...on]);
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('published periods')]);
  expect((await millrace(['import', join(REPORTED, 'changed'), '--lang', 'zh', ...on])).stderr).toContain('已发布期间');
  expect(await changesTold(['import', join(REPORTED, 'changed'), '--preview', ...on])).toEqual(told);
  expect(await changesTold(['check', '2026-10', ...on])).toEqual([]);
  expect(await changesTold(['import', join(REPORTED, 'changed'), '--into-published', ...on])).toEqual(told);
  // Once it is there, it is no news: the same rows again need no word.
  expect(await changesTold(['import', join(REPORTED, 'changed'), ...on])).toEqual(told);
  expect(await changesTold(['check', '2026-10', ...on])).toEqual(told);
  expect(await changesTold(['close', '2026-10', ...on])).toEqual(told);
  // It is told again by an import that has nothing to do with it, and no more once September counts the new amount.
  expect(await changesTold(['import', join(REPORTED, 'facts'), ...on])).toEqual([]);
  expect(await changesTold(['import', join(REPORTED, 'changed'), '--into-published', ...on])).toEqual(told);
  await millrace(['close', '2026-09', ...on]);
  expect((await millrace(['publish', '2026-09', '--replace', '--reason', 'the invoice came', ...on])).code).toBe(0);
  expect(await changesTold(['check', '2026-10', ...on])).toEqual([]);
});

describe('what is changed in the tables of a published month', () => {
  const opened: FactRows = {
    ...smallFactory,
    item: [
      ...smallFactory.item,
      { item: 'OIL', name: 'Oil', unit: 'kg', supply: 'purchased', element: 'material', valued: 'true' },
    ],
    opening_stock: [{ ledger: 'CN01', plant: 'P1', item: 'OIL', quantity: '10', reason: 'take-over' }],
    opening_stock_amount: [{ ledger: 'CN01', plant: 'P1', item: 'OIL', element: 'material', amount: '50.00' }],
    item_price: [
      {
        plant: 'P1',
        item: 'OIL',
        kind: 'purchase',
        element: 'material',
        valid_from: '2026-09-01',
        price: '5',
        per_quantity: '1',
      },
    ],
  };
  const cases: readonly (readonly [sql: string, told: readonly string[]])[] = [
    [
      `update millrace.movement set quantity = 90 where movement = 'M1'`,
      ['movement M1 quantity: 100.000000 → 90.000000'],
    ],
    [`update millrace.movement set status = 'void' where movement = 'M4'`, ['movement M4 status: approved → void']],
    [
      `update millrace.movement set posted_at = '2026-10-25T00:00:00Z' where movement = 'M4'`,
      ['movement M4 posted_at: 2026-09-25T00:00:00Z → 2026-10-25T00:00:00Z'],
    ],
    [`delete from millrace.movement where movement = 'M4'`, ['movement M4 movement: M4 → ']],
    [
      `update millrace.work_report set hours_labour = 9 where report = 'R1'`,
      ['work_report R1 hours_labour: 8.000000 → 9.000000'],
    ],
    [`update millrace.production_order set status = 'void'`, ['production_order O1 status: approved → void']],
    [
      `update millrace.production_order set quantity_planned = 12`,
      ['production_order O1 quantity_planned: 10.000000 → 12.000000'],
    ],
    [
      `update millrace.opening_stock_amount set amount = 51`,
      ['opening_stock_amount CN01 · P1 · OIL ·  ·  ·  ·  · material amount: 50.00 → 51.00'],
    ],
    [
      `update millrace.opening_stock set quantity = 11`,
      ['opening_stock CN01 · P1 · OIL ·  ·  ·  ·  quantity: 10.000000 → 11.000000'],
    ],
    [
      `update millrace.item_price set price = 6`,
      ['item_price P1 · OIL · purchase · material · 2026-09-01 price: 5.000000000 → 6.000000000'],
    ],
    [`update millrace.item set supply = 'both' where item = 'OIL'`, ['item OIL supply: purchased → both']],
    // What changes nothing of September isn't told.
    [`update millrace.item set name = 'Lubricant'`, []],
    [`update millrace.production_order set closed_on = '2026-10-20'`, []],
    [`insert into millrace.plant (plant) values ('P9')`, []],
    [`update millrace.movement set quantity = 4 where movement = 'M5'`, []],
  ];

  test.runIf(SERVER.present)('is told with its old and new value', async () => {
    const on = await published(await factsFolder(opened), '2026-09');
    for (const [sql, told] of cases) {
      const undo = await changedFor(on[1], sql);
      expect([sql, await changesTold(['check', '2026-10', ...on])]).toEqual([sql, told]);
      await undo();
    }
    expect(await changesTold(['check', '2026-10', ...on])).toEqual([]);
  });

  /** Does it, and gives back how to undo it: the table as it was. */
  async function changedFor(address: string, sql: string): Promise<() => Promise<void>> {
    const table = /millrace\.(\w+)/.exec(sql)?.[1];
    await query(
      address,
      `drop table if exists public.kept; create table public.kept as select * from millrace.${table}`,
    );
    await query(address, sql);
    return async () => {
      await query(address, `delete from millrace.${table}; insert into millrace.${table} select * from public.kept`);
    };
  }
});

test('what came later is told as such, with its amounts, and drafts that are approved later too', async () => {
  const draft = movement('M8', '2026-09-21', 'sale', 'BOX', '1', { status: 'draft' });
  const on = await published(
    await factsFolder({ ...smallFactory, movement: [...smallFactory.movement, draft] }),
    '2026-09',
  );
  const later: FactRows = {
    movement: [{ ...draft, status: 'approved' }, movement('M9', '2026-09-28', 'purchase_receipt', 'RAW', '20')],
    movement_amount: [{ movement: 'M9', ledger: 'CN01', element: 'material', amount: '300.00' }],
  };
  const { json } = await millraceJson<Told>(['import', await factsFolder(later), '--into-published', ...on]);
  expect(json.findings.map(({ code, table, key, fields }) => [code, table, key, fields])).toEqual([
    ['fact_came_after_its_period_was_published', 'movement', '2026-09', { count: '2', keys: 'M8, M9' }],
  ]);
});
