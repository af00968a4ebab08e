import type { Facts } from '@millrace/facts';
import { cellsOf, columnsOf, compareText, nearest, rowKey, specOf, type TableName, tableNames } from '@millrace/facts';
import type { Report } from '../findings.js';

/**
 * Every text that names a row of another table names one that is there.
 *
 * @param elsewhere knows of rows outside these facts: those of the database that they are imported into.
 */
export function referencesAreKnown(facts: Facts, report: Report, elsewhere: Elsewhere = NOWHERE): void {
  let meant: Meant | undefined;
  for (const { name, row, column, code, expected } of unknownNames(facts, elsewhere)) {
    meant ??= meantBy(facts, unknownNames(facts, elsewhere), elsewhere);
    const fields: Record<string, string> = { column, value: facts.symbols.text(code), expected };
    const [near, at] = [meant.get(expected)?.get(code), facts.whereIs?.(name, row)];
    if (near !== undefined) fields.nearest = near;
    if (at !== undefined) fields.at = at;
    report('reference_must_be_known', name, rowKey(facts, name, row), fields);
  }
}

/** The cells that name a row which isn't there. */
function* unknownNames(facts: Facts, elsewhere: Elsewhere): Generator<Unknown> {
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
        if (cells[row] === 0 || names[cells[row]] === 1 || elsewhere.has(refersTo, cells[row])) continue;
        yield { name, row, column, code: cells[row], expected: refersTo as TableName };
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
      if (expected === undefined || namesOf(expected)[cells[row]] === 1) continue;
      if (!elsewhere.has(expected, cells[row])) yield { name, row, column, code: cells[row], expected };
    }
  }
}

/** Rows that exist outside the facts. */
export interface Elsewhere {
  has(table: string, code: number): boolean;
  /** Keys of a table, for what may be meant by one that is not there. */
  keys(table: TableName): readonly string[];
}

const NOWHERE: Elsewhere = { has: () => false, keys: () => [] };

/** A cell that names a row which isn't there. */
interface Unknown {
  readonly name: TableName;
  readonly row: number;
  readonly column: string;
  readonly code: number;
  readonly expected: TableName;
}

/** By table and name: what is most probably meant. */
type Meant = ReadonlyMap<TableName, ReadonlyMap<number, string | undefined>>;

/** What is most probably meant by names that are not there; of many names the first in the order of texts. */
function meantBy(facts: Facts, unknown: Iterable<Unknown>, elsewhere: Elsewhere): Meant {
  const codes = new Map<TableName, Set<number>>();
  for (const { expected, code } of unknown) {
    const others = codes.get(expected);
    if (others === undefined) codes.set(expected, new Set([code]));
    else others.add(code);
  }
  const meant = new Map<TableName, Map<number, string | undefined>>();
  for (const [table, of] of codes) {
    const words = Array.from(of, (code) => ({ code, word: facts.symbols.text(code) }));
    words.sort((a, b) => compareText(a.word, b.word));
    const keys = cellsOf(facts, table, specOf(table).key[0]);
    const known = new Set(elsewhere.keys(table));
    for (let row = 0; row < keys.length && known.size < MOST_KNOWN; row++) known.add(facts.symbols.text(keys[row]));
    if (known.size >= MOST_KNOWN) continue;
    meant.set(table, new Map(words.slice(0, MOST_MEANT).map(({ code, word }) => [code, nearest(word, known)])));
  }
  return meant;
}

/** For how many names of a table others are looked for, and among how many: a tenth of a second at the most. */
const [MOST_MEANT, MOST_KNOWN] = [20, 100_000];

/** The tables of what a driver's row may name. */
const TARGETS: Readonly<Record<string, TableName | undefined>> = {
  order: 'production_order',
  centre: 'cost_centre',
  item: 'item',
};
