import type { TableName } from '@millrace/facts';
import { type Database, literal } from '@millrace/store';

/**
 * The tables, of some, that a file's rows may be copied into at once, with no table between: those that have no row yet, so that none
 * can be changed. While a period takes no rows as others do, or a version is published, there are none: then rows come in one table
 * after the other, masters first, beside what was there.
 *
 * To be asked once other imports wait; periods keep their states until the transaction ends.
 */
export async function tablesWithoutRows(
  database: Database,
  tables: readonly TableName[],
): Promise<ReadonlySet<TableName>> {
  await database.script(`select pg_advisory_xact_lock_shared(hashtextextended('millrace.periods', 0))`);
  const ordinary: string[] = [];
  // COPY goes into no view, and into no table whose rows are chosen by who asks.
  await database.read(
    `select relname from pg_class where relnamespace = 'millrace'::regnamespace and relkind in ('r', 'p')
       and not row_security_active(oid) and relname = any(array[${tables.map(literal).join(', ')}]::text[])
       and not exists (select from millrace.guarded_period)
       and not exists (select from millrace.version where kind = 'actual' and state = 'published')`,
    ([name]) => ordinary.push(name),
  );
  const empty = new Set<TableName>();
  for (const table of tables.filter((name) => ordinary.includes(name))) {
    await database.read(`select where not exists (select from millrace."${table}")`, () => empty.add(table));
  }
  return empty;
}
