import { Database } from '@millrace/store';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

const { production_order: _order, work_report: _report, cost_pool: _pool, ...masters } = smallFactory;
const amountOf = (movement: string, amount: string) => ({ movement, ledger: 'CN01', element: 'material', amount });

/** 100 come in September, 60 are left; October has an invoice of 50.00 more, and 10 go back to the vendor. */
const facts = {
  ...masters,
  movement: [
    movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '100'),
    movement('S1', '2026-09-10', 'sale', 'RAW', '40'),
    movement('B2', '2026-10-02', 'purchase_receipt', 'RAW', '40'),
    movement('L1', '2026-10-05', 'purchase_adjustment', 'RAW', '0', { refers_to: 'B1' }),
    movement('T1', '2026-10-09', 'purchase_return', 'RAW', '10', { refers_to: 'B1' }),
  ],
  movement_amount: [amountOf('B1', '1000.00'), amountOf('B2', '470.00'), amountOf('L1', '50.00')],
};

test('what came after its receipt is shown with its split, by command, as CSV and to analysts', async () => {
  const url = await ANY.create();
  const on = ['--database', url];
  for (const command of [
    ['import', await factsFolder(facts)],
    ['close', '2026-09'],
    ['publish', '2026-09'],
    ['close', '2026-10'],
    ['publish', '2026-10'],
  ]) {
    const { code, stdout } = await millrace([...command, ...on]);
    expect(code, stdout).toBe(0);
  }

  // 50.00 · 60 / 100 = 30.00 to stock, which is 100 for 1,100.00 then: 10 take 110.00, the vendor gives 100.00.
  const { stdout } = await millrace(['stock', '2026-10', '--late', ...on]);
  const cells = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
  expect(cells).toContainEqual([
    'D-L1 L1',
    'adjustment',
    'RAW Raw material',
    'B1',
    '2026-09-03',
    '100',
    '60',
    '50.00',
    '30.00',
    '20.00',
  ]);
  expect(cells).toContainEqual([
    'D-T1 T1',
    'back to the vendor',
    'RAW Raw material',
    'B1',
    '2026-09-03',
    '10',
    '-100.00',
    '-110.00',
    '10.00',
  ]);
  expect(cells).toContainEqual(['total', '-50.00', '-80.00', '30.00']);
  const zh = await millrace(['stock', '2026-10', '--late', '--lang', 'zh', ...on]);
  expect(zh.stdout).toContain('前期单据差异 2026-10');
  expect(zh.stdout).toMatch(/T1 +采购退货/);
  const csv = await millrace(['stock', '2026-10', '--late', '--csv', ...on]);
  expect(csv.stdout.split('\n').slice(1)).toEqual([
    'L1,B1,adjustment,D-L1,P1,RAW,,,2026-09-03,100.000000,60.000000,material,50.00,30.00,20.00',
    'T1,B1,vendor_return,D-T1,P1,RAW,,,2026-09-03,10.000000,,material,-100.00,-110.00,10.00',
    '',
  ]);
  const none = await millrace(['stock', '2026-09', '--late', ...on]);
  expect(none.stdout).toContain('none: all costs came with their receipts');

  const database = await Database.open(url, 'test');
  try {
    const { rows } = await sql<{ row: string }>`
      select concat_ws(' ', period, movement, kind, item, receipt, receipt_period, quantity, covered, amount, to_stock, to_expense)
        as row
      from millrace.published_late_cost order by movement
    `.execute(database.kysely);
    expect(rows.map(({ row }) => row)).toEqual([
      '2026-10 L1 adjustment RAW B1 2026-09 100.000000 60.000000 50.00 30.00 20.00',
      '2026-10 T1 vendor_return RAW B1 2026-09 10.000000 -100.00 -110.00 10.00',
    ]);
  } finally {
    await database.close();
  }
});
