import { type CauseOfChange, closePeriod, defaultPolicy, type FactRows, rootCauses } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { calmFactory } from '../close/calm.js';
import { type Factory, SEPTEMBER } from '../close/factory.js';
import { whole } from './two-months.js';

/** Calm factories at average cost in which no weight hangs on an amount. A loss that good units bear is one amount, a cause of its own. */
const steadyFactory: fc.Arbitrary<Factory> = calmFactory.map(({ facts, policy }) => ({
  facts,
  policy: {
    ...policy,
    valuation: { ...defaultPolicy.valuation, method: 'periodic_average', bucket: 'plant_item' },
    valuation_by_category: {},
    fallback_prices: ['opening', 'standard'],
    rate_rounding: { default: 'exact' },
    spoilage: { ...policy.spoilage, loss: 'expense' },
  },
}));

interface Change {
  readonly facts: FactRows;
  isCause(cause: CauseOfChange): boolean;
}

/** One of the facts that can change in a factory, changed; undefined where it has none. */
type Changing = (facts: FactRows, which: number, more: number) => Change | undefined;

test.each<[string, number, Changing]>([
  ['a purchase that costs more, and nothing else, is the price of that item', 40, dearer],
  ['a pool that costs more, and nothing else, is the rate of that pool', 150, dearerPool],
])('%s and no other cause, through levels and loops', (_, usual, changing) => {
  let moved = 0;
  fc.assert(
    fc.property(steadyFactory, fc.nat(99), fc.integer({ min: 1, max: 9_999_999 }), ({ facts, policy }, which, more) => {
      const changed = changing(facts, which, more);
      if (changed === undefined) return;
      const before = whole(closePeriod(facts, policy, SEPTEMBER));
      const after = whole(closePeriod(changed.facts, policy, SEPTEMBER));
      const why = rootCauses(before, after);
      for (const asked of [...after.version.rows('unit_cost'), 'cost_of_sales', 'closing_stock'] as const) {
        const { causes, change } = why(asked);
        expect(causes.filter((cause) => !changed.isCause(cause) && cause.kind !== 'rounding')).toEqual([]);
        if (/[1-9]/.test(change)) moved++;
      }
    }),
    runs(usual),
  );
  expect(moved).toBeGreaterThan(5);
});

/** So much more for one element of a purchase, in the last decimals of its amount. */
function dearer(facts: FactRows, which: number, more: number): Change | undefined {
  const { movement = [], movement_amount = [] } = facts;
  const bought = movement.flatMap(({ type, movement: code, item, status }) => {
    const amount = movement_amount.find((row) => row.movement === code);
    return type === 'purchase_receipt' && status === 'approved' && amount !== undefined ? [{ item, amount }] : [];
  });
  if (bought.length === 0) return undefined;
  const { item, amount } = bought[which % bought.length];
  return {
    facts: { ...facts, movement_amount: withMore(movement_amount, amount, more) },
    isCause: ({ kind, subject }) => (kind === 'purchase_price' || kind === 'freight') && subject === item,
  };
}

function dearerPool(facts: FactRows, which: number, more: number): Change | undefined {
  const { cost_pool = [] } = facts;
  if (cost_pool.length === 0) return undefined;
  const row = cost_pool[which % cost_pool.length];
  return {
    facts: { ...facts, cost_pool: withMore(cost_pool, row, more) },
    isCause: ({ kind, subject }) => (kind === 'pool_rate' || kind === 'pool_amount') && subject === row.pool,
  };
}

function withMore<T extends { readonly amount: unknown }>(rows: readonly T[], changed: T, more: number): T[] {
  return rows.map((row) => (row === changed ? { ...row, amount: plus(String(row.amount), more) } : row));
}

/** A decimal text and so many of its last decimal. */
function plus(text: string, more: number): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  const sum = (BigInt(text.replace('.', '')) + BigInt(more)).toString();
  if (decimals === 0) return sum;
  const digits = sum.replace('-', '').padStart(decimals + 1, '0');
  return `${sum.startsWith('-') ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
