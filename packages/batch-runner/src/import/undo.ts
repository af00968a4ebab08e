import { type Finding, Findings, type Report } from '@millrace/costing-core';
import { TABLES, type TableName, type TableSpec, tableNames } from '@millrace/facts';
import { type Database, literal, Trouble } from '@millrace/store';
import { importsOf, nextImport, recordImport, type TableCounts } from './record.js';
import { namesStayKnown } from './removed.js';
import { sincePublished } from './since-published.js';
import { digestOf, keyOf, note } from './staging.js';

/** What came of taking an import back. */
export interface Undone {
  readonly number: number;
  readonly counts: readonly TableCounts[];
  /** What stands in the way: nothing was written then. */
  readonly findings: readonly Finding[];
}

/** Ends the transaction without a trace. */
class Refused extends Error {}

/**
 * Takes an import back: what it added is removed, what it changed or removed is as it was. Refused where one of its rows is no longer
 * as it left it, where a published version would no longer follow from the facts, and where other rows name what would go.
 *
 * @throws Trouble where there is no such import, it was taken back already, or a later change stands on it.
 */
export async function undoImport(database: Database, asked: number): Promise<Undone> {
  const findings = new Findings();
  try {
    return await database.transaction('writing', async () => {
      const number = await nextImport(database);
      const record = (await importsOf(database)).find((one) => one.number === asked);
      if (record === undefined) throw new Trouble('import_is_not_known', { number: String(asked) });
      if (record.undoneBy !== undefined) {
        throw new Trouble('import_is_undone', { number: String(asked), by: String(record.undoneBy) });
      }
      const before = new Set((await sincePublished(database)).map((found) => JSON.stringify(found)));
      const counts: TableCounts[] = [];
      for (const table of tableNames()) {
        await mustBeAsItWas(database, table, asked);
        const restored = await restore(database, table, asked, number);
        if (restored !== undefined) counts.push(restored);
      }
      await namesStayKnown(database, number, findings.report);
      await calendarsOfPublishedStay(database, findings.report);
      if (findings.sorted().length > 0) throw new Refused();
      for (const found of await sincePublished(database)) {
        const isNew = !before.has(JSON.stringify(found));
        if (isNew && found.code === 'fact_was_changed_after_its_period_was_published') findings.add([found]);
      }
      if (findings.sorted().length > 0) throw new Refused();
      await recordImport(database, number, { files: record.files, counts, undoes: asked });
      return { number, counts, findings: [] };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { number: asked, counts: [], findings: findings.sorted() };
  }
}

/** Without its ledger or period a published version could not be compared with the facts at all. */
async function calendarsOfPublishedStay(database: Database, report: Report): Promise<void> {
  await database.read(
    `select v.ledger, v.period from millrace.version v
     where v.kind = 'actual' and v.state = 'published' and not exists
       (select from millrace.period p join millrace.ledger l using (ledger) where p.ledger = v.ledger and p.period = v.period)`,
    ([ledger, period]) => {
      const fields = { period, column: 'period', from: period, to: '' };
      report('fact_was_changed_after_its_period_was_published', 'period', `${ledger} · ${period}`, fields);
    },
  );
}

/** Rows that an import noted beside the same rows as they are; `t` is null where there is none. */
function noted(table: TableName, number: number, join: 'join' | 'left join'): string {
  const { key, columns }: TableSpec = TABLES[table];
  const same = key.map((column, at) => {
    const type = { date: 'date', integer: 'bigint', instant: 'timestamptz' }[columns[column].kind as string] ?? 'text';
    return `t."${column}" = l.key[${at + 1}]::${type}`;
  });
  return `from millrace.import_row l ${join} millrace."${table}" t on ${same.join(' and ')}
    where l.import = ${number} and l.table_name = ${literal(table)}`;
}

async function mustBeAsItWas(database: Database, table: TableName, number: number): Promise<void> {
  const differs = `${noted(table, number, 'left join')} and ${digestOf('t')} is distinct from l.after`;
  const changed: string[][] = [];
  const select = `select array_to_string(min(l.key), ' · '), count(*) ${differs} having count(*) > 0`;
  await database.read(select, (cells) => changed.push(cells));
  for (const [key, count] of changed) {
    throw new Trouble('import_was_changed_since', { number: String(number), table, key, count });
  }
}

/** Brings the rows of a table back, and notes that under a number of its own. */
async function restore(
  database: Database,
  table: TableName,
  asked: number,
  number: number,
): Promise<TableCounts | undefined> {
  const was = `jsonb_populate_record(null::millrace."${table}", l.before)`;
  const log = `from millrace.import_row l where l.import = ${asked} and l.table_name = ${literal(table)}`;
  const counts = { table, period: '', rows: 0, added: 0, changed: 0, removed: 0 };
  await database.read(
    `select count(*), count(*) filter (where after is null), count(*) filter (where before is null) ${log}`,
    ([rows, added, removed]) => {
      Object.assign(counts, { rows: Number(rows), added: Number(added), removed: Number(removed) });
    },
  );
  if (counts.rows === 0) return undefined;
  await note(
    database,
    table,
    number,
    `select l.key, to_jsonb(t), case when l.before is not null then ${digestOf(was)} end ${noted(table, asked, 'left join')}`,
  );
  await database.execute(
    `delete from millrace."${table}" d where ${keyOf(table, 'd')} in (select l.key ${log} and l.after is not null)`,
  );
  await database.execute(
    `insert into millrace."${table}" select r.* from (select l.before ${log} and l.before is not null) l
     cross join lateral ${was} r`,
  );
  return { ...counts, changed: counts.rows - counts.added - counts.removed };
}
