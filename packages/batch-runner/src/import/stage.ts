import type { Findings, Report } from '@millrace/costing-core';
import { TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { csvLine } from '@millrace/report/sheets';
import { type Database, type Steps, Trouble } from '@millrace/store';
import type { FileRow, Head, TableSource } from '../files/table-source.js';
import type { LastRead } from '../sources/last-read.js';
import { FactsCheck } from './check-facts.js';
import { makeStaging, stagingName } from './staging.js';

/** What is read, and where it goes. */
interface Staging {
  readonly sources: ReadonlyMap<TableName, TableSource>;
  readonly lastRead: ReadonlyMap<TableName, LastRead>;
  /** Tables without rows: what is read of them is copied there at once. */
  readonly straight: ReadonlySet<TableName>;
}

/** Ends the transaction without a trace where a finding stands in the way. */
export class Refused extends Error {}

/**
 * Reads and checks all files, each row of them once, and copies them where they are merged from, or into the table itself where it
 * has no rows.
 *
 * @throws Refused where something was found.
 */
export async function stage(
  database: Database,
  { sources, lastRead, straight }: Staging,
  findings: Findings,
  steps: Steps,
): Promise<void> {
  const check = new FactsCheck(await knownLedgers(database));
  // The ledger first: amounts are read at its scale.
  const inOrder = [...sources].sort(([a], [b]) => Number(b === 'ledger') - Number(a === 'ledger'));
  const unread = new Set<TableName>();
  const refusals: unknown[] = [];
  for (const [table, source] of inOrder) {
    const report: Report = (...finding) => {
      unread.add(table);
      findings.report(...finding);
    };
    await steps.run(`check:${table}`, async (advance) => {
      const reading = new Reading(table, source, check, report, advance);
      try {
        if (straight.has(table)) await copyStraight(database, reading, (error) => refusals.push(error));
        else await copyAside(database, reading);
      } finally {
        await reading.close();
      }
      const toCome = lastRead.get(table)?.toCome;
      // A query that asks for the time or for chance has other rows each time.
      if (toCome !== undefined && reading.count !== toCome && !unread.has(table))
        throw new Trouble('input_has_changed', { file: source.name });
    });
  }
  await steps.run('check:facts', () => check.finish(database, findings, unread));
  if (findings.sorted().length > 0) throw new Refused();
  if (refusals.length > 0) throw refusals[0];
}

async function knownLedgers({ kysely }: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await kysely.selectFrom('millrace.ledger').select(['ledger', 'amount_scale']).execute();
  return new Map(rows.map(({ ledger, amount_scale }) => [ledger, amount_scale]));
}

/** One table on its way into columns, to be checked, and as lines into the database. */
class Reading {
  readonly table: TableName;
  /** How many rows have come. */
  count = 0;
  readonly #counts: AsyncGenerator<number>;
  readonly #advance: (rows: number) => Promise<void>;
  #next: IteratorResult<number> | undefined;
  #head: Head | undefined;
  #lines = '';

  constructor(
    table: TableName,
    source: TableSource,
    check: FactsCheck,
    report: Report,
    advance: (rows: number) => Promise<void>,
  ) {
    this.table = table;
    this.#advance = advance;
    const into = check.from(table, source);
    const take = (row: FileRow) => {
      into(row);
      // Where one row is refused none is written, so what a column of the database would not take never gets there.
      if (check.hasFaults) this.#lines = '';
      else this.#lines += `${row.line ?? csvLine(row.record, this.#head?.separator)}\n`;
    };
    this.#counts = source.read(table, report, take, (found) => {
      this.#head = found;
    });
  }

  /** The header, which is known when the first rows are; undefined where it is wrong or missing. */
  async head(): Promise<Head | undefined> {
    this.#next ??= await this.#counts.next();
    return this.#head;
  }

  /** Lines in pieces, each of whole rows. Who stops taking them may go on later. */
  async *pieces(): AsyncGenerator<string> {
    this.#next ??= await this.#counts.next();
    for (; this.#next.done !== true; this.#next = await this.#counts.next()) {
      const lines = this.#lines;
      this.#lines = '';
      if (lines !== '') yield lines;
      this.count = this.#next.value;
      await this.#advance(this.count);
    }
  }

  async rest(): Promise<void> {
    for await (const _ of this.pieces());
  }

  /** Closes the file, also where it was not read to its end. */
  async close(): Promise<void> {
    await this.#counts.return(0);
  }
}

async function copyAside(database: Database, reading: Reading): Promise<void> {
  const head = await reading.head();
  await makeStaging(database, reading.table);
  if (head === undefined) return reading.rest();
  await copyInto(database, stagingName(reading.table), head, reading);
  await database.script(`analyze ${stagingName(reading.table)}`);
}

/**
 * Copies rows into the table itself. What the database refuses, the same key twice, is mostly told better by the checks: so it is
 * kept, and all is read to its end.
 */
async function copyStraight(database: Database, reading: Reading, onRefused: (error: unknown) => void): Promise<void> {
  const head = await reading.head();
  if (head === undefined) return reading.rest();
  await database.script('savepoint straight');
  try {
    await copyInto(database, `millrace."${reading.table}"`, head, reading);
    await database.script('release savepoint straight');
  } catch (error) {
    await database.script('rollback to savepoint straight').catch(() => {
      throw error;
    });
    onRefused(error);
    await reading.rest();
  }
}

/** Columns are copied in the order of the header. */
async function copyInto(database: Database, into: string, head: Head, reading: Reading): Promise<void> {
  const { key, columns }: TableSpec = TABLES[reading.table];
  const { separator, columns: names } = head;
  const notNull = key.filter((column) => names.includes(column) && columns[column].optional);
  await database.copyCsv(into, { columns: names, separator, notNull }, reading.pieces());
}
