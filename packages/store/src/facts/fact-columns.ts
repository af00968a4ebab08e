import { type Column, TABLES, type TableName, type TableSpec } from '@millrace/costing-core';

/** The columns of a fact table as SQL that gives them as the text of `TABLES`, in its order. */
export function factColumns(table: TableName, alias: string): string {
  const { columns }: TableSpec = TABLES[table];
  return Object.entries(columns)
    .map(([name, column]) => asText(`${alias}."${name}"`, column))
    .join(', ');
}

function asText(cell: string, { kind }: Column): string {
  switch (kind) {
    case 'decimal':
    case 'amount':
      // 1.500000 is 1.5 in Postgres too, but not to who counts decimals.
      return `trim_scale(${cell})`;
    case 'instant':
      return `to_char(${cell} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    case 'flag':
      return `case when ${cell} then 'true' when not ${cell} then 'false' end`;
    default:
      return cell;
  }
}
