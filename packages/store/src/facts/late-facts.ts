import { type Facts, type Finding, finding, type Outcome, TABLES, type TableName } from '@millrace/costing-core';
import { type Database, literal } from '../database/database.js';
import type { VersionRecord } from '../versions/stored-version.js';
import { readInput } from '../versions/version-input.js';
import { type CalendarPeriod, periodOf } from './calendar-of-ledger.js';
import { touches } from './rows-of-period.js';

/** Documents that are dated by themselves. */
export const DOCUMENTS = ['movement', 'work_report', 'cost_pool'] as const satisfies readonly TableName[];
export type Document = (typeof DOCUMENTS)[number];

/** How many approved documents dated in its period a version was computed from, to be stored with it. */
export function countDocuments({ facts, scope }: Outcome): Map<Document, number> {
  const inPeriod = (at: number) => at >= scope.start && at < scope.end;
  return new Map([
    ['movement', count(facts, 'movement', (row) => inPeriod(facts.movement.posted_at[row]))],
    ['work_report', count(facts, 'work_report', (row) => inPeriod(facts.work_report.reported_at[row]))],
    ['cost_pool', count(facts, 'cost_pool', () => true)],
  ]);
}

function count(facts: Facts, table: Document, belongs: (row: number) => boolean): number {
  const approved = TABLES[table].columns.status.choices.indexOf('approved');
  let sum = 0;
  for (const [row, status] of facts[table].status.entries()) if (status === approved && belongs(row)) sum++;
  return sum;
}

/**
 * Approved documents dated in published periods that those versions were not computed from: they came later, or were
 * approved later, and count nowhere until they are dated in an open period or theirs is closed again.
 *
 * Counting comes first, since it costs little; rows are compared only where a count differs.
 */
export async function findLateFacts(
  database: Database,
  ledger: string,
  calendar: readonly CalendarPeriod[],
  except: string,
): Promise<Finding[]> {
  const published = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('kind', '=', 'actual')
    .where('state', '=', 'published')
    .where('period', '<>', except)
    .selectAll()
    .orderBy('period')
    .execute();
  const findings: Finding[] = [];
  for (const record of published) {
    const period = periodOf(calendar, ledger, record.period);
    for (const table of DOCUMENTS) {
      const late = await lateKeys(database, record, period, table);
      if (late.length === 0) continue;
      findings.push(cameLate(table, record.period, late));
    }
  }
  return findings;
}

/** The finding on rows that came after their period was published. */
export function cameLate(table: Document, period: string, keys: readonly string[]): Finding {
  const named = keys.slice(0, NAMED).join(', ') + (keys.length > NAMED ? ', …' : '');
  return finding('fact_came_after_its_period_was_published', table, period, {
    count: String(keys.length),
    keys: named,
  });
}

const NAMED = 5;

async function lateKeys(
  database: Database,
  record: VersionRecord,
  period: CalendarPeriod,
  table: Document,
): Promise<string[]> {
  const condition = documentsOf(table, 't', record.ledger, period);
  const key = TABLES[table].key.at(-1) as string;
  let now = 0;
  await database.read(`select count(*) from millrace."${table}" t where ${condition}`, ([cell]) => {
    now = Number(cell);
  });
  const { documents } = await database.kysely
    .selectFrom('millrace.version_documents')
    .where('ledger', '=', record.ledger)
    .where('version', '=', record.version)
    .where('table_name', '=', table)
    .select('documents')
    .executeTakeFirstOrThrow();
  if (now === documents) return [];

  const names = Object.keys(TABLES[table].columns);
  const [keyAt, statusAt] = [names.indexOf(key), names.indexOf('status')];
  const known = new Set<string>();
  await readInput(database, record, table, (cells) => {
    if (cells[statusAt] === 'approved') known.add(cells[keyAt]);
  });
  const late: string[] = [];
  await database.read(
    `select t."${key}" from millrace."${table}" t where ${condition} order by t."${key}" collate "C"`,
    ([cell]) => {
      if (!known.has(cell)) late.push(cell);
    },
  );
  return late;
}

/** The condition on rows of a document table that they are approved and dated in a period of the ledger. */
export function documentsOf(table: Document, alias: string, ledger: string, period: CalendarPeriod): string {
  const approved = `${alias}.status = 'approved'`;
  const dated = (at: string) =>
    `${approved} and ${alias}.${at} >= ${literal(period.start)} and ${alias}.${at} < ${literal(period.end)}`;
  switch (table) {
    case 'movement':
      return `${dated('posted_at')} and ${touches(alias, ledger)}`;
    case 'work_report':
      return dated('reported_at');
    case 'cost_pool':
      return `${approved} and ${alias}.ledger = ${literal(ledger)} and ${alias}.period = ${literal(period.period)}`;
  }
}
