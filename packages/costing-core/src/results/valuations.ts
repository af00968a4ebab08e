import { compareText } from '@millrace/facts';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';

/** How each category of items was valued, by category. */
export function valuations({ facts, compiled }: Outcome): Cells[] {
  const { item, symbols } = facts;
  const byCategory = new Map<string, Cells>();
  for (let row = 0; row < item.rowCount; row++) {
    const category = symbols.text(item.category[row]);
    if (byCategory.has(category)) continue;
    const { method, bucket } = compiled.valuation(item.item[row]);
    byCategory.set(category, [category, method, bucket]);
  }
  return [...byCategory.values()].sort((a, b) => compareText(a[0], b[0]));
}
