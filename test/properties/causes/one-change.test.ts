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

test('a purchase that costs more, and nothing else, is the price of that item and no other cause, through levels and loops', () => {
  let moved = 0;
  fc.assert(
    fc.property(steadyFactory, fc.nat(99), fc.integer({ min: 1, max: 9_999 }), ({ facts, policy }, which, more) => {
      const bought = purchases(facts);
      if (bought.length === 0) return;
      const changed = bought[which % bought.length];
      const before = whole(closePeriod(facts, policy, SEPTEMBER));
      const after = whole(closePeriod(dearer(facts, changed.movement, changed.element, more), policy, SEPTEMBER));
      const why = rootCauses(before, after);
      for (const { plant, item } of after.version.rows('unit_cost')) {
        const { causes, change } = why({ plant, item });
        const others = causes.filter((cause) => !isPriceOf(cause, changed.item) && cause.kind !== 'rounding');
        expect(others).toEqual([]);
        if (/[1-9]/.test(change)) moved++;
      }
      for (const total of ['cost_of_sales', 'closing_stock'] as const) {
        const others = why(total).causes.filter(
          (cause) => !isPriceOf(cause, changed.item) && cause.kind !== 'rounding',
        );
        expect(others).toEqual([]);
      }
    }),
    runs(40),
  );
  expect(moved).toBeGreaterThan(5);
});

function isPriceOf({ kind, subject }: CauseOfChange, item: string): boolean {
  return (kind === 'purchase_price' || kind === 'freight') && subject === item;
}

function purchases({ movement = [], movement_amount = [] }: FactRows) {
  return movement.flatMap(({ type, movement: code, item, status }) => {
    const amount = movement_amount.find((row) => row.movement === code);
    if (type !== 'purchase_receipt' || status !== 'approved' || amount === undefined) return [];
    return [{ movement: String(code), item: String(item), element: String(amount.element) }];
  });
}

/** The facts with so much more for one element of a movement, in hundredths of what the ledger's amounts may have. */
function dearer(facts: FactRows, movement: string, element: string, more: number): FactRows {
  return {
    ...facts,
    movement_amount: (facts.movement_amount ?? []).map((row) =>
      row.movement === movement && row.element === element ? { ...row, amount: plus(String(row.amount), more) } : row,
    ),
  };
}

/** A decimal text and so many of its last decimal. */
function plus(text: string, more: number): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  const sum = (BigInt(text.replace('.', '')) + BigInt(more)).toString();
  if (decimals === 0) return sum;
  const digits = sum.replace('-', '').padStart(decimals + 1, '0');
  return `${sum.startsWith('-') ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
