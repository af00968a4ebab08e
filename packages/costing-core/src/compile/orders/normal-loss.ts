import { add, divide, type Fraction, fraction, multiply, ONE, RATE_SCALE, ZERO } from '@millrace/exact';
import { compareCode, type Facts, rowsByKey, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { isDisassembly } from './disassembly.js';

/** What is lost of an item as a rule, at an operation or, where `operation` is 0, wherever no other row holds (正常损耗). */
export interface NormalLoss {
  readonly operation: number;
  /** A part of what the basis says; by `units` a number of units of the item in the period. */
  readonly rate: Fraction;
  readonly basis: 'input' | 'good' | 'expected' | 'units';
  /** The centre whose overhead bears the units, common to all that it works on; 0: the good units of the order. */
  readonly centre: number;
  /** 0: any item may be what is left of spoiled pieces. */
  readonly scrapItem: number;
  /** Undefined: a spoiled unit is worth what its salvage is. */
  readonly scrapPrice: Fraction | undefined;
}

/**
 * The rows of `normal_loss` that hold for an order on the period's last day, the latest of each operation, in the order of their
 * operations. What is taken apart loses nothing.
 */
export function normalLosses(facts: Facts, { lastDay }: Scope) {
  const { normal_loss: table, production_order, symbols } = facts;
  const rows = rowsByKey(table.rowCount, [table.plant, table.item]);
  const known = new Map<string, readonly NormalLoss[]>();
  return (order: number): readonly NormalLoss[] => {
    if (table.rowCount === 0 || isDisassembly(facts, order)) return [];
    const [plant, item] = [production_order.plant[order], production_order.item[order]];
    const key = `${plant} ${item}`;
    let losses = known.get(key);
    if (losses === undefined) {
      losses = inForce([...rows.find(plant, item)]);
      known.set(key, losses);
    }
    return losses;
  };

  function inForce(all: readonly number[]): NormalLoss[] {
    const latest = new Map<number, number>();
    for (const row of all) {
      const before = latest.get(table.operation[row]);
      if (table.valid_from[row] > lastDay) continue;
      if (before === undefined || table.valid_from[before] < table.valid_from[row])
        latest.set(table.operation[row], row);
    }
    return [...latest.values()]
      .sort((a, b) => compareCode(symbols.text(table.operation[a]), symbols.text(table.operation[b])))
      .map((row) => ({
        operation: table.operation[row],
        rate: fraction(table.rate[row], RATE_UNIT),
        basis: BASES[table.basis[row]],
        centre: table.centre[row],
        scrapItem: table.scrap_item[row],
        scrapPrice: Number.isNaN(table.scrap_price[row]) ? undefined : fraction(table.scrap_price[row], RATE_UNIT),
      }));
  }
}

/**
 * Units that are lost as a rule: a part of what was inspected, of what is good, or of the output expected, which is inspected less
 * normal. 10 % of 1,000 in: 100; of 800 good: 80; of what is expected of 1,100: 100. What is laid down in units for the item is shared
 * by what each of its orders inspected: of 90 an order that inspected 200 of 600 has 30.
 *
 * @param all what all orders inspected to which the row applies.
 */
export function normalUnits(
  { rate, basis }: NormalLoss,
  inspected: Fraction,
  good: Fraction,
  all: () => Fraction,
): Fraction {
  switch (basis) {
    case 'units':
      return inspected.numerator <= 0n ? ZERO : multiply(rate, divide(inspected, all()));
    case 'input':
      return multiply(rate, inspected);
    case 'good':
      return multiply(rate, good);
    case 'expected':
      return divide(multiply(rate, inspected), add(ONE, rate));
  }
}

const BASES = TABLES.normal_loss.columns.basis.choices;
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);
