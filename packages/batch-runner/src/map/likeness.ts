import { columnZh, TABLES_ZH, type TableName } from '@millrace/facts';
import type { SiteColumn, SiteTable } from './catalog.js';
import { COLUMN_WORDS, TABLE_WORDS } from './words.js';

/** How like a name is to what is looked for: 1 where it is one of its names, less for later words, 0 for nothing alike. */
export type Likeness = number;

/** From here on nobody need look. */
export const SURE: Likeness = 0.8;

/** A name in small letters, its words apart: `F_POSTED_AT`, `tblItem`, `cInvCode` as `posted_at`, `item`, `inv_code`. */
function plain(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  while (words.length > 1 && PREFIXES.has(words[0])) words.shift();
  return words.join('_');
}

/** What names are given in front to say what they are. */
const PREFIXES: ReadonlySet<string> = new Set([
  't',
  'tbl',
  'tab',
  'table',
  'v',
  'view',
  'f',
  'fld',
  'c',
  'i',
  'd',
  'b',
  'n',
  's',
  'erp',
]);

/** How like a site's table is to one of the facts by its name, or by what its comment begins with. */
export function tableLikeness(site: SiteTable, table: TableName): Likeness {
  return likeness([site.name, firstWord(site.comment)], [table, TABLES_ZH[table], ...wordsOf(TABLE_WORDS[table])]);
}

export function columnLikeness(site: SiteTable, column: SiteColumn, table: TableName, named: string): Likeness {
  const names = [column.name, ownName(site, column.name), firstWord(column.comment)];
  const words = wordsOf(COLUMN_WORDS[`${table}.${named}`] ?? COLUMN_WORDS[named]);
  return likeness(names, [named, columnZh(named), ...words]);
}

/** A column's name without that of its table: `voucher_no` of `voucher` is `no`. */
export function ownName(site: SiteTable, name: string): string {
  const [own, whole] = [`${plain(site.name)}_`, plain(name)];
  return whole.startsWith(own) ? whole.slice(own.length) : whole;
}

function likeness(names: readonly string[], words: readonly string[]): Likeness {
  let best: Likeness = 0;
  for (const name of names.map(plain)) {
    if (name === '') continue;
    const at = words.findIndex((word) => word === name || `${word}s` === name);
    if (at >= 0) best = Math.max(best, 1 - at / 200);
    const parts = name.split('_');
    const within = words.findIndex((word) => word.length > 2 && word.split('_').every((part) => parts.includes(part)));
    if (within >= 0) best = Math.max(best, 0.5 - parts.length / 50);
  }
  return best;
}

const wordsOf = (listed = '') => listed.split(' ').filter((word) => word !== '');

function firstWord(comment: string): string {
  return comment.split(/[\s,，;；:：(（。.]/)[0];
}
