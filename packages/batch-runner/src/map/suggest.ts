import { type Column, columnsOf, specOf, type TableName } from '@millrace/facts';
import type { Database } from '@millrace/store';
import { type Cast, castTo } from './as-column.js';
import { readCatalog, type SiteColumn, type SiteTable } from './catalog.js';
import { chooseTables } from './choose-tables.js';
import { columnLikeness, SURE } from './likeness.js';
import { type ReadAs, Site, tableSql } from './read-through.js';
import { DEFAULTS } from './words.js';

/** How far a column's query can be relied on: `look` was found by likeness, `assumed` is a constant, `fill_in` is for a person. */
export type Certainty = 'sure' | 'look' | 'assumed' | 'fill_in';

export interface SuggestedColumn {
  readonly column: string;
  readonly certainty: Certainty;
  /** The site's column; undefined for a constant. */
  readonly from: string | undefined;
  readonly sql: string;
  /** What is to be decided. */
  readonly open?: Cast['open'];
}

export interface SuggestedTable {
  readonly table: TableName;
  readonly from: string;
  readonly isSure: boolean;
  readonly columns: readonly SuggestedColumn[];
}

/**
 * A first mapping of the tables that a database has: which of them hold what, and how each column is read. Nothing is invented: what
 * isn't found is left to be filled in.
 */
export async function suggestMapping(database: Database): Promise<SuggestedTable[]> {
  const catalog = await readCatalog(database);
  const chosen = chooseTables(catalog);
  const site = new Site(catalog, chosen, (table) => specOf(table).key[0]);
  const suggested: SuggestedTable[] = [];
  for (const [table, { site: from, isSure }] of [...chosen].sort(([a], [b]) => order(a) - order(b))) {
    const columns = await suggestColumns(database, site, from, table);
    suggested.push({ table, from: tableSql(from), isSure, columns });
  }
  return suggested;
}

const TABLE_ORDER = ['ledger', 'ledger_plant', 'period', 'plant', 'item'];
const order = (table: TableName) => (TABLE_ORDER.indexOf(table) + TABLE_ORDER.length + 1) % (TABLE_ORDER.length + 1);

interface Candidate {
  readonly named: string;
  readonly column: SiteColumn;
  readonly likeness: number;
}

async function suggestColumns(
  database: Database,
  site: Site,
  from: SiteTable,
  table: TableName,
): Promise<SuggestedColumn[]> {
  const candidates = columnsOf(table).flatMap(([named, { refersTo }]) =>
    from.columns.map((column): Candidate => {
      const likeness = columnLikeness(from, column, table, named);
      return { named, column, likeness: site.leadsTo(from, column, refersTo) ? Math.max(likeness, LED) : likeness };
    }),
  );
  const all: SuggestedColumn[] = [];
  const found = new Map<string, SuggestedColumn>();
  const used = new Set<SiteColumn>();
  // The likeliest pairs first: a column of the site is one thing.
  for (const { named, column, likeness } of candidates.filter((each) => each.likeness > 0).sort(likelier)) {
    if (found.has(named) || used.has(column)) continue;
    const isKey = named === specOf(table).key[0];
    const read: ReadAs = isKey && !site.target(from, column) ? asItIs(column) : site.read(from, 't', column);
    const isSure = likeness >= SURE && !hasRival(candidates, named, column, likeness);
    const suggestion = await suggest(database, from, [named, specOf(table).columns[named]], {
      read,
      isSure: isSure && !read.isGuess,
      name: column.name,
    });
    if (suggestion === undefined) continue;
    found.set(named, suggestion);
    used.add(column);
  }
  for (const [named, column] of columnsOf(table)) {
    const its = found.get(named) ?? (await fromHead(database, site, from, [table, named, column]));
    if (its !== undefined) all.push(its);
    else if (!column.optional) all.push(withoutSource(table, named));
  }
  return all;
}

const asItIs = ({ name, type }: SiteColumn): ReadAs => ({
  sql: `t."${name.replaceAll('"', '""')}"`,
  type,
  isGuess: false,
});

/** A reference to the table that was chosen says what a column is, whatever it is called; its own name still says it better. */
const LED = 0.9;

const likelier = (a: Candidate, b: Candidate) => b.likeness - a.likeness;

/** Whether another column of the site is as like. */
function hasRival(all: readonly Candidate[], named: string, column: SiteColumn, likeness: number): boolean {
  return all.some((each) => each.named === named && each.column !== column && each.likeness === likeness);
}

async function suggest(
  database: Database,
  from: SiteTable,
  [named, column]: readonly [string, Column],
  { read, isSure, name }: { readonly read: ReadAs; readonly isSure: boolean; readonly name: string },
): Promise<SuggestedColumn | undefined> {
  const asksForValues = column.kind === 'choice' || column.kind === 'flag';
  const values = asksForValues ? await valuesOf(database, from, read.sql) : [];
  const cast = castTo(column, read.sql, read.type, values);
  if (cast === undefined) return undefined;
  const certainty = cast.open === undefined && isSure ? 'sure' : 'look';
  return { column: named, certainty, from: name, ...cast };
}

/** The values that there are, the first of many. */
async function valuesOf(database: Database, from: SiteTable, sql: string): Promise<string[]> {
  const values: string[] = [];
  await database.read(
    `select distinct v from (select (${sql})::text as v from ${tableSql(from)} t limit 100000) d where v is not null order by v limit ${MOST_VALUES}`,
    ([value]) => values.push(value),
  );
  return values;
}

const MOST_VALUES = 20;

/** What the line doesn't say, its document's head may. */
async function fromHead(
  database: Database,
  site: Site,
  from: SiteTable,
  [table, named, column]: readonly [TableName, string, Column],
): Promise<SuggestedColumn | undefined> {
  if (column.optional && !OF_HEADS.has(named)) return undefined;
  for (const { column: by, head } of site.heads(from)) {
    // A master tells about itself, not about the document.
    if (site.codeOf(head) !== undefined && !OF_HEADS.has(named)) continue;
    for (const its of head.columns) {
      const like = columnLikeness(head, its, table, named);
      if (like < SURE && !site.leadsTo(head, its, column.refersTo)) continue;
      if (its.isKey) continue;
      const read = site.readThrough(from, by, head, its);
      const name = `${head.name}.${its.name}`;
      const found = await suggest(database, from, [named, column], { read, isSure: false, name });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const OF_HEADS: ReadonlySet<string> = new Set(['document', 'posted_at', 'reported_at', 'status', 'order', 'plant']);

function withoutSource(table: TableName, column: string): SuggestedColumn {
  const assumed = DEFAULTS[`${table}.${column}`] ?? DEFAULTS[column];
  return assumed === undefined
    ? { column, certainty: 'fill_in', from: undefined, sql: 'null' }
    : { column, certainty: 'assumed', from: undefined, sql: assumed };
}
