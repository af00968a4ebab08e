import { closePeriod, type FactRows, type Policy, type Row, type Version } from '@millrace/costing-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { factory, SEPTEMBER } from './factory.js';

/**
 * The result table `stock` says what is left of each bucket. Counted as that at the month's end nothing is found; by one more in
 * one place, that place is. Counts change no cost.
 */
test('a count is held against what the books say is left', () => {
  let counted = 0;
  fc.assert(
    fc.property(factory, fc.nat(), ({ facts, policy }, pick) => {
      const without = closed(facts, policy);
      const counts = asCounted(without);
      counted += counts.length;
      const withCounts = closed({ ...facts, stock_count: counts }, policy);
      expect(foundIn(withCounts)).toEqual([]);
      for (const table of ['unit_cost', 'stock', 'order_cost', 'movement_cost', 'proof'] as const) {
        expect(withCounts.rows(table)).toEqual(without.rows(table));
      }
      if (counts.length === 0) return;
      const at = pick % counts.length;
      const more = counts.map((row, place) =>
        place === at ? { ...row, quantity: plusOne(String(row.quantity)) } : row,
      );
      const { item, quantity } = counts[at];
      expect(foundIn(closed({ ...facts, stock_count: more }, policy))).toEqual([
        `${item}: ${plusOne(String(quantity))} for ${quantity}, 1.000000`,
      ]);
    }),
    runs(60),
  );
  expect(counted).toBeGreaterThan(60);
});

function asCounted(version: Version): Row<'stock_count'>[] {
  return version
    .rows('stock')
    .filter(({ in_transit, closing_quantity }) => in_transit === '' && !String(closing_quantity).startsWith('-'))
    .map(({ plant, item, lot, project, closing_quantity }) => ({
      // What is valued as one for the whole ledger may be counted in any of its plants.
      plant: plant === '' ? 'P1' : plant,
      item,
      lot,
      project,
      counted_on: '2026-09-30',
      quantity: String(closing_quantity),
      status: 'approved',
    }));
}

function plusOne(quantity: string): string {
  const [whole, decimals] = quantity.split('.');
  return `${BigInt(whole) + 1n}.${decimals}`;
}

function closed(facts: FactRows, policy: Policy): Version {
  const { version, findings } = closePeriod(facts, policy, SEPTEMBER);
  if (version === undefined) throw new Error(`no version: ${JSON.stringify(findings)}`);
  return version;
}

function foundIn(version: Version): string[] {
  return version
    .rows('finding')
    .filter(({ code }) => code === 'stock_count_differs_from_the_books')
    .map(({ fields }) => JSON.parse(String(fields)))
    .map(({ item, found, expected, difference }) => `${item}: ${found} for ${expected}, ${difference}`);
}
