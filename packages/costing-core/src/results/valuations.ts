import { compareText } from '@millrace/facts';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** How each category of items was valued, by category. */
export function* writeValuations({ facts, compiled }: Outcome, rows: RowWriter): Filling {
  const { item, symbols } = facts;
  const itemOf = new Map<number, number>();
  for (let row = 0; row < item.rowCount; row++) {
    if (!itemOf.has(item.category[row])) itemOf.set(item.category[row], item.item[row]);
  }
  const categories = Array.from(itemOf, ([category, first]) => ({ category: symbols.text(category), first }));
  for (const { category, first } of categories.sort((a, b) => compareText(a.category, b.category))) {
    const { method, bucket } = compiled.valuation(first);
    for (const text of [category, method, bucket]) rows.text(text);
    if (rows.end()) yield;
  }
}
