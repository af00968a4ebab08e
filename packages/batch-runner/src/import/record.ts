import type { TableName } from '@millrace/facts';
import type { Database } from '@millrace/store';
import type { PeriodCounts } from './staging.js';

/** What an import did to a table and period. */
export interface TableCounts extends PeriodCounts {
  readonly table: TableName;
}

/** An import as it is recorded. */
export interface ImportRecord {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly undoes: number | undefined;
  readonly undoneBy: number | undefined;
  readonly files: readonly ImportedFile[];
  readonly counts: readonly TableCounts[];
}

export interface ImportedFile {
  readonly name: string;
  readonly sha256: string;
}

/** The number of the import that comes next; others wait until this one's transaction has ended. */
export async function nextImport(database: Database): Promise<number> {
  await database.script(`select pg_advisory_xact_lock(hashtextextended('millrace.import', 0))`);
  let number = 0;
  await database.read('select coalesce(max(import), 0) + 1 from millrace.import', ([next]) => {
    number = Number(next);
  });
  return number;
}

/** Who and when is written by the database. */
export async function recordImport(
  { kysely }: Database,
  number: number,
  did: { files: readonly ImportedFile[]; counts: readonly TableCounts[]; undoes?: number },
): Promise<void> {
  await kysely
    .insertInto('millrace.import')
    .values({
      import: number,
      undoes: did.undoes ?? null,
      files: JSON.stringify(did.files),
      counts: JSON.stringify(did.counts),
    })
    .execute();
}

/** All imports, the newest first. */
export async function importsOf({ kysely }: Database): Promise<ImportRecord[]> {
  const rows = await kysely.selectFrom('millrace.import').selectAll().orderBy('import', 'desc').execute();
  return rows.map((row) => ({
    number: Number(row.import),
    at: row.imported_at,
    by: row.imported_by,
    undoes: row.undoes === null ? undefined : Number(row.undoes),
    undoneBy: rows.find(({ undoes }) => undoes !== null && Number(undoes) === Number(row.import))?.import,
    files: row.files as ImportedFile[],
    counts: row.counts as TableCounts[],
  }));
}
