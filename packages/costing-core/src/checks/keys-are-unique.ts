import type { Facts } from '@millrace/facts';
import { cellsOf, groupRows, rowKey, specOf, tableNames } from '@millrace/facts';
import type { Report } from '../findings.js';

/** No two rows of a table have the same key: one row sent twice, or two rows under one number. */
export function keysAreUnique(facts: Facts, report: Report): void {
  for (const name of tableNames()) {
    const { rowCount } = facts[name];
    const { of, first } = groupRows(
      rowCount,
      specOf(name).key.map((column) => cellsOf(facts, name, column)),
    );
    if (first.length === rowCount) continue;
    const counts = new Int32Array(first.length);
    for (const group of of) counts[group]++;
    for (let group = 0; group < first.length; group++) {
      if (counts[group] === 1) continue;
      report('key_must_be_unique', name, rowKey(facts, name, first[group]), { count: String(counts[group]) });
    }
  }
}
