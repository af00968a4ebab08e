import { type TableName, tableNames } from '@millrace/facts';
import { type Database, literal } from '@millrace/store';
import type { InputFile } from '../files/input-file.js';
import { type ImportRecord, importsOf } from './record.js';
import { digestOf } from './staging.js';

/**
 * Which of several sources, that come in one after the other, each as an import of its own, an earlier run brought in: the first so many
 * that are the last imports on record, file by file with the same bytes. Their rows must stand as imports left them; where somebody else
 * wrote to one of their tables since, none is passed over, and what comes again changes back only what differs.
 */
export async function alreadyIn(
  database: Database,
  sources: readonly (readonly InputFile[])[],
): Promise<readonly ImportRecord[]> {
  const records = await importsOf(database);
  for (let count = Math.min(sources.length, records.length); count > 0; count--) {
    const last = records.slice(0, count).reverse();
    if (!(await areTheSame(last, sources))) continue;
    const tables = new Set(last.flatMap(({ counts }) => counts.map(({ table }) => table)));
    return (await standAsImported(database, tables)) ? last : [];
  }
  return [];
}

async function areTheSame(
  records: readonly ImportRecord[],
  sources: readonly (readonly InputFile[])[],
): Promise<boolean> {
  const names = (files: readonly { readonly name: string }[]) => JSON.stringify(files.map(({ name }) => name).sort());
  // Names first: bytes are read only where they may be the same.
  for (const [place, { undoes, files }] of records.entries()) {
    if (undoes !== undefined || names(files) !== names(sources[place])) return false;
  }
  for (const [place, { files }] of records.entries()) {
    for (const file of sources[place]) {
      if ((await file.hash()) !== files.find(({ name }) => name === file.name)?.sha256) return false;
    }
  }
  return true;
}

/**
 * Whether tables hold what imports wrote and nothing else. Of each row that an import touched there is its hash before and after; where
 * nobody else wrote, the sum of what each added to the sum of hashes is the sum of the rows that are there.
 */
async function standAsImported(database: Database, tables: ReadonlySet<TableName>): Promise<boolean> {
  for (const table of tableNames().filter((name) => tables.has(name))) {
    const before = digestOf(`jsonb_populate_record(null::millrace."${table}", l.before)`);
    let isSo = false;
    await database.read(
      `select coalesce(sum(coalesce(l.after, 0)::numeric - case when l.before is null then 0 else ${before} end), 0)
         = (select coalesce(sum(${digestOf('t')}::numeric), 0) from millrace."${table}" t)
       from millrace.import_row l where l.table_name = ${literal(table)}`,
      ([is]) => {
        isSo = is === 't' || is === 'true';
      },
    );
    if (!isSo) return false;
  }
  return true;
}
