import type { Facts } from '@millrace/facts';
import { cellsOf, rowKey, specOf, tableNames } from '@millrace/facts';
import type { Report } from '../findings.js';

/** No two rows of a table have the same key: one row sent twice, or two rows under one number. */
export function keysAreUnique(facts: Facts, report: Report): void {
  for (const name of tableNames()) {
    const { rowCount } = facts[name];
    const columns = specOf(name).key.map((column) => cellsOf(facts, name, column));
    const first = new Map<number | string, number>();
    const counts = new Map<number, number>();
    for (let row = 0; row < rowCount; row++) {
      const key = columns.length === 1 ? columns[0][row] : columns.map((column) => column[row]).join(' ');
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, row);
      else counts.set(earlier, (counts.get(earlier) ?? 1) + 1);
    }
    for (const [row, count] of counts) {
      report('key_must_be_unique', name, rowKey(facts, name, row), { count: String(count) });
    }
  }
}
