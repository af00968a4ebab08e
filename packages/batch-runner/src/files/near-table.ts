import { nearest, TABLES_ZH, type TableName, tableNamed, tableNames } from '@millrace/facts';

/**
 * The name of a table that a file or sheet is most probably meant to have: one that differs by few letters, or else the longest that stands
 * whole in it, as programs and people add to names: `Sept - movement`, `出入库单据 (2)`, `movement-Table 1`.
 */
export function nearTable(name: string): string | undefined {
  const all = [...tableNames(), ...Object.values(TABLES_ZH)];
  const near = nearest(name, all);
  if (near !== undefined) return near;
  const words = name.toLowerCase();
  const isWithin = (table: string) =>
    /^[a-z_]+$/.test(table) ? new RegExp(`(?<![a-z_])${table}(?![a-z])`).test(words) : words.includes(table);
  return all.filter(isWithin).sort((a, b) => b.length - a.length)[0];
}

/** The tables that a name may stand for: the one that is near, or those that begin alike, or all. */
export function alike(name: string, near: string | undefined): readonly TableName[] {
  const table = near === undefined ? undefined : tableNamed(near);
  if (table !== undefined) return [table];
  const found = tableNames().filter((known) => known.startsWith(name.slice(0, 4).toLowerCase()));
  return found.length > 0 ? found : tableNames();
}
