import type { Facts } from '@millrace/facts';
import { cellsOf, columnsOf, rowKey, specOf, type TableName, tableNames } from '@millrace/facts';
import type { Report } from '../findings.js';

/**
 * Every text that names a row of another table names one that is there.
 *
 * @param elsewhere tells of rows that exist outside these facts: in the database that they are imported into.
 */
export function referencesAreKnown(
  facts: Facts,
  report: Report,
  elsewhere: (table: string, code: number) => boolean = () => false,
): void {
  const known = new Map<string, Uint8Array>();
  const namesOf = (table: string) => {
    let names = known.get(table);
    if (names === undefined) {
      names = new Uint8Array(facts.symbols.size);
      const keys = cellsOf(facts, table as TableName, specOf(table as TableName).key[0]);
      for (let row = 0; row < keys.length; row++) names[keys[row]] = 1;
      // A row that can't be read is there nevertheless: its own fault says enough.
      for (const fault of facts.faults) {
        const code = fault.table === table ? facts.symbols.find(fault.key) : undefined;
        if (code !== undefined) names[code] = 1;
      }
      known.set(table, names);
    }
    return names;
  };
  for (const name of tableNames()) {
    for (const [column, { refersTo }] of columnsOf(name)) {
      if (refersTo === undefined) continue;
      const cells = cellsOf(facts, name, column);
      const names = namesOf(refersTo);
      for (let row = 0; row < facts[name].rowCount; row++) {
        if (cells[row] === 0 || names[cells[row]] === 1 || elsewhere(refersTo, cells[row])) continue;
        const value = facts.symbols.text(cells[row]);
        report('reference_must_be_known', name, rowKey(facts, name, row), { column, value, expected: refersTo });
      }
    }
  }
  for (const [name, kindColumn, column] of [
    ['driver_quantity', 'target_kind', 'target'],
    ['department_service', 'to_kind', 'to'],
    ['attribute', 'owner_kind', 'owner'],
  ] as const) {
    const kinds = specOf(name).columns[kindColumn].choices;
    const cells = cellsOf(facts, name, column);
    for (let row = 0; row < facts[name].rowCount; row++) {
      const expected = TARGETS[kinds[cellsOf(facts, name, kindColumn)[row]]];
      if (expected === undefined || namesOf(expected)[cells[row]] === 1 || elsewhere(expected, cells[row])) continue;
      const value = facts.symbols.text(cells[row]);
      report('reference_must_be_known', name, rowKey(facts, name, row), { column, value, expected });
    }
  }
}

/** The tables of what a driver's row may name. */
const TARGETS: Readonly<Record<string, TableName | undefined>> = {
  order: 'production_order',
  centre: 'cost_centre',
  item: 'item',
};
