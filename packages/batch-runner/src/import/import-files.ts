import { type Finding, Findings } from '@millrace/costing-core';
import { type TableName, tableNames } from '@millrace/facts';
import { calendarOf, countDocuments, type Database, type Steps, Trouble } from '@millrace/store';
import type { ReadOnce } from '../files/input-file.js';
import type { TableSource } from '../files/table-source.js';
import { type Gone, type HashedSource, LastRead } from '../sources/last-read.js';
import type { CountedFrom } from '../terminal/print-counts.js';
import { tablesWithoutRows } from './first-rows.js';
import { PeriodOfRow } from './period-of-row.js';
import { nextImport, recordImport, type TableCounts } from './record.js';
import { namesStayKnown } from './removed.js';
import { changedSincePublished, sincePublished } from './since-published.js';
import { Refused, stage } from './stage.js';
import { mergeStaged, noteAll, type PeriodCounts, removeMissing } from './staging.js';

/** What became of a file's rows. */
interface ImportedTable {
  readonly table: TableName;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly periods: readonly PeriodCounts[];
  /** Of a site's own table: what it had when it was last read and has no more. It is kept. */
  readonly gone?: Gone;
}

/** How files are imported. */
export interface Importing {
  /** True: all is done as it would be, told, and taken back. */
  readonly isPreview?: boolean;
  /** Rows may come into published periods and change what was published; the versions stay as they are. */
  readonly intoPublished?: boolean;
  /** The tables of whose period the rows that the files don't have are removed. */
  readonly replace?: { readonly tables: readonly TableName[]; readonly period: string };
}

/** What is imported: the tables, and the files that they are in. */
export interface Sources {
  readonly sources: ReadonlyMap<TableName, TableSource>;
  readonly files: readonly ReadOnce[];
  /** Those that tell of each row a hash, so that what is as it was isn't read again. */
  readonly hashed?: ReadonlyMap<TableName, HashedSource>;
}

export interface Imported {
  /** Under which it is recorded; of a preview none. */
  readonly number: number | undefined;
  /** Empty where the rows were refused. */
  readonly tables: readonly ImportedTable[];
  /** True where something was wrong with the files or their rows: nothing was written. */
  readonly refused: boolean;
  /** What was wrong; or what is no longer as the published versions were computed from: it is kept, and counts when they are closed again. */
  readonly findings: readonly Finding[];
  readonly counts: readonly CountedFrom[];
}

/**
 * Brings files into the fact tables, all of them or nothing: a row whose key is there is updated where it differs, others
 * are added. Nothing is deleted but what `replace` says. What was done is recorded, so that it can be taken back.
 *
 * Each file is read once. A row goes the same way twice at that moment: into columns, to be checked, and by COPY into a
 * staging table that ends with the transaction, or into its own table where that has no rows yet. So what is merged is what was
 * checked, whatever becomes of the files.
 *
 * @param found what was wrong before any file was opened.
 * @throws Trouble where a file was changed before all of it was written, or a published period is concerned and nobody said that
 *   it may be; nothing is written then.
 */
export async function importFiles(
  database: Database,
  { sources, files, hashed }: Sources,
  found: readonly Finding[],
  steps: Steps,
  importing: Importing = {},
): Promise<Imported> {
  const missing = importing.replace?.tables.find((table) => !sources.has(table));
  if (missing !== undefined) throw new Trouble('table_to_replace_is_missing', { table: missing });
  const findings = new Findings();
  findings.add(found);
  try {
    return await database.transaction('writing', async () => {
      const lastRead = new Map<TableName, LastRead>();
      // One import at a time: what the last read saw is compared, and which tables have no rows yet is known.
      const number = await nextImport(database);
      for (const [table, source] of hashed ?? []) {
        const isWhole = importing.replace?.tables.includes(table) === true;
        const found = await steps.run(`unchanged:${table}`, () => LastRead.of(database, table, source, isWhole));
        if (found !== undefined) lastRead.set(table, found);
      }
      const others = [...sources.keys()].filter(
        (name) => !hashed?.has(name) && !importing.replace?.tables.includes(name),
      );
      const straight = await tablesWithoutRows(database, others);
      await stage(database, { sources, lastRead, straight }, findings, steps);
      const before = await steps.run('check:published', () => changedSincePublished(database));
      const staged = { tables: [...sources.keys()], lastRead, straight };
      const tables = await merge(database, staged, number, steps, importing);
      await namesStayKnown(database, number, findings.report);
      if (findings.sorted().length > 0) throw new Refused();
      const counts = await steps.run('check:counts', () => countAll(database));
      const since = await steps.run('check:versions', () => sincePublished(database));
      for (const file of files) await file.mustBeUnchanged();
      if (!importing.isPreview && !importing.intoPublished) mustLeavePublished(before, since);
      const imported = { tables, refused: false, findings: since, counts };
      if (importing.isPreview) throw new Previewed({ ...imported, number: undefined });
      const read = files.map(({ name, sha256 }) => ({ name, sha256 }));
      await recordImport(database, number, { files: read, counts: tables.flatMap(countsOf) });
      return { ...imported, number };
    });
  } catch (error) {
    if (error instanceof Previewed) return error.imported;
    if (!(error instanceof Refused)) throw error;
    return { number: undefined, tables: [], refused: true, findings: findings.sorted(), counts: [] };
  }
}

