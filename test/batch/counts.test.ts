import type { FactRows } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

interface Counts {
  readonly table: string;
  readonly rows: number;
  readonly [part: string]: number | string;
}

interface Told {
  readonly findings: readonly { code: string; table: string; key: string; fields: Record<string, string> }[];
  readonly counts: readonly Counts[];
}

function counted(counted_on: string, quantity: string, more: object = {}) {
  return { plant: 'P1', item: 'RAW', location: 'A', counted_on, quantity, status: 'approved' as const, ...more };
}

/** The factory, and rows in every other place there is. */
const scattered: FactRows = {
  ...smallFactory,
  plant: [...smallFactory.plant, { plant: 'P9' }, { plant: 'P8' }],
  ledger: [
    ...smallFactory.ledger,
    { ledger: 'US01', currency: 'USD', amount_scale: '2', time_zone: 'America/New_York' },
  ],
  ledger_plant: [...smallFactory.ledger_plant, { ledger: 'US01', plant: 'P9' }],
  movement: [
    ...smallFactory.movement,
    movement('A1', '2026-08-10', 'purchase_receipt', 'RAW', '1'),
    movement('A2', '2026-11-10', 'sale', 'BOX', '1'),
    movement('A3', '2027-02-10', 'sale', 'BOX', '1'),
    movement('A4', '2025-02-10', 'sale', 'BOX', '1'),
    movement('A5', '2026-09-10', 'sale', 'BOX', '1', { status: 'void' }),
    movement('A6', '2026-09-10', 'purchase_receipt', 'RAW', '1', { plant: 'P9' }),
    movement('A10', '2026-09-10', 'sale', 'RAW', '1', { plant: 'P9' }),
    movement('A11', '2026-09-10', 'transfer', 'RAW', '1', { plant: 'P9', to_plant: 'P8' }),
    movement('A8', '2026-09-10', 'issue', 'RAW', '1', { plant: 'P9', order: 'O1' }),
    movement('A7', '2025-03-10', 'issue', 'RAW', '1', { order: 'O9' }),
  ],
  movement_amount: [
    ...smallFactory.movement_amount,
    { movement: 'A6', ledger: 'CN01', element: 'material', amount: '7' },
    // What a sale brings is no cost, wherever it is.
    { movement: 'A10', ledger: 'CN01', element: 'material', amount: '5.00' },
    { movement: 'A11', ledger: 'CN01', element: 'material', amount: '3.00' },
  ],
  stock_count: [
    counted('2026-09-30', '0'),
    counted('2026-11-30', '0'),
    counted('2027-02-28', '0'),
    counted('2026-09-29', '0', { plant: 'P9' }),
    counted('2026-09-28', '0', { status: 'draft' }),
  ],
  production_order: [
    ...smallFactory.production_order,
    { ...smallFactory.production_order[0], order: 'O9', opened_on: '2025-03-01', closed_on: '2026-08-20' },
  ],
};

/** The parts of a table by their names. */
function partsOf({ counts }: Told, table: string) {
  const { rows, table: _, ...parts } = counts.find((line) => line.table === table) as Counts;
  expect(Object.values(parts).reduce<number>((sum, part) => sum + Number(part), 0)).toBe(rows);
  return { rows, ...parts };
}

test('every document counts in exactly one place, and check and import show where', async () => {
  const folder = await factsFolder(scattered);
  const on = ['--database', await ANY.create(), '--ledger', 'CN01'];
  const imported = await millraceJson<
    Told & { counts: readonly { ledger: string; period: string; counts: Counts[] }[] }
  >(['import', folder, ...on.slice(0, 2)]);
  expect(imported.json.counts.map(({ ledger, period }) => `${ledger} ${period}`)).toContain('CN01 2026-08');
  const expected = {
    rows: 16,
    this_period: 4,
    before: 2,
    after: 3,
    no_period: 2,
    other_ledgers: 4,
    not_approved: 1,
    held_out: 0,
  };
  for (const args of [
    ['check', '2026-09', ...on],
    ['check', '2026-09', '--from', folder, '--ledger', 'CN01'],
  ]) {
    const { json, code } = await millraceJson<Told>(args);
    expect(partsOf(json, 'movement')).toEqual(expected);
    expect(code).not.toBe(0);
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        code: 'fact_is_in_no_period',
        table: 'movement',
        fields: { count: '2', keys: 'A3, A4' },
      }),
    );
    // What touches no plant of the ledger is not read from a database, and yet found.
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        code: 'movement_of_an_order_must_be_in_its_ledger',
        key: 'A8',
        fields: { value: 'issue', order: 'O1', plant: 'P9' },
      }),
    );
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        code: 'amount_must_be_for_a_plant_of_the_ledger',
        key: 'A6',
        fields: { amount: '7.00', ledger: 'CN01', plant: 'P9' },
      }),
    );
    const told = json.findings.filter(({ code }) => code === 'amount_must_be_for_a_plant_of_the_ledger');
    expect(told.map(({ key, fields }) => [key, fields.plant])).toEqual([
      ['A11', 'P8'],
      ['A6', 'P9'],
    ]);
    partsOf(json, 'work_report');
    partsOf(json, 'cost_pool');
    expect(partsOf(json, 'stock_count')).toEqual({
      rows: 5,
      this_period: 1,
      before: 0,
      after: 1,
      no_period: 1,
      other_ledgers: 1,
      not_approved: 1,
      held_out: 0,
    });
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        code: 'fact_is_in_no_period',
        table: 'stock_count',
        fields: { count: '1', keys: 'P1 · RAW ·  ·  · A · 2027-02-28' },
      }),
    );
  }
  const { stdout } = await millrace(['check', '2026-09', ...on]);
  expect(stdout).toMatch(/movement +4 +2 +3 +2 +4 +1 +16/);
});

test('a count is told under the period of its day', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  const counts = { stock_count: [counted('2026-09-30', '1'), counted('2026-10-31', '2')] };
  const preview = await millrace(['import', await factsFolder(counts as never), '--preview', ...on]);
  expect(preview.stdout).toMatch(/stock_count +2026-09 +1 +1 +0 +0 +0\n +stock_count +2026-10 +1 +1 +0 +0 +0\n/);
  const doctor = await millrace(['doctor', await factsFolder({ ...smallFactory, ...counts } as never)]);
  expect(doctor.stdout).toMatch(/stock_count +2026-09 +.*2026-09-30/);
});

test('a month that is pending takes counts in', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  await millrace(['period-state', '2026-09', 'pending_close', '--reason', 'we count', ...on]);
  const late = {
    stock_count: [counted('2026-09-30', '1')],
    movement: [movement('LATE', '2026-09-30', 'sale', 'BOX', '1')],
  };
  expect((await millrace(['import', await factsFolder(late as never), ...on])).code).toBe(0);
  const { json } = await millraceJson<Told>(['check', '2026-09', ...on]);
  const held = json.findings.filter(({ code }) => code === 'fact_is_held_out_of_its_period');
  expect(held.map(({ table }) => table)).toEqual(['movement']);
  expect(json.findings.map(({ code }) => code)).toContain('stock_count_differs_from_the_books');
});
