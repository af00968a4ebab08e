import { conversionsOf, ownUnits } from '@millrace/bom';
import { divRound, safe } from '@millrace/exact';
import { type Facts, rowKey, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';

/**
 * Quantities in the item's own unit, by an exact fraction, to 6 decimals (rules.md 5). What was rounded is reported, and what has no
 * conversion; that is NaN.
 */
export function quantitiesInOwnUnit(
  facts: Facts,
  table: 'movement' | 'stock_count',
  report: Report,
): (item: number, quantity: number, unit: number, row: number) => number {
  const { symbols } = facts;
  const ownUnit = ownUnits(facts);
  const convert = conversionsOf(facts);
  const { scale } = TABLES[table].columns.quantity;
  return (item, quantity, unit, row) => {
    const own = ownUnit(item);
    if (unit === 0 || unit === own) return quantity;
    const factor = convert(item, unit, own);
    if (factor === undefined) {
      report('unit_must_have_a_conversion', table, rowKey(facts, table, row), {
        item: symbols.text(item),
        unit: symbols.text(unit),
        expected: symbols.text(own),
      });
      return Number.NaN;
    }
    const exact = BigInt(quantity) * factor.numerator;
    if (exact % factor.denominator !== 0n) {
      report('converted_quantity_was_rounded', table, rowKey(facts, table, row), { decimals: String(scale) });
    }
    return safe(divRound(exact, factor.denominator));
  };
}
