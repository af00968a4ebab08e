import {
  closeForWriting,
  closePeriod,
  type FactRows,
  type Row,
  type StoredTableName,
  settleAgain,
  storedTableNames,
  type Version,
} from '@millrace/costing-core';
import { specOf, type TableName, tableNames } from '@millrace/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { whole } from '../causes/two-months.js';
import { close } from './closed.js';
import { factory, SEPTEMBER } from './factory.js';

/** What changes nothing, to the last unit: formulas.md 8, invariants 3, 4, 6 and 18. */
describe('the same month', () => {
  test('gives the same version twice', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const again = structuredClone(drawn);
        expect(close(again).version.hash).toBe(close(drawn).version.hash);
      }),
      runs(12),
    );
  });

  test('gives the same tables when they are read after they were sent', () => {
    fc.assert(
      fc.property(factory, fc.nat(60), ({ facts, policy }, pieces) => {
        const closed = closeForWriting(facts, policy, SEPTEMBER);
        const { version, rest } = closed;
        if (version === undefined) throw new Error('The month was refused.');
        // However much of the rest is done before.
        for (let piece = 0; piece < pieces; piece++) rest.advance();
        // The elements are known when all else is made.
        const names = [...storedTableNames().filter((name) => name !== 'version_element'), 'version_element'] as const;
        const sent = names.map((name) => Buffer.concat([...version.pieces(name)]));
        const { hash } = version;
        for (const [at, name] of names.entries()) {
          expect(sent[at].equals(Buffer.concat([...version.table(name).pieces])), name).toBe(true);
        }
        const whole = closePeriod(facts, policy, SEPTEMBER);
        expect([version.hash, whole.version?.hash, closed.findings]).toEqual([hash, hash, whole.findings]);
      }),
      runs(12),
    );
  });

  test('gives the same flows, stock and unit costs when it is only settled again', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const { version, outcome } = whole(closePeriod(drawn.facts, drawn.policy, SEPTEMBER));
        const again = settleAgain(outcome.given, drawn.policy, SEPTEMBER);
        expect(again?.outcome.settled.carried).toEqual(outcome.settled.carried);
        for (const table of ['stock', 'unit_cost'] as const) expect(again?.sums[table]).toEqual(version.sum(table));
      }),
      runs(12),
    );
  });

  test('gives the same version with its rows in any order', () => {
    fc.assert(
      fc.property(factory, fc.integer(), ({ facts, policy }, seed) => {
        const shuffled = Object.fromEntries(
          Object.entries(facts).map(([table, rows]) => [table, shuffle<unknown>(rows, seed)]),
        );
        expect(close({ facts: shuffled, policy }).version.hash).toBe(close({ facts, policy }).version.hash);
      }),
      runs(12),
    );
  });

  test('costs the same counted in grams instead of kilograms', () => {
    fc.assert(
      fc.property(factory, ({ facts, policy }) => {
        // In its item's own unit; an amount shared by weight says which unit that is.
        const movement = facts.movement?.map((row) => ({ ...row, unit: row.basis === 'weight' ? 'kg' : '' })) ?? [];
        const kilograms = { ...facts, movement };
        // A rate per gram, rounded, is another one than a rate per kilogram.
        const isRate = (of: unknown) => typeof of === 'number';
        const shares = Object.entries(policy.rate_rounding).filter(([, of]) => !isRate(of));
        const choices = {
          ...policy,
          rate_rounding: { default: 'exact' as const, ...Object.fromEntries(shares) },
          // What a bill of material needs is rounded in grams at another decimal.
          back_flush: 'never' as const,
        };
        const [inKilograms, inGrams] = [kilograms, countedInGrams(kilograms)].map((of) =>
          close({ facts: of, policy: choices }),
        );
        expect(inGrams.edges).toEqual(inKilograms.edges);
      }),
      runs(12),
    );
  });

  test('costs the same with an item that nobody uses', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const before = close(drawn);
        const after = close({ ...drawn, facts: withUnusedItem(drawn.facts) });
        const isOthers = (edge: { from: string; to: string }) => !`${edge.from} ${edge.to}`.includes('UNUSED');
        expect(after.edges.filter(isOthers)).toEqual(before.edges);
        const costs = ({ version }: typeof before) => version.rows('unit_cost').filter(({ item }) => item !== 'UNUSED');
        expect(costs(after)).toEqual(costs(before));
      }),
      runs(12),
    );
  });

  test('gives the same version beside the factory of another ledger', () => {
    fc.assert(
      fc.property(factory, ({ facts, policy }) => {
        const both = Object.fromEntries(
          tableNames().map((table) => [
            table,
            [...(facts[table] ?? []), ...ofAnotherLedger(table, facts[table] ?? [])],
          ]),
        ) as FactRows;
        const [beside, alone] = [both, facts].map((of) => close({ facts: of, policy }).version);
        for (const name of storedTableNames()) expect(rowsOf(beside, name), name).toEqual(rowsOf(alone, name));
      }),
      runs(12),
    );
  });
});

function rowsOf(version: Version, table: StoredTableName): string {
  return Buffer.concat([...version.table(table).pieces]).toString();
}

/** The rows again, as those of another ledger with plants, items, orders and documents of its own. */
function ofAnotherLedger(table: TableName, rows: readonly Readonly<Record<string, unknown>>[]): object[] {
  if (SHARED.has(table)) return [];
  const { columns } = specOf(table);
  // A unit that is converted whatever the item is, and what an item drives in whatever centre, are for all of them.
  const isOfAll = (row: Readonly<Record<string, unknown>>) =>
    (table === 'unit_conversion' && row.item === '') || (row.target_kind === 'item' && (row.centre ?? '') === '');
  const own = rows.filter((row) => (!('ledger' in row) || row.ledger === 'L') && !isOfAll(row));
  return own.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, cell]) => {
        const names = columns[column].refersTo ?? NAMED[column];
        if (column === 'ledger') return [column, 'BESIDE'];
        const isOther = names !== undefined && !SHARED.has(names) && cell !== null && cell !== '';
        return [column, isOther ? `beside ${cell}` : cell];
      }),
    ),
  );
}

