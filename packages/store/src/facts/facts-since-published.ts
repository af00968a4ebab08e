import { type Finding, Findings } from '@millrace/costing-core';
import {
  APPROVED,
  cellsOf,
  cellText,
  columnsOf,
  type Facts,
  FactsReader,
  readDate,
  readInstant,
  rowKey,
  specOf,
  type TableName,
  tableNames,
} from '@millrace/facts';
import { type Database, literal } from '../database/database.js';
import type { VersionRecord } from '../versions/stored-version.js';
import { readInputTable } from '../versions/version-input.js';
import { type CalendarPeriod, calendarOf, periodOf } from './calendar-of-ledger.js';
import { factColumns } from './fact-columns.js';
import { type FactDigests, factDigests, isName } from './fact-digests.js';
import { rowConditions } from './rows-of-period.js';

/**
 * What differs between the facts as they are and as the published versions of a ledger were computed from: rows that came
 * later, count in no version until they are dated in an open period or theirs is closed again; and rows that were changed or
 * removed, old and new value named, since the published figures don't follow from them any more.
 *
 * Digests come first, since they cost little; rows are compared only in the tables whose digest differs.
 */
export async function factsSincePublished(database: Database, ledger: string): Promise<Since> {
  const published = await publishedPeriods(database, ledger);
  const dates = published.map(({ period }) => period);
  return sincePublished(database, published, await factDigests(database, ledger, dates));
}

/** A published version, with its period's dates and the digests that it was computed from. */
export interface PublishedPeriod {
  readonly record: VersionRecord;
  readonly period: CalendarPeriod;
  readonly stored: FactDigests;
}

/** @param except a period that is not looked at: the one that is being closed. */
export async function publishedPeriods(
  database: Database,
  ledger: string,
  except?: string,
): Promise<readonly PublishedPeriod[]> {
  const published = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('kind', '=', 'actual')
    .where('state', '=', 'published')
    .selectAll()
    .orderBy('period')
    .execute();
  const looked = published.filter(({ period }) => period !== except);
  if (looked.length === 0) return [];
  const calendar = await calendarOf(database, ledger);
  const stored = await digestsOf(database, ledger, looked);
  return looked.map((record) => ({
    record,
    period: periodOf(calendar, ledger, record.period),
    stored: stored.get(record.version) ?? new Map(),
  }));
}

/** The same, by digests that were taken. */
export async function sincePublished(
  database: Database,
  published: readonly PublishedPeriod[],
  taken: ReadonlyMap<string, FactDigests>,
): Promise<Since> {
  const findings = new Findings();
  let compared = 0;
  for (const { record, period, stored } of published) {
    compared += stored.size;
    const now = taken.get(period.period);
    let late: ReadonlySet<string> = new Set();
    for (const table of tableNames()) {
      if (stored.get(table) === now?.get(table) || !isReadFromTables(table, record)) continue;
      const comparison = await Comparison.read(database, record, period, table);
      const came = comparison.report(findings, late);
      if (table === 'movement') late = came;
    }
  }
  return { findings: findings.sorted(), compared };
}

interface Since {
  readonly findings: readonly Finding[];
  /** How many tables of published versions were compared with the facts as they are. */
  readonly compared: number;
}

/** By version. */
async function digestsOf(
  { kysely }: Database,
  ledger: string,
  versions: readonly VersionRecord[],
): Promise<ReadonlyMap<number, FactDigests>> {
  const rows = await kysely
    .selectFrom('millrace.version_documents')
    .where('ledger', '=', ledger)
    .where(
      'version',
      'in',
      versions.map(({ version }) => version),
    )
    .select(['version', 'table_name', 'digest'])
    .execute();
  const digests = new Map(versions.map(({ version }) => [version, new Map<string, string>()]));
  for (const { version, table_name, digest } of rows) digests.get(version)?.set(table_name, digest);
  return digests;
}

/** What a period opens with comes from the version before, where there is one; what earlier movements cost always does. */
function isReadFromTables(table: TableName, { opened_from }: VersionRecord): boolean {
  if (table === 'earlier_cost') return false;
  return opened_from === null || !(table.startsWith('opening_') || table.startsWith('last_'));
}

/** Masters to which rows are added all the time: a new one changes nothing that was published. */
const GROWING: ReadonlySet<TableName> = new Set([
  'ledger',
  'ledger_plant',
  'period',
  'plant',
  'driver',
  'item',
  'cost_element',
  'cost_centre',
  'work_centre',
  'bom',
  'bom_line',
  'routing_operation',
  'production_order',
]);

/** The rows of one table, as a version was computed from them and as they are, side by side. */
class Comparison {
  readonly #period: CalendarPeriod;
  readonly #table: TableName;
  readonly #facts: Facts;
  readonly #scale: number;
  /** How many of the rows are those of the version; they come first. */
  readonly #storedCount: number;
  /** By key, the row as it is. */
  readonly #now: ReadonlyMap<string, number>;

