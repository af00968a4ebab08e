import { createHash } from 'node:crypto';
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
import { Trouble } from '../trouble.js';
import type { VersionRecord } from './stored-version.js';

/**
 * The rows that a version was computed from, as they are stored with it: in canonical order, gzipped lines of JSON with
 * an array of cells each, in parts of a hundred thousand rows.
 */
export interface InputPart {
  readonly table: TableName;
  readonly part: number;
  readonly rowCount: number;
  readonly hash: string;
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
  const rows = gzipSync(lines.join('\n'));
  return { table, part, rowCount: lines.length, hash: sha256(rows), rows };
}

type PartHash = Pick<InputPart, 'table' | 'part' | 'hash'>;

/** One hash for all parts of a version's input, so that none of them can be missing. */
export function hashOfParts(parts: readonly PartHash[]): string {
  const lines = parts.map(({ table, part, hash }) => `${table} ${part} ${hash}\n`);
  return sha256(lines.sort().join(''));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Hands on the cells of the rows of one table.
 *
 * @throws Trouble where parts are missing, or not as they were written.
 */
export async function readInput(
  database: Database,
  record: VersionRecord,
  table: TableName,
  onRow: (cells: string[]) => void,
): Promise<void> {
  const { ledger, version } = record;
  const changed = () => new Trouble('version_does_not_match_its_hash', { version: String(version) });
  if (hashOfParts(await partsOf(database, record)) !== record.input_parts) throw changed();
  const parts = await database.kysely
    .selectFrom('millrace.version_input')
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .where('table_name', '=', table)
    .select(['hash', 'rows'])
    .orderBy('part')
    .execute();
  for (const { hash, rows } of parts) {
    if (sha256(rows) !== hash) throw changed();
    for (const line of gunzipSync(rows).toString('utf8').split('\n')) onRow(JSON.parse(line));
  }
}

async function partsOf({ kysely }: Database, { ledger, version }: VersionRecord): Promise<PartHash[]> {
  const parts = await kysely
    .selectFrom('millrace.version_input')
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .select(['table_name as table', 'part', 'hash'])
    .execute();
  return parts as PartHash[];
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
