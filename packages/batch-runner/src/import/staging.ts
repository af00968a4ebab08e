import { TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { type Database, quoted } from '@millrace/store';

/** The name of the table in which the rows of a file wait until all files have been checked. */
export function stagingName(table: TableName): string {
  return `pg_temp."incoming_${table}"`;
}

/**
 * Makes it: the columns of the fact table and none of its rules. It ends with the transaction. Keys are whole: what a file
 * leaves out of one is empty text.
 */
export async function makeStaging(database: Database, table: TableName): Promise<void> {
  const name = stagingName(table);
  const { columns, key }: TableSpec = TABLES[table];
  await database.script(`create temp table ${name} on commit drop as select * from millrace."${table}" where false`);
  for (const column of key.filter((column) => columns[column].optional)) {
    await database.script(`alter table ${name} alter "${column}" set default ''`);
  }
}

/** The condition that two rows are not the same. */
function differs(table: TableName, present: string, other: string): string {
  const columns = Object.keys(TABLES[table].columns);
  const row = (alias: string) => `(${columns.map((column) => `${alias}."${column}"`).join(', ')})`;
  return `${row(present)} is distinct from ${row(other)}`;
}

/** Puts the incoming rows into the fact table: changes those that differ, adds those that are not there. */
export async function mergeStaged(database: Database, table: TableName): Promise<{ added: number; changed: number }> {
  const { columns, key }: TableSpec = TABLES[table];
  const names = Object.keys(columns);
  const others = names.filter((column) => !key.includes(column));
  const set = others.map((column) => `"${column}" = i."${column}"`).join(', ');
  const changed =
    others.length === 0
      ? 0
      : await database.execute(
          `update millrace."${table}" t set ${set} from ${stagingName(table)} i
           where ${sameKey(table)} and ${differs(table, 't', 'i')}`,
        );
  const added = await database.execute(
    `insert into millrace."${table}" (${quoted(names)}) select ${quoted(names)} from ${stagingName(table)} i
     where not exists (select from millrace."${table}" t where ${sameKey(table)})`,
  );
  return { added, changed };
}

function sameKey(table: TableName): string {
  return TABLES[table].key.map((column) => `t."${column}" = i."${column}"`).join(' and ');
}
