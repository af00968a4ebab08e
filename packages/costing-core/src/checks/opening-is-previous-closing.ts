import { canonicalRows, columnsOf, type Facts, readFacts } from '@millrace/facts';
import type { Report } from '../findings.js';
import { openingFrom } from '../results/opening.js';
import type { VersionRows } from '../results/version.js';

/** What is compared, by which columns: the first ones of its table. */
const COMPARED = [
  ['opening_stock', 'quantity', 'quantity'],
  ['opening_stock_amount', 'amount', 'amount'],
  ['opening_wip', 'amount', 'amount'],
  ['opening_wip', 'quantity', 'amount'],
  ['opening_wip', 'equivalent_units', 'amount'],
  ['opening_absorption', 'amount', 'amount'],
  ['opening_absorption', 'quantity', 'amount'],
  ['opening_absorption', 'applied', 'amount'],
  ['opening_absorption', 'difference', 'amount'],
] as const;

/** A period opens with exactly what the one before closed with: quantity and value, per bucket, stage and element. */
export function openingIsPreviousClosing(
  facts: Facts,
  previous: VersionRows,
  amountScale: number,
  report: Report,
): void {
  const closing = readFacts(
    {
      ledger: [{ ledger: previous.identity.ledger, currency: '-', amount_scale: amountScale, time_zone: 'UTC' }],
      ...openingFrom(previous),
    },
    previous.identity.ledger,
  );
  for (const [name, value, until] of COMPARED) {
    const placeOf = (of: string) => columnsOf(name).findIndex(([column]) => column === of);
    const valuesOf = (side: Facts) =>
      new Map(
        Array.from(canonicalRows(side, name, amountScale), (cells) => [
          cells.slice(0, placeOf(until)).join(' · '),
          cells[placeOf(value)],
        ]),
      );
    compare(name, valuesOf(facts), valuesOf(closing));
  }

  function compare(table: string, opening: Map<string, string>, closing: Map<string, string>): void {
    for (const key of new Set([...opening.keys(), ...closing.keys()])) {
      // What is not there is nothing, and so is an empty cell.
      const found = opening.get(key) || '0';
      const expected = closing.get(key) || '0';
      if (found !== expected) report('opening_must_equal_previous_closing', table, key, { found, expected });
    }
  }
}
