import { type Finding, Findings, type Report } from '@millrace/costing-core';
import { TABLES, type TableName, type TableSpec } from '@millrace/facts';
import {
  calendarOf,
  countDocuments,
  type Database,
  documentsInNoPeriod,
  factsSincePublished,
  type Steps,
} from '@millrace/store';
import type { InputFile } from '../files/input-file.js';
import type { FileRow, Head, TableSource } from '../files/table-source.js';
import { csvLine } from '../files/write-csv.js';
import type { CountedFrom } from '../terminal/print-counts.js';
import { FactsCheck } from './check-facts.js';
import { makeStaging, mergeStaged, stagingName } from './staging.js';

/** What became of a file's rows. */
interface ImportedTable {
  readonly table: TableName;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** What is imported: the tables, and the files that they are in. */
interface Sources {
  readonly sources: ReadonlyMap<TableName, TableSource>;
  readonly files: readonly InputFile[];
}

export interface Imported {
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
 * are added. Nothing is ever deleted.
 *
 * Each file is read once. A row goes the same way twice at that moment: into columns, to be checked, and by COPY into a
 * staging table that ends with the transaction. So what is merged is what was checked, whatever becomes of the files.
 *
 * @param found what was wrong before any file was opened.
 * @throws Trouble where a file was changed before all of it was written; nothing is written then.
 */
export async function importFiles(
  database: Database,
  { sources, files }: Sources,
  found: readonly Finding[],
  steps: Steps,
): Promise<Imported> {
  const findings = new Findings();
  findings.add(found);
  try {
    return await database.transaction('writing', async () => {
      const rows = await stage(database, sources, findings, steps);
      const tables: ImportedTable[] = [];
      for (const table of sources.keys()) {
        await steps.run(`import:${table}`, async (advance) => {
          const { added, changed } = await mergeStaged(database, table);
          const all = rows.get(table) ?? 0;
          tables.push({ table, rows: all, added, changed, unchanged: all - added - changed });
          await advance(all);
        });
      }
      const counts = await steps.run('check:counts', () => countAll(database));
      const since = await steps.run('check:versions', () => sincePublished(database));
      for (const file of files) await file.mustBeUnchanged();
      return { tables, refused: false, findings: since, counts };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { tables: [], refused: true, findings: findings.sorted(), counts: [] };
  }
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

/** What counts in no period, and what the versions that are published don't hold, or hold differently, of all ledgers. */
async function sincePublished(database: Database): Promise<readonly Finding[]> {
  const ledgers = await database.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
  const findings = new Findings();
  for (const { ledger } of ledgers) {
    const calendar = await calendarOf(database, ledger);
    if (calendar.length > 0) findings.add(await documentsInNoPeriod(database, ledger, calendar));
    findings.add(await factsSincePublished(database, ledger));
  }
  return findings.sorted();
}

/** Ends the transaction without a trace where a finding stands in the way. */
class Refused extends Error {}

/** Reads, checks and stages all files; returns how many rows each has. */
async function stage(
  database: Database,
  sources: ReadonlyMap<TableName, TableSource>,
  findings: Findings,
  steps: Steps,
): Promise<ReadonlyMap<TableName, number>> {
  const check = new FactsCheck(await knownLedgers(database));
  const counts = new Map<TableName, number>();
  // The ledger first: amounts are read at its scale.
  const inOrder = [...sources].sort(([a], [b]) => Number(b === 'ledger') - Number(a === 'ledger'));
  const unread = new Set<TableName>();
  for (const [table, source] of inOrder) {
    const report: Report = (...finding) => {
      unread.add(table);
      findings.report(...finding);
    };
    await steps.run(`check:${table}`, async (advance) => {
      counts.set(table, await stageTable(database, { table, source }, check, report, advance));
    });
  }
  await steps.run('check:facts', () => check.finish(database, findings, unread));
  if (findings.sorted().length > 0) throw new Refused();
  return counts;
}

async function knownLedgers({ kysely }: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await kysely.selectFrom('millrace.ledger').select(['ledger', 'amount_scale']).execute();
  return new Map(rows.map(({ ledger, amount_scale }) => [ledger, amount_scale]));
}

/** One table on its way into columns and into its staging table; returns how many rows it has. */
async function stageTable(
  database: Database,
  { table, source }: { table: TableName; source: TableSource },
  check: FactsCheck,
  report: Report,
  advance: (rows: number) => Promise<void>,
): Promise<number> {
  let head: Head | undefined;
  let lines = '';
  const into = check.from(table, source);
  const take = (row: FileRow) => {
    into(row);
    // Where one row is refused none is written, so what a column of the database would not take never gets there.
    if (check.hasFaults) lines = '';
    else lines += `${row.line ?? csvLine(row.record, head?.separator)}\n`;
  };
  const counts = source.read(table, report, take, (found) => {
    head = found;
  });
  // Columns are copied in the order of the header, which is known when the first rows are.
  let next = await counts.next();
  await makeStaging(database, table);
  let count = 0;
  const pieces = async function* () {
    for (; next.done !== true; next = await counts.next()) {
      count = next.value;
      if (lines !== '') yield lines;
      lines = '';
      await advance(count);
    }
  };
  if (head === undefined) for await (const _ of pieces());
  else {
    const { key, columns }: TableSpec = TABLES[table];
    const { separator, columns: names } = head;
    const notNull = key.filter((column) => names.includes(column) && columns[column].optional);
    await database.copyCsv(stagingName(table), { columns: names, separator, notNull }, pieces());
    await database.script(`analyze ${stagingName(table)}`);
  }
  return count;
}
