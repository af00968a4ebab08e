import { canonicalRows } from '../facts/canonical.js';
import { type Facts, readFacts } from '../facts/read-facts.js';
import type { Report } from '../finding.js';
import { openingFrom } from '../version/opening.js';
import type { VersionRows } from '../version/version.js';

const TABLES = ['opening_stock_amount', 'opening_wip'] as const;

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
  for (const name of TABLES) {
    const amountsOf = (side: Facts) =>
      new Map(
        Array.from(canonicalRows(side, name, amountScale), (cells) => [
          cells.slice(0, -1).join(' · '),
          cells.at(-1) as string,
        ]),
      );
    compare(name, amountsOf(facts), amountsOf(closing));
  }
  const quantitiesOf = (side: Facts) =>
    new Map(
      Array.from(canonicalRows(side, 'opening_stock', amountScale), (cells) => [
        cells.slice(0, 6).join(' · '),
        cells[6],
      ]),
    );
  compare('opening_stock', quantitiesOf(facts), quantitiesOf(closing));

  function compare(table: string, opening: Map<string, string>, closing: Map<string, string>): void {
    for (const key of new Set([...opening.keys(), ...closing.keys()])) {
      const found = opening.get(key) ?? '0';
      const expected = closing.get(key) ?? '0';
      if (found !== expected) report('opening_must_equal_previous_closing', table, key, { found, expected });
    }
  }
}
