import { TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { type Database, literal, quoted } from '@millrace/store';
import { PeriodOfRow } from './period-of-row.js';

/** How many rows of a table and period came, and what became of them; the period is empty for masters and for what is in none. */
export interface PeriodCounts {
  readonly period: string;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** The name of the table in which the rows of a file wait until all files have been checked. */
export function stagingName(table: TableName): string {
  return `pg_temp."incoming_${table}"`;
}

/**
 * Makes it: the columns of the fact table and none of its rules. It ends with the transaction. Keys are whole: what a file
 * leaves out of one is empty text.
 */
export async function makeStaging(database: Database, table: TableName): Promise<void> {
  const name = stagingName(table);
  const { columns, key }: TableSpec = TABLES[table];
  await database.script(`create temp table ${name} on commit drop as select * from millrace."${table}" where false`);
  for (const column of key.filter((column) => columns[column].optional)) {
    await database.script(`alter table ${name} alter "${column}" set default ''`);
  }
}

/**
 * Puts the incoming rows into the fact table: changes those that differ, adds those that are not there, and notes of each under the
 * import's number what it was before.
 */
export async function mergeStaged(
  database: Database,
  table: TableName,
  number: number,
  periods: PeriodOfRow,
): Promise<PeriodCounts[]> {
  const { columns, key }: TableSpec = TABLES[table];
  const names = Object.keys(columns);
  const others = names.filter((column) => !key.includes(column));
  const staged = stagingName(table);
  const counts = new CountsByPeriod();
  await counts.read(
    database,
    'rows',
    `select ${periods.sql(table, 'i')}, count(*) from ${staged} i ${PeriodOfRow.join(table, 'i')} group by 1`,
  );
  if (others.length > 0) {
    const set = others.map((column) => `"${column}" = i."${column}"`).join(', ');
    const same = `from millrace."${table}" t join ${staged} i on ${sameKey(table, 't', 'i')}`;
    const isOther = differs(table, 't', 'i');
    await counts.read(
      database,
      'changed',
      `select ${periods.sql(table, 'i')}, count(*) ${same} ${PeriodOfRow.join(table, 'i')} where ${isOther} group by 1`,
    );
    if (counts.has('changed')) {
      await note(
        database,
        table,
        number,
        `select ${keyOf(table, 't')}, to_jsonb(t), ${digestOf('i')} ${same} where ${isOther}`,
      );
      await database.execute(
        `update millrace."${table}" t set ${set} from ${staged} i where ${sameKey(table, 't', 'i')} and ${isOther}`,
      );
    }
  }
  const dated = PeriodOfRow.column(table);
  // One pass over what may be a million rows: added, noted and counted. Of each only what is noted is handed on.
  await counts.read(
    database,
    'added',
    `with n as (insert into millrace."${table}" as t (${quoted(names)}) select ${quoted(names)} from ${staged} i
       where not exists (select from millrace."${table}" t where ${sameKey(table, 't', 'i')})
       returning ${keyOf(table, 't')} as key, ${digestOf('t')} as after${dated === undefined ? '' : `, t."${dated}"`}),
     noted as (insert into millrace.import_row (import, table_name, key, after)
       select ${number}, ${literal(table)}, key, after from n)
     select ${periods.sql(table, 'n')}, count(*) from n ${PeriodOfRow.join(table, 'n')} group by 1`,
  );
  return counts.all();
}

/** Notes the rows of a table that was filled at once and had none before: all of them were added. */
export async function noteAll(
  database: Database,
  table: TableName,
  number: number,
  periods: PeriodOfRow,
): Promise<PeriodCounts[]> {
  await note(
    database,
    table,
    number,
    `select ${keyOf(table, 't')}, null::jsonb, ${digestOf('t')} from millrace."${table}" t`,
  );
  const counts = new CountsByPeriod();
  await counts.read(
    database,
    'rows',
    `select ${periods.sql(table, 't')}, count(*) from millrace."${table}" t ${PeriodOfRow.join(table, 't')} group by 1`,
  );
  return counts.all().map((its) => ({ ...its, added: its.rows }));
}

/**
 * Removes the rows of a table and period that the incoming ones don't have any more; of a movement its amounts and receipts with it.
 * Returns how many went, by table.
 */
export async function removeMissing(
  database: Database,
  table: TableName,
  period: string,
  number: number,
  periods: PeriodOfRow,
): Promise<ReadonlyMap<TableName, number>> {
  const removed = new Map<TableName, number>();
  const isGone = `t.ctid in (select t.ctid from millrace."${table}" t ${PeriodOfRow.join(table, 't')}
    where ${periods.sql(table, 't')} = ${literal(period)}
      and not exists (select from ${stagingName(table)} i where ${sameKey(table, 't', 'i')}))`;
  const parts: TableName[] = table === 'movement' ? ['movement_amount', 'movement_receipt'] : [];
  for (const part of parts) {
    const isPart = `t.movement in (select t.movement from millrace.movement t where ${isGone})`;
    removed.set(part, await remove(database, part, number, isPart));
  }
  removed.set(table, await remove(database, table, number, isGone));
  return removed;
}

async function remove(database: Database, table: TableName, number: number, condition: string): Promise<number> {
  const of = `from millrace."${table}" t where ${condition}`;
  await note(database, table, number, `select ${keyOf(table, 't')}, to_jsonb(t), null::bigint ${of}`);
  return database.execute(`delete ${of}`);
}

/** Notes under an import's number rows of a select: key, what was before, the digest of what is now. */
export async function note(database: Database, table: TableName, number: number, rows: string): Promise<void> {
  await database.execute(
    `insert into millrace.import_row (import, table_name, key, before, after)
     select ${number}, ${literal(table)}, n.* from (${rows}) n`,
  );
}

/** A row's key as an array of texts. */
export function keyOf(table: TableName, alias: string): string {
  return `array[${TABLES[table].key.map((column) => `${alias}."${column}"::text`).join(', ')}]`;
}

/** Tells a row from one that was changed: the hash of Postgres over its columns, for a fifth of what the MD5 of its text takes. */
export function digestOf(alias: string): string {
  return `hash_record_extended(${alias}, 0)`;
}

export function sameKey(table: TableName, one: string, other: string): string {
  return TABLES[table].key.map((column) => `${one}."${column}" = ${other}."${column}"`).join(' and ');
}

/** The condition that two rows are not the same. */
function differs(table: TableName, present: string, other: string): string {
  const columns = Object.keys(TABLES[table].columns);
  const row = (alias: string) => `(${columns.map((column) => `${alias}."${column}"`).join(', ')})`;
  return `${row(present)} is distinct from ${row(other)}`;
}

type Counted = Exclude<keyof PeriodCounts, 'period' | 'removed'>;

/** Counts as they come, by period. */
class CountsByPeriod {
  readonly #periods = new Map<string, Record<Counted, number>>();

  /** @param select a period and how many rows of it. */
  async read(database: Database, what: Counted, select: string): Promise<void> {
    await database.read(select, ([period, count]) => {
      const counts = this.#periods.get(period) ?? { rows: 0, added: 0, changed: 0 };
      counts[what] += Number(count);
      this.#periods.set(period, counts);
    });
  }

  has(what: Counted): boolean {
    return [...this.#periods.values()].some((counts) => counts[what] > 0);
  }

  all(): PeriodCounts[] {
    const sorted = [...this.#periods].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([period, counts]) => ({ period, ...counts, removed: 0 }));
  }
}
