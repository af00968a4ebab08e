import { datedBy } from '@millrace/costing-core';
import { specOf, type TableName } from '@millrace/facts';
import { type CalendarPeriod, calendarOf, type Database, literal } from '@millrace/store';

/**
 * SQL that says of a row to which period it belongs, by ledger and place in the calendar: the period in it, or the one that the
 * row or its movement is dated in. Of several ledgers whose periods differ the first by name counts. Empty for masters, and for what
 * is dated in no period.
 */
export class PeriodOfRow {
  readonly #calendar: readonly CalendarPeriod[];

  /** Of masters alone. */
  static readonly NONE = new PeriodOfRow([]);

  private constructor(calendar: readonly CalendarPeriod[]) {
    this.#calendar = calendar;
  }

  static async of(database: Database): Promise<PeriodOfRow> {
    const ledgers = await database.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
    for (const { ledger } of ledgers) {
      const calendar = await calendarOf(database, ledger);
      if (calendar.length > 0) return new PeriodOfRow(calendar);
    }
    return new PeriodOfRow([]);
  }

  /** The column that a row is dated by; undefined where it belongs to no period. */
  static column(table: TableName): string | undefined {
    return columnOrMovement(table);
  }

  /** What a row's period is read from besides: the movement that it is part of. To be joined wherever `sql` stands. */
  static join(table: TableName, alias: string): string {
    return columnOrMovement(table) === 'movement'
      ? `left join millrace.movement dated on dated.movement = ${alias}.movement`
      : '';
  }

  /** @param alias of the row. */
  sql(table: TableName, alias: string): string {
    const by = columnOrMovement(table);
    if (by === undefined) return `''`;
    if (by === 'period') return `${alias}.period`;
    if (by !== 'movement' && specOf(table).columns[by].kind === 'date') return this.#ofDay(`${alias}.${by}`);
    const at = by === 'movement' ? 'dated.posted_at' : `${alias}.${by}`;
    const cases = this.#calendar.map(
      ({ period, start, end }) => `when ${at} >= ${literal(start)} and ${at} < ${literal(end)} then ${literal(period)}`,
    );
    return cases.length === 0 ? `''` : `(case ${cases.join(' ')} else '' end)`;
  }

  #ofDay(day: string): string {
    const cases = this.#calendar.map(
      ({ period, firstDay, lastDay }) =>
        `when ${day} between ${literal(firstDay)} and ${literal(lastDay)} then ${literal(period)}`,
    );
    return cases.length === 0 ? `''` : `(case ${cases.join(' ')} else '' end)`;
  }
}

/** The column that dates the rows of a table; `movement`: the movement's date is theirs. */
function columnOrMovement(table: TableName): string | undefined {
  if (table === 'period') return undefined;
  return table === 'movement_amount' || table === 'movement_receipt' ? 'movement' : datedBy(table);
}
