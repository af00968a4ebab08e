import { divide, type Fraction, fractionFaultOf, multiply, ONE, parseFraction, subtract, ZERO } from '@millrace/exact';
import { compareCode, type Finding } from '@millrace/facts';
import { bomFinding, rowKey } from './finding.js';
import type { RoutingOperationRow } from './rows.js';

export interface Operation {
  readonly row: RoutingOperationRow;
  readonly operation: string;
  /** How many must enter the operation for one good piece at the end: 1/Π(1 − f) over it and all that follow. */
  readonly inputPerPiece: Fraction;
}

/**
 * The operations of one routing in order (by position, else by code), each with its cumulative yield.
 * Two operations that each lose 10 %: 1/0.81 enter the first, 1/0.9 the second.
 */
export function operationsInOrder(rows: readonly RoutingOperationRow[]): {
  operations: Operation[];
  findings: Finding[];
} {
  const findings: Finding[] = [];
  const sorted = [...rows].sort(
    (a, b) => compareCode(a.position ?? '', b.position ?? '') || compareCode(a.operation, b.operation),
  );
  const operations: Operation[] = [];
  let inputPerPiece: Fraction = ONE;
  for (const row of sorted.reverse()) {
    const scrap = rateOf(row.scrap_rate);
    if (scrap === undefined) {
      const key = rowKey(row.plant, row.item, row.alternative, row.operation);
      const fields = { item: row.item, operation: row.operation, scrap_rate: row.scrap_rate ?? '' };
      findings.push(bomFinding('scrap_rate_must_be_from_zero_to_below_one', 'routing_operation', key, fields));
    } else {
      inputPerPiece = divide(inputPerPiece, subtract(ONE, scrap));
    }
    operations.push({ row, operation: row.operation, inputPerPiece });
  }
  return { operations: operations.reverse(), findings };
}

/** The rows of the alternative, or those of the blank one where it has none of its own. */
export function routingOf(rows: readonly RoutingOperationRow[], alternative: string): RoutingOperationRow[] {
  const own = rows.filter((row) => (row.alternative ?? '') === alternative);
  return own.length > 0 ? own : rows.filter((row) => (row.alternative ?? '') === '');
}

/**
 * The part that is left after all operations: the product of (1 − f).
 *
 * @example
 * cumulativeYield(['0.1', '0.1']) // 81/100
 */
export function cumulativeYield(scrapRates: readonly string[]): Fraction {
  return scrapRates.reduce<Fraction>((left, rate) => multiply(left, subtract(ONE, parseFraction(rate))), ONE);
}

/** A rate from 0 to below 1; blank is 0; undefined where the text is no such rate. */
export function rateOf(text: string | undefined): Fraction | undefined {
  if (text === undefined || text === '') return ZERO;
  if (fractionFaultOf(text) !== undefined) return undefined;
  const rate = parseFraction(text);
  return rate.numerator >= 0n && rate.numerator < rate.denominator ? rate : undefined;
}
