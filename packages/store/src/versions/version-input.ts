import { gunzipSync, gzipSync } from 'node:zlib';
import {
  canonicalRows,
  type Facts,
  FactsReader,
  type Row,
  TABLES,
  type TableName,
  type TableSpec,
  tableNames,
} from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import type { VersionRecord } from './stored-version.js';

/**
 * The rows that a version was computed from, as they are stored with it: in canonical order, gzipped lines of JSON with
 * an array of cells each, in parts of a hundred thousand rows.
 */
export interface InputPart {
  readonly table: TableName;
  readonly part: number;
  readonly rowCount: number;
  readonly rows: Uint8Array;
}

export function* inputParts(facts: Facts, amountScale: number): Generator<InputPart> {
  for (const table of tableNames()) {
    let lines: string[] = [];
    let part = 0;
    for (const cells of canonicalRows(facts, table, amountScale)) {
      lines.push(JSON.stringify(cells));
      if (lines.length < PART) continue;
      yield packed(table, part++, lines);
      lines = [];
    }
    if (lines.length > 0) yield packed(table, part, lines);
  }
}

const PART = 100_000;

function packed(table: TableName, part: number, lines: readonly string[]): InputPart {
  return { table, part, rowCount: lines.length, rows: gzipSync(lines.join('\n')) };
}

/** Hands on the cells of the rows of one table. */
export async function readInput(
  { kysely }: Database,
  { ledger, version }: VersionRecord,
  table: TableName,
  onRow: (cells: string[]) => void,
): Promise<void> {
  const parts = await kysely
    .selectFrom('millrace.version_input')
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .where('table_name', '=', table)
    .select('rows')
    .orderBy('part')
    .execute();
  for (const { rows } of parts) {
    for (const line of gunzipSync(rows).toString('utf8').split('\n')) onRow(JSON.parse(line));
  }
}

/** All the facts that a version was computed from. */
export async function readInputFacts(database: Database, record: VersionRecord): Promise<Facts> {
  let scale = 2;
  const scaleAt = Object.keys(TABLES.ledger.columns).indexOf('amount_scale');
  await readInput(database, record, 'ledger', (cells) => {
    scale = Number(cells[scaleAt]);
  });
  const reader = new FactsReader(record.ledger, scale);
  for (const name of tableNames()) await readInput(database, record, name, (cells) => reader.table(name).add(cells));
  return reader.facts();
}

/** The rows of one table as objects: names and units of masters. */
export async function readInputRows<T extends TableName>(
  database: Database,
  record: VersionRecord,
  table: T,
): Promise<Row<T>[]> {
  const { columns }: TableSpec = TABLES[table];
  const names = Object.keys(columns);
  const rows: Row<T>[] = [];
  await readInput(database, record, table, (cells) => {
    rows.push(Object.fromEntries(names.map((name, c) => [name, cells[c]])) as unknown as Row<T>);
  });
  return rows;
}
