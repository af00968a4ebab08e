import { type Column, TABLES, type TableName, type TableSpec } from '@millrace/costing-core';

/** The columns of a table as docs/facts.md lists them: `**item**, unit, supply (purchased, made, both), name?`. */
export function columnList(name: TableName): string {
  const { key, columns }: TableSpec = TABLES[name];
  const isDocument = columns.status !== undefined;
  return Object.entries(columns)
    .filter(([column]) => !(isDocument && (column === 'source' || column === 'status')))
    .map(([column, spec]) => {
      const named = key.includes(column) ? `**${column}**` : column;
      return `${named}${spec.optional ? '?' : ''}${kindOf(name, column, spec)}`;
    })
    .join(', ');
}

function kindOf(table: TableName, name: string, column: Column): string {
  if (column.refersTo !== undefined && column.refersTo !== name && column.refersTo !== table)
    return ` → ${column.refersTo}`;
  // The types of movements and the events of journals have lists of their own.
  const isListed = table === 'movement' || (table === 'account_rule' && name === 'event');
  if (column.kind === 'choice') return isListed ? '' : ` (${column.choices.join(', ')})`;
  if (column.kind === 'decimal') {
    if (column.scale === 9) return name === 'rate' ? '' : ' rate';
    return column.signed ? ' ±' : name === 'quantity' ? '' : ' quantity';
  }
  if (column.kind === 'flag') return ' (true, false)';
  return column.kind === 'text' || column.kind === name ? '' : ` ${column.kind}`;
}
