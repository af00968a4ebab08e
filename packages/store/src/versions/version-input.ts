import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import {
  addChunks,
  type ColumnChunk,
  type Facts,
  FactsReader,
  type Row,
  rowObjects,
  type TableName,
  type TableReader,
  tableNames,
} from '@millrace/facts';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';
import { mustHaveItsRows, type VersionRecord } from './stored-version.js';

/** A part of a column of the facts that a version was computed from, as it is stored with it: a chunk, compressed. */
export interface InputPart {
  readonly table_name: TableName;
  readonly column_name: string;
  readonly part: number;
  readonly row_count: number;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** What a version was computed from, kept as it is hashed. */
export class KeptInput {
  readonly parts: InputPart[] = [];

  readonly keep = ({ table, column, part, rowCount, bytes: plain }: ColumnChunk): void => {
    const bytes = zstdCompressSync(plain, FAST);
    this.parts.push({
      table_name: table,
      column_name: column,
      part,
      row_count: rowCount,
      hash: sha256(bytes),
      bytes,
    });
  };
}

/** Of the bytes of a column level 3 saves nothing more, and takes longer. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A part by its name, with its hash. */
export type PartHash = Pick<InputPart, 'table_name' | 'column_name' | 'part' | 'hash'>;

/** One hash for all parts of a version's input, so that none of them can be missing. */
export function hashOfParts(parts: readonly PartHash[]): string {
  const lines = parts.map(
    ({ table_name, column_name, part, hash }) => `${table_name} ${column_name} ${part} ${hash}\n`,
  );
  return sha256(lines.sort().join(''));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The facts that a version was computed from, or some tables of them, or of tables some columns: the others are empty then. */
export async function readInput(
  database: Database,
  record: VersionRecord,
  tables: readonly TableName[] = tableNames(),
  columns: { readonly [T in TableName]?: readonly string[] } = {},
): Promise<Facts> {
  // Amounts are stored as they were scaled: no scale is asked for.
  const reader = new FactsReader(record.ledger, 0);
  for (const table of tables) await readInputTable(database, record, table, reader.table(table), columns[table]);
  return reader.facts();
}

/**
 * Adds the rows of one table that a version was computed from, in the order of their keys.
 *
 * @throws Trouble where parts are missing, or not as they were written.
 */
export async function readInputTable(
  database: Database,
  record: VersionRecord,
  table: TableName,
  into: TableReader,
  columns?: readonly string[],
): Promise<void> {
  mustHaveItsRows(record);
  const { ledger, version } = record;
  const changed = () => new Trouble('version_does_not_match_its_hash', { version: String(version) });
  if (hashOfParts(await partsOf(database, record)) !== record.input_parts) throw changed();
  const stored = await database.kysely
    .selectFrom('millrace.version_input')
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .where('table_name', '=', table)
    .$if(columns !== undefined, (all) => all.where('column_name', 'in', columns ?? []))
    .select(['part', 'column_name', 'row_count', 'hash', 'bytes'])
    .orderBy('part')
    .execute();
  let chunks = new Map<string, Uint8Array>();
  for (const [i, { part, column_name, row_count, hash, bytes }] of stored.entries()) {
    if (sha256(bytes) !== hash) throw changed();
    chunks.set(column_name, zstdDecompressSync(bytes));
    if (stored[i + 1]?.part === part) continue;
    addChunks(into, row_count, chunks);
    chunks = new Map();
  }
}

async function partsOf({ kysely }: Database, { ledger, version }: VersionRecord): Promise<PartHash[]> {
  const parts = await kysely
    .selectFrom('millrace.version_input')
    .where('ledger', '=', ledger)
    .where('version', '=', version)
    .select(['table_name', 'column_name', 'part', 'hash'])
    .execute();
  return parts as PartHash[];
}

/** The rows of one table as objects. */
export async function readInputRows<T extends TableName>(
  database: Database,
  record: VersionRecord,
  table: T,
): Promise<Row<T>[]> {
  const facts = await readInput(database, record, ['ledger', table]);
  return rowObjects(facts, table, facts.ledger.amount_scale[0]);
}
