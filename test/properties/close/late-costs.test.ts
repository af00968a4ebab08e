import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { Fraction } from '../../reference/close/fraction.js';
import { carriedInto } from '../../reference/close/late-costs.js';
import { referenceNetwork } from '../../reference/close/reference-network.js';
import { close } from './closed.js';
import { factory, SEPTEMBER } from './factory.js';

/** `late_cost` of random months: the split by the reference, its parts the amount, and its expense what the residuals have. */

const units = (text: string) => BigInt(text.replace('.', ''));
const isOf = (reason: string) => reason === 'late_difference' || reason === 'return_difference';

test('what came after its receipt is split as the rules say, and its expense is the residual', () => {
  const seen = { split: 0, returned: 0, unknown: 0, earlier: 0 };
  fc.assert(
    fc.property(factory, ({ facts, policy }) => {
      const { version, edges, amountScale } = close({ facts, policy });
      const network = referenceNetwork(facts, policy, SEPTEMBER);
      const expected = network.lateCosts
        .flatMap(({ movement, receipt, receivedOn, quantity, covered, amounts, toStock, place }) => {
          const borne =
            'leaves' in toStock
              ? carriedInto(toStock.leaves, edges, network.elements, amountScale).map((amount) => -amount)
              : toStock;
          return network.elements.map((element, e) => ({
            key: [movement, receipt, element],
            receivedOn,
            place,
            quantity: printed(quantity),
            covered: printed(covered),
            parts: [amounts[e], borne[e], amounts[e] - borne[e]],
          }));
        })
        .filter(({ parts }) => parts.some((part) => part !== 0n));
      const rows = version.rows('late_cost');
      const told = rows.map((row) => ({
        key: [row.movement, row.receipt, row.element],
        receivedOn: row.received_on,
        place: [row.plant, row.item, row.lot, row.project],
        quantity: row.quantity,
        covered: row.covered,
        parts: [units(row.amount), units(row.to_stock), units(row.to_expense)],
      }));
      expect(inOrder(told)).toEqual(inOrder(expected));

      // Every amount of expense is that of a residual, and no residual is without its late cost.
      const expense = new Map<string, bigint>();
      for (const row of rows) {
        expect(units(row.to_stock) + units(row.to_expense)).toBe(units(row.amount));
        const place = [row.plant, row.item, row.lot, row.project].filter((text) => text !== '');
        const key = `${[...place, row.movement].join(' · ')} ${row.element}`;
        expense.set(key, (expense.get(key) ?? 0n) + units(row.to_expense));
        if (units(row.to_stock) !== 0n && units(row.to_expense) !== 0n) seen.split++;
        if (row.kind === 'vendor_return' || row.kind === 'estimate_reversal') seen.returned++;
        if (row.quantity === '') seen.unknown++;
        if (row.received_on < '2026-09-01' && row.received_on !== '') seen.earlier++;
      }
      const residuals = version
        .rows('residual')
        .filter(({ reason }) => isOf(reason))
        .map(({ key, element, amount }) => [`${key} ${element}`, units(amount)] as const);
      expect(inOrder([...expense].filter(([, amount]) => amount !== 0n))).toEqual(inOrder(residuals));
    }),
    runs(240),
  );
  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
});

function printed(quantity: Fraction | undefined): string {
  if (quantity === undefined) return '';
  const millionths = quantity.times(new Fraction(1_000_000n)).rounded;
  const digits = String(millionths).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function inOrder<T>(rows: readonly T[]): T[] {
  const text = (row: T) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}
