import { type Column, FactsReader, type Row, readFacts, TABLES } from '@millrace/costing-core';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { EMBEDDED, type Kind, SERVER } from './databases.js';

const REPORT: Row<'work_report'> = {
  report: '报工 1',
  order: 'O1',
  operation: '0010',
  work_centre: 'W1',
  reported_at: '2026-09-30T23:59:59.999999+08:00',
  quantity_good: '9007199254.740991',
  quantity_scrap: '0.000001',
  quantity_rework: '120000',
  hours_machine: '0',
  setup: true,
  status: 'approved',
};

/** A select of one report, some of its cells another SQL. */
function selectOf(differently: Readonly<Record<string, string>> = {}): string {
  const cells = Object.entries<Column>(TABLES.work_report.columns).map(([column, { kind }]) => {
    const value = (REPORT as Readonly<Record<string, unknown>>)[column] ?? '';
    const type = { flag: 'boolean', instant: 'timestamptz', decimal: 'numeric' }[kind as string] ?? 'text';
    return differently[column] ?? `nullif('${value}', '')::${type}`;
  });
  return `select ${cells.join(', ')}`;
}

describe.each([EMBEDDED, SERVER])('$name', (kind: Kind) => {
  test.runIf(kind.present)('is read as rows from files are, cell by cell', async () => {
    const database = await Database.open(await kind.create(), 'test');
    const read = async (...selects: string[]) => {
      const reader = new FactsReader('L', 2);
      expect(await database.readInto(reader.table('work_report'), selects.join(' union all '))).toBe(selects.length);
      return reader.facts();
    };
    const expected = readFacts({ work_report: [REPORT] }, 'L');
    const { work_report, faults, symbols } = await read(selectOf());
    expect(faults).toEqual([]);
    expect(work_report).toEqual(expected.work_report);
    expect(symbols.text(work_report.report[0])).toBe('报工 1');

    const many = await read(...Array.from({ length: 300 }, (_, i) => selectOf({ report: `'R${i}'` })));
    expect([many.faults.length, many.work_report.rowCount]).toEqual([0, 300]);

    const refused = await read(
      selectOf({ reported_at: `'infinity'::timestamptz` }),
      selectOf({ reported_at: `'0044-03-15 12:00:00+00 BC'::timestamptz` }),
      selectOf({ reported_at: `'12000-01-01 00:00:00+00'::timestamptz` }),
      selectOf({ quantity_good: `'NaN'::numeric` }),
      selectOf({ quantity_good: '-0.5' }),
      selectOf({ quantity_good: '0.0000001' }),
      selectOf({ quantity_good: '9007199254.740992' }),
      selectOf({ setup: 'null::boolean', status: `'Approved'` }),
      selectOf({ report: `' R'` }),
    );
    expect(refused.work_report.rowCount).toBe(0);
    expect(refused.faults.map(({ code, fields }) => `${fields.column} ${fields.value}: ${code}`)).toEqual([
      'reported_at infinity: instant_must_have_date_time_and_offset',
      'reported_at 0044-03-15T12:00:00.000000Z BC: instant_must_have_date_time_and_offset',
      'reported_at 12000-01-01T00:00:00.000000Z: instant_must_have_date_time_and_offset',
      'quantity_good NaN: number_must_be_plain',
      'quantity_good -0.5: number_must_not_be_negative',
      'quantity_good 0.0000001: number_must_fit_its_decimals',
      'quantity_good 9007199254.740992: number_must_be_within_range',
      'setup : cell_must_not_be_empty',
      'status Approved: choice_must_be_known',
      'report  R: text_must_not_begin_or_end_with_blanks',
    ]);
    await database.close();
  });
});