  private constructor(period: CalendarPeriod, table: TableName, facts: Facts, scale: number, storedCount: number) {
    this.#period = period;
    this.#table = table;
    this.#facts = facts;
    this.#scale = scale;
    this.#storedCount = storedCount;
    const now = new Map<string, number>();
    for (let row = storedCount; row < facts[table].rowCount; row++) now.set(rowKey(facts, table, row), row);
    this.#now = now;
  }

  static async read(database: Database, record: VersionRecord, period: CalendarPeriod, table: TableName) {
    const { amount_scale } = await database.kysely
      .selectFrom('millrace.ledger')
      .where('ledger', '=', record.ledger)
      .select('amount_scale')
      .executeTakeFirstOrThrow();
    const reader = new FactsReader(record.ledger, amount_scale);
    const rows = reader.table(table);
    await readInputTable(database, record, table, rows);
    const stored = reader.facts();
    const storedCount = stored[table].rowCount;
    const columns = factColumns(table, 't');
    const read = (condition: string) =>
      database.readInto(rows, `select ${columns} from millrace."${table}" t where ${condition}`);
    for (const condition of rowConditions(table, record.ledger, period)) await read(condition);
    // A row that is dated in another period now is not among them, but it still exists.
    const some = new Comparison(period, table, reader.facts(), amount_scale, storedCount);
    const gone = some.#missing();
    for (let from = 0; from < gone.length; from += 1000) await read(some.#hasKeyOf(gone.slice(from, from + 1000)));
    return gone.length === 0 ? some : new Comparison(period, table, reader.facts(), amount_scale, storedCount);
  }

  /** Tells what differs; returns the keys of rows that came later. */
  report(findings: Findings, lateMovements: ReadonlySet<string>): ReadonlySet<string> {
    const facts = this.#facts;
    const known = new Set<string>();
    const late: string[] = [];
    for (let row = 0; row < this.#storedCount; row++) {
      const key = rowKey(facts, this.#table, row);
      known.add(key);
      const now = this.#now.get(key);
      if (this.#counts(row)) this.#reportChanges(findings, row, now);
      else if (now !== undefined && this.#counts(now) && this.#isOfPeriod(now)) late.push(key);
    }
    for (const [key, row] of this.#now) {
      if (known.has(key) || GROWING.has(this.#table) || !this.#counts(row) || !this.#isOfPeriod(row)) continue;
      // The amounts of a movement that came later came with it.
      if (this.#table === 'movement_amount' && lateMovements.has(this.#text('movement', row))) continue;
      late.push(key);
    }
    if (late.length > 0) {
      const keys = late.slice(0, NAMED).join(', ') + (late.length > NAMED ? ', …' : '');
      const fields = { count: String(late.length), keys };
      findings.report('fact_came_after_its_period_was_published', this.#table, this.#period.period, fields);
    }
    return new Set(late);
  }

  #reportChanges(findings: Findings, row: number, now: number | undefined): void {
    const { period } = this.#period;
    const key = rowKey(this.#facts, this.#table, row);
    if (now === undefined) {
      // A row that is gone has no key any more.
      const column = specOf(this.#table).key.at(-1) as string;
      const fields = { period, column, from: this.#text(column, row), to: '' };
      findings.report('fact_was_changed_after_its_period_was_published', this.#table, key, fields);
      return;
    }
    for (const [column] of columnsOf(this.#table)) {
      if (isName(column)) continue;
      const [from, to] = [this.#text(column, row), this.#text(column, now)];
      if (from === to) continue;
      const fields = { period, column, from, to };
      findings.report('fact_was_changed_after_its_period_was_published', this.#table, key, fields);
    }
  }

  /** Rows of the version whose key is not among the rows as they are. */
  #missing(): number[] {
    return Array.from({ length: this.#storedCount }, (_, row) => row).filter(
      (row) => !this.#now.has(rowKey(this.#facts, this.#table, row)),
    );
  }

  #hasKeyOf(rows: readonly number[]): string {
    const { key } = specOf(this.#table);
    const keys = rows.map((row) => `(${key.map((column) => literal(this.#text(column, row))).join(', ')})`);
    return `(${key.map((column) => `t."${column}"`).join(', ')}) in (${keys.join(', ')})`;
  }

  /** A cell as text; that an order is closed after the period says nothing of it. */
  #text(column: string, row: number): string {
    const text = cellText(this.#facts, this.#table, column, row, this.#scale);
    return column === 'closed_on' && text > this.#period.lastDay ? '' : text;
  }

  #counts(row: number): boolean {
    const status = specOf(this.#table).columns.status;
    return status === undefined || cellsOf(this.#facts, this.#table, 'status')[row] === APPROVED;
  }

  /** Whether a row is dated in the period, or holds from a day up to its end; what has no date is. */
  #isOfPeriod(row: number): boolean {
    for (const [column, { kind }] of columnsOf(this.#table)) {
      const value = cellsOf(this.#facts, this.#table, column)[row];
      if (kind === 'instant') {
        return value >= readInstant(this.#period.start) && value < readInstant(this.#period.end);
      }
      if (column === 'valid_from') return value <= readDate(this.#period.lastDay);
    }
    return true;
  }
}

/** The first of many, so that one knows where to look. */
const NAMED = 5;
