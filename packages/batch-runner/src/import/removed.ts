import type { Report } from '@millrace/costing-core';
import { TABLES, type TableName, type TableSpec, tableNames } from '@millrace/facts';
import { type Database, literal } from '@millrace/store';

/** Rows that an import removes may be named by others that stay: each is reported. */
export async function namesStayKnown(database: Database, number: number, report: Report): Promise<void> {
  const removed: TableName[] = [];
  const select = `select distinct table_name from millrace.import_row where import = ${number} and after is null`;
  await database.read(select, ([table]) => removed.push(table as TableName));
  if (removed.length === 0) return;
  // Postgres knows nothing yet of rows that went now, and would go through all of a table for each of them.
  await database.script('set local enable_nestloop = off');
  for (const name of tableNames()) {
    const { columns, key }: TableSpec = TABLES[name];
    for (const [column, { refersTo }] of Object.entries(columns)) {
      const named = removed.find((table) => table === refersTo);
      if (named === undefined) continue;
      const of = TABLES[named].key[0];
      await database.read(
        `select array_to_string(array[${key.map((each) => `t."${each}"::text`).join(', ')}], ' · '), t."${column}"
         from millrace."${name}" t
         where t."${column}" in (select l.key[1] from millrace.import_row l
             where l.import = ${number} and l.table_name = ${literal(named)} and l.after is null)
           and not exists (select from millrace."${named}" r where r."${of}" = t."${column}") limit 1000`,
        ([row, value]) => report('reference_must_be_known', name, row, { column, value, expected: named }),
      );
    }
  }
  await database.script('set local enable_nestloop = on');
}
