import { QUANTITY_SCALE } from '@millrace/exact';
import { localDay, printDate } from '@millrace/facts';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** The issues that nobody wrote (倒冲): what was taken by bills of material, by the key of the movement that it counts as. */
export function* writeBackFlush({ given, facts, scope }: Outcome, rows: RowWriter): Filling {
  const { movement, symbols } = facts;
  const issues = Array.from(
    { length: movement.rowCount - given.movement.rowCount },
    (_, i) => given.movement.rowCount + i,
  ).sort((a, b) => symbols.compare(movement.movement[a], movement.movement[b]));
  for (const row of issues) {
    for (const column of ['movement', 'order', 'plant', 'item', 'operation'] as const) {
      rows.code(symbols, movement[column][row]);
    }
    rows.printed(printDate(localDay(movement.posted_at[row], scope.timeZone)));
    rows.number(movement.quantity[row], QUANTITY_SCALE);
    if (rows.end()) yield;
  }
}
