import type { Column } from '../column.js';
import { TABLES, type TableName, type TableSpec, tableNames } from '../tables.js';
import { CHOICES_ZH } from './choices-zh.js';
import { COLUMNS_ZH } from './columns-zh.js';
import { TABLES_ZH } from './tables-zh.js';

/** The table of this name, English, Chinese or both, in small letters or large; undefined for none. */
export function tableNamed(name: string): TableName | undefined {
  return oneOf(name, (each) => tableByName.get(each.toLowerCase()));
}

/** The column of this name, English, Chinese or both, in small letters or large; undefined where the table has none. */
export function columnNamed(table: TableName, name: string): string | undefined {
  let names = columnsByName.get(table);
  if (names === undefined) {
    names = new Map();
    const { columns }: TableSpec = TABLES[table];
    for (const column of Object.keys(columns)) names.set(column, column).set(columnZh(column), column);
    columnsByName.set(table, names);
  }
  const known = names;
  return oneOf(name, (each) => known.get(each.toLowerCase()));
}

/** The choice that this is, by its English or Chinese word or both, in small letters or large; undefined for none. */
export function choiceNamed({ choices }: Column, word: string): string | undefined {
  return oneOf(word, (each) => {
    const small = each.toLowerCase();
    return choices.find((choice) => choice === small || choiceZh(choice) === each);
  });
}

/**
 * What a name means, or a name as it is printed: `物料（item）`. Both parts have to mean the same; undefined where they
 * don't, or mean nothing.
 */
function oneOf<Name extends string>(name: string, meant: (name: string) => Name | undefined): Name | undefined {
  const whole = meant(name);
  if (whole !== undefined) return whole;
  const both = /^([^（）()]+)[（(]([^（）()]+)[）)]$/.exec(name);
  if (both === null) return undefined;
  const first = meant(both[1].trim());
  return first === meant(both[2].trim()) ? first : undefined;
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
