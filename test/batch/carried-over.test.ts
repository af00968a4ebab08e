import type { FactRows, Row } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { ANY, provide } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

provide(ANY);

interface ClosedJson {
  readonly findings: readonly { readonly code: string; readonly wrong: string }[];
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** Movements of the small plant, without its order. */
function plant(movements: readonly Row<'movement'>[], amounts: readonly Row<'movement_amount'>[]): FactRows {
  const { production_order: _order, work_report: _report, cost_pool: _pool, ...masters } = smallFactory;
  return { ...masters, movement: movements, movement_amount: amounts };
}

/** Imports, then closes and publishes one period after the other. */
async function months(facts: FactRows, periods: readonly string[]): Promise<Map<string, ClosedJson>> {
  const on = ['--database', await ANY.create()];
  expect((await millrace(['import', await factsFolder(facts), ...on])).code).toBe(0);
  const closed = new Map<string, ClosedJson>();
  for (const period of periods) {
    const { code, json } = await millraceJson<ClosedJson>(['close', period, ...on]);
    expect(code, JSON.stringify(json.findings)).toBe(0);
    closed.set(period, json);
    expect((await millrace(['publish', period, ...on])).code).toBe(0);
    expect((await millrace(['verify', period, ...on])).code).toBe(0);
  }
  return closed;
}

function costOf(closed: ClosedJson | undefined, number: string): string | undefined {
  return closed?.tables.movement_cost.find((row) => row.movement === number)?.amount;
}

test('goods that come back in parts, months after they were sold, bring back what they cost and no cent more', async () => {
  const closed = await months(
    plant(
      [
        movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '12'),
        movement('S1', '2026-09-10', 'sale', 'RAW', '7'),
        movement('B2', '2026-10-02', 'purchase_receipt', 'RAW', '10'),
        movement('T1', '2026-10-05', 'sale_return', 'RAW', '2', { refers_to: 'S1' }),
        movement('T2', '2026-11-05', 'sale_return', 'RAW', '5', { refers_to: 'S1' }),
      ],
      [
        { movement: 'B1', ledger: 'CN01', element: 'material', amount: '100.00' },
        { movement: 'B2', ledger: 'CN01', element: 'material', amount: '500.00' },
      ],
    ),
    ['2026-09', '2026-10', '2026-11'],
  );
  // 7 of 12 for 100.00; then 2 of 7, then the rest
  expect(costOf(closed.get('2026-09'), 'S1')).toBe('58.33');
  expect(costOf(closed.get('2026-10'), 'T1')).toBe('16.67');
  expect(costOf(closed.get('2026-11'), 'T2')).toBe('41.66');
}, 120_000);

test('what an item last cost is carried on over months in which nothing happened to it', async () => {
  const closed = await months(
    plant(
      [
        movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '4'),
        movement('S1', '2026-09-10', 'sale', 'RAW', '4'),
        movement('B2', '2026-10-02', 'purchase_receipt', 'BOX', '1'),
        movement('G1', '2026-11-05', 'count_gain', 'RAW', '2'),
      ],
      [
        { movement: 'B1', ledger: 'CN01', element: 'material', amount: '30.00' },
        { movement: 'B2', ledger: 'CN01', element: 'material', amount: '5.00' },
      ],
    ),
    ['2026-09', '2026-10', '2026-11'],
  );
  expect(closed.get('2026-10')?.tables.unit_cost.filter(({ item }) => item === 'RAW')).toEqual([]);
  expect(closed.get('2026-11')?.findings).toMatchObject([
    {
      code: 'count_gain_was_valued_at_a_fallback_price',
      wrong: expect.stringContaining('valued 15.00 (last actual cost)'),
    },
  ]);
}, 120_000);
