import type { Column } from '../column.js';
import { TABLES, type TableName, type TableSpec, tableNames } from '../tables.js';
import { CHOICES_ZH } from './choices-zh.js';
import { COLUMNS_ZH } from './columns-zh.js';
import { TABLES_ZH } from './tables-zh.js';

/** The table of this name, English or Chinese, in small letters or large; undefined for none. */
export function tableNamed(name: string): TableName | undefined {
  return tableByName.get(name.toLowerCase());
}

/** The column of this name, English or Chinese, in small letters or large; undefined where the table has none. */
export function columnNamed(table: TableName, name: string): string | undefined {
  let names = columnsByName.get(table);
  if (names === undefined) {
    names = new Map();
    const { columns }: TableSpec = TABLES[table];
    for (const column of Object.keys(columns)) names.set(column, column).set(columnZh(column), column);
    columnsByName.set(table, names);
  }
  return names.get(name.toLowerCase());
}

/** The choice that this is, by its English or Chinese word, in small letters or large; undefined for none. */
export function choiceNamed(column: Column, word: string): string | undefined {
  const small = word.toLowerCase();
  return column.choices.find((choice) => choice === small || choiceZh(choice) === word);
}

/** A column's Chinese name. */
export function columnZh(column: string): string {
  return COLUMNS_ZH[column];
}

/** A choice's Chinese name; `true` and `false` of a flag too. */
export function choiceZh(choice: string): string {
  return CHOICES_ZH[choice as keyof typeof CHOICES_ZH];
}

const tableByName = new Map(tableNames().flatMap((name) => [[name, name] as const, [TABLES_ZH[name], name] as const]));

const columnsByName = new Map<TableName, Map<string, string>>();
