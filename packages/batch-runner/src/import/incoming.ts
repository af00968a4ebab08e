import { TABLES, type TableName } from '@millrace/costing-core';

/** The incoming rows `i`, each beside the row `t` of its key, or beside nulls where that isn't there. */
export function incoming(table: TableName): string {
  const on = TABLES[table].key.map((column) => `t."${column}" = i."${column}"`).join(' and ');
  return `"incoming_${table}" i left join millrace."${table}" t on ${on}`;
}

/** The condition that two rows are not the same. */
export function differs(table: TableName, present: string, other: string): string {
  const columns = Object.keys(TABLES[table].columns);
  const row = (alias: string) => `(${columns.map((column) => `${alias}."${column}"`).join(', ')})`;
  return `${row(present)} is distinct from ${row(other)}`;
}