/** Findings of what differs from published versions, other than those that there were before: of which periods are they? */
function mustLeavePublished(before: readonly Finding[], after: readonly Finding[]): void {
  const known = new Set(before.map((found) => JSON.stringify(found)));
  const periods = new Set<string>();
  for (const found of after) {
    if (known.has(JSON.stringify(found))) continue;
    if (found.code === 'fact_came_after_its_period_was_published') periods.add(found.key);
    if (found.code === 'fact_was_changed_after_its_period_was_published') periods.add(found.fields.period);
  }
  if (periods.size > 0)
    throw new Trouble('import_concerns_published_periods', { periods: [...periods].sort().join(', ') });
}

function countsOf({ table, periods }: ImportedTable): TableCounts[] {
  return periods.map((counts) => ({ table, ...counts }));
}

/** Merges all staged tables, masters first, and removes what `replace` says. */
async function merge(
  database: Database,
  staged: {
    readonly tables: readonly TableName[];
    readonly lastRead: ReadonlyMap<TableName, LastRead>;
    readonly straight: ReadonlySet<TableName>;
  },
  number: number,
  steps: Steps,
  { replace }: Importing,
): Promise<ImportedTable[]> {
  const merged = new Map<TableName, PeriodCounts[]>();
  let periods: PeriodOfRow | undefined;
  for (const table of tableNames().filter((name) => staged.tables.includes(name))) {
    await steps.run(`import:${table}`, async (advance) => {
      // Calendars are known once the tables before have come in.
      if (PeriodOfRow.column(table) !== undefined) periods ??= await PeriodOfRow.of(database);
      const bring = staged.straight.has(table) ? noteAll : mergeStaged;
      const written = await bring(database, table, number, periods ?? PeriodOfRow.NONE);
      const counts = withUnread(written, staged.lastRead.get(table)?.unread ?? 0);
      merged.set(table, counts);
      await advance(counts.reduce((sum, { rows }) => sum + rows, 0));
    });
  }
  for (const table of replace?.tables ?? []) {
    const period = replace?.period ?? '';
    periods ??= await PeriodOfRow.of(database);
    for (const [of, removed] of await removeMissing(database, table, period, number, periods)) {
      const counts = merged.get(of) ?? [];
      const its = counts.find((each) => each.period === period) ?? {
        period,
        rows: 0,
        added: 0,
        changed: 0,
        removed: 0,
      };
      const rest = counts.filter((each) => each !== its);
      if (removed > 0 || counts.length > 0) merged.set(of, [...rest, { ...its, removed: its.removed + removed }]);
    }
  }
  const gone = new Map<TableName, Gone>();
  for (const [table, lastRead] of staged.lastRead) {
    gone.set(table, await steps.run(`remember:${table}`, () => lastRead.remember()));
  }
  return Array.from(merged, ([table, counts]) => {
    const total = (what: Exclude<keyof PeriodCounts, 'period'>) => counts.reduce((sum, each) => sum + each[what], 0);
    const [rows, added, changed, removed] = [total('rows'), total('added'), total('changed'), total('removed')];
    const its = gone.get(table);
    const unchanged = rows - added - changed;
    return { table, rows, added, changed, removed, unchanged, periods: counts, ...(its && { gone: its }) };
  });
}

/** Counts of what was written, and of rows that were not read again, whose periods nobody looked at. */
function withUnread(written: readonly PeriodCounts[], unread: number): PeriodCounts[] {
  const none = written.find(({ period }) => period === '') ?? { period: '', rows: 0, added: 0, changed: 0, removed: 0 };
  const others = written.filter((its) => its !== none);
  return unread === 0 ? [...written] : [{ ...none, rows: none.rows + unread }, ...others];
}

/** Where all documents count, by ledger, seen from the first period that is not published. */
async function countAll(database: Database): Promise<CountedFrom[]> {
  const { kysely } = database;
  const ledgers = await kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
  const all: CountedFrom[] = [];
  for (const { ledger } of ledgers) {
    const calendar = await calendarOf(database, ledger);
    const published = await kysely
      .selectFrom('millrace.version')
      .where('ledger', '=', ledger)
      .where('kind', '=', 'actual')
      .where('state', '=', 'published')
      .select('period')
      .execute();
    const last = calendar.findLastIndex(({ period }) => published.some((version) => version.period === period));
    const next = calendar[last + 1] ?? calendar.at(-1);
    if (next === undefined) continue;
    all.push({ ledger, period: next.period, counts: await countDocuments(database, ledger, calendar, next) });
  }
  return all;
}

/** Ends the transaction without a trace, with what would have been done. */
class Previewed extends Error {
  readonly imported: Imported;

  constructor(imported: Imported) {
    super('a preview');
    this.imported = imported;
  }
}
