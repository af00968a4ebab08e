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
    const rows = rowsOfGroups(of, counts);
    for (let group = 0; group < first.length; group++) {
      if (counts[group] === 1) continue;
      const at = rows.get(group)?.map((row) => facts.whereIs?.(name, row) ?? '') ?? [];
      const fields = { count: String(counts[group]), ...(at[0] && { at: at.join(', ') }) };
      report('key_must_be_unique', name, rowKey(facts, name, first[group]), fields);
    }
  }
}

/** By group of which there are several rows: the first of them. */
function rowsOfGroups(of: Int32Array, counts: Int32Array): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < of.length; row++) {
    const group = of[row];
    if (counts[group] === 1) continue;
    const known = rows.get(group);
    if (known === undefined) rows.set(group, [row]);
    else if (known.length < NAMED) known.push(row);
  }
  return rows;
}

/** Of how many rows it is told where they stand. */
const NAMED = 10;