/** What all ledgers have in common. */
const SHARED: ReadonlySet<string> = new Set<TableName>(['cost_element', 'driver']);

/** Columns that name something without saying of which table. */
const NAMED: Readonly<Record<string, TableName>> = {
  plant: 'plant',
  item: 'item',
  order: 'production_order',
  movement: 'movement',
  receipt: 'movement',
  report: 'work_report',
  reverses: 'work_report',
  refers_to: 'movement',
  centre: 'cost_centre',
  work_centre: 'work_centre',
  target: 'production_order',
  to: 'production_order',
  owner: 'production_order',
  pool: 'cost_pool',
};

/** In an order that the seed decides. */
function shuffle<T>(rows: readonly T[], seed: number): T[] {
  const shuffled = [...rows];
  let state = BigInt(seed >>> 0);
  for (let last = shuffled.length - 1; last > 0; last--) {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    const other = Number((state >> 33n) % BigInt(last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

/** Every quantity times 1,000, every price and rate per quantity likewise. */
function countedInGrams(facts: FactRows): FactRows {
  const times1000 = <T extends object, K extends keyof T>(rows: readonly T[] | undefined, ...columns: K[]): T[] =>
    (rows ?? []).map((row) => ({
      ...row,
      ...Object.fromEntries(
        columns.map((column) => {
          const cell = row[column];
          return [column, cell === null || cell === undefined || cell === '' ? cell : shifted(String(cell), 3)];
        }),
      ),
    }));
  const perGram = (cell: string | number | null | undefined) =>
    cell === null || cell === undefined ? null : shifted(String(cell), -3);
  const pools = (facts.cost_pool ?? []).map((pool): Row<'cost_pool'> => {
    if (pool.driver !== 'quantity_good') return pool;
    const rate = pool.rate == null ? null : shifted(String(pool.rate), -3);
    return { ...times1000([pool], 'normal_driver')[0], rate };
  });
  return {
    ...facts,
    item: (facts.item ?? []).map((row) => ({ ...row, unit: 'g' })),
    unit_conversion: [],
    routing_operation: times1000(
      (facts.routing_operation ?? []).map((row) => ({ ...row, base_quantity: row.base_quantity ?? '1' })),
      'base_quantity',
    ),
    item_price: times1000(facts.item_price, 'per_quantity'),
    opening_stock: times1000(facts.opening_stock, 'quantity'),
    opening_wip: times1000(facts.opening_wip, 'quantity', 'equivalent_units'),
    wip_count: times1000(facts.wip_count, 'quantity', 'equivalent_units'),
    rate_budget: (facts.rate_budget ?? []).map((row) =>
      row.driver === 'quantity_good' ? times1000([row], 'quantity')[0] : row,
    ),
    opening_absorption: (facts.opening_absorption ?? []).map((row) =>
      row.driver === 'quantity_good' ? times1000([row], 'quantity')[0] : row,
    ),
    earlier_cost: times1000(facts.earlier_cost, 'quantity', 'returned'),
    joint_output: (facts.joint_output ?? []).map((row) =>
      row.price == null && row.further_rate == null
        ? row
        : { ...row, price: perGram(row.price), further_rate: perGram(row.further_rate) },
    ),
    normal_loss: (facts.normal_loss ?? [])
      .map((row) => ({ ...row, scrap_price: perGram(row.scrap_price) }))
      .map((row) => (row.basis === 'units' ? times1000([row], 'rate')[0] : row)),
    last_actual_cost: times1000(facts.last_actual_cost, 'quantity'),
    production_order: times1000(facts.production_order, 'quantity_planned'),
    movement: times1000(facts.movement, 'quantity').map((row) => (row.unit === 'kg' ? { ...row, unit: 'g' } : row)),
    work_report: times1000(facts.work_report, 'quantity_good', 'quantity_scrap', 'quantity_rework'),
    cost_pool: pools,
  };
}

/** The decimal point moved so many places to the right. */
function shifted(text: string, places: number): string {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole, decimals = ''] = text.replace('-', '').split('.');
  const digits = places > 0 ? whole + decimals.padEnd(places, '0') : whole.padStart(1 - places, '0') + decimals;
  const point = places > 0 ? whole.length + places : Math.max(whole.length, 1 - places) + places;
  const rest = digits.slice(point);
  return sign + digits.slice(0, point) + (rest === '' ? '' : `.${rest}`);
}

/** Bought, as stock of what is made bears its part of differences that are shared by balances. */
function withUnusedItem(facts: FactRows): FactRows {
  const place = { ledger: 'L', plant: 'P1', item: 'UNUSED' };
  const element = 'material';
  return {
    ...facts,
    item: [{ item: 'UNUSED', unit: 'pc', supply: 'purchased', valued: true, category: 'metal' }, ...(facts.item ?? [])],
    opening_stock: [{ ...place, quantity: '3', reason: 'first period' }, ...(facts.opening_stock ?? [])],
    opening_stock_amount: [{ ...place, element, amount: '100' }, ...(facts.opening_stock_amount ?? [])],
    routing_operation: [
      { plant: 'P1', item: 'UNUSED', operation: '10', work_centre: 'W1' },
      ...(facts.routing_operation ?? []),
    ],
  };
}
