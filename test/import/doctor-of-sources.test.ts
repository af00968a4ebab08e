import { join } from 'node:path';
import type { TableName } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { SERVER } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { ROOT } from '../docs/blocks.js';
import { doctor, type Told } from './doctor.js';
import { rowsOfFolder } from './rows-of-folder.js';
import { configOf, siteOf } from './site.js';

const EXAMPLE = join(ROOT, 'docs/example');

describe.skipIf(!SERVER.present)(`a site's own tables, on ${SERVER.name}`, () => {
  /** Each mistake of a mapping: what replaces what in the query of a table, what is found, and what mends it there. */
  const MISTAKES: readonly [string, TableName, (sql: string) => string, Partial<Told> & { rows?: number }, RegExp][] = [
    [
      'a time without its zone',
      'movement',
      (sql) => sql.replace('"F_POSTED_AT" as', `"F_POSTED_AT" at time zone 'Asia/Shanghai' as`),
      { code: 'instant_must_have_date_time_and_offset', column: 'posted_at', rows: 20 },
      /^"posted_at" at time zone/,
    ],
    [
      'a day without a time',
      'movement',
      (sql) => sql.replace('"F_POSTED_AT" as', `"F_POSTED_AT"::date as`),
      { code: 'instant_must_have_date_time_and_offset', column: 'posted_at', rows: 20 },
      /^"posted_at"::timestamp at time zone/,
    ],
    [
      'more decimals than there are',
      'movement',
      (sql) => sql.replace('"F_QUANTITY" as', '"F_QUANTITY" / 7 as'),
      { code: 'number_must_fit_its_decimals', column: 'quantity' },
      /^round\("quantity"::numeric, 6\)$/,
    ],
    [
      'more decimals than the ledger has',
      'movement_amount',
      (sql) => sql.replace('"F_AMOUNT" as', '"F_AMOUNT" / 7 as'),
      { code: 'number_must_fit_its_decimals', column: 'amount' },
      /^round\("amount"::numeric, 2\)$/,
    ],
    [
      'statuses of its own',
      'production_order',
      (sql) => sql.replace('"F_STATUS" as', `'TECO' as`),
      { code: 'choice_must_be_known', column: 'status', rows: 4 },
      /^case "status" when 'TECO' then … end.*approved, draft, void$/,
    ],
    [
      'a null',
      'item',
      (sql) => sql.replace('"F_UNIT" as', `nullif("F_UNIT", 'kg') as`),
      { code: 'cell_must_not_be_empty', column: 'unit', rows: 1 },
      /^coalesce\("unit"/,
    ],
    [
      'char(n), which is filled up with blanks',
      'item',
      (sql) => sql.replace('"F_UNIT" as', `rpad("F_UNIT", 6) as`),
      { code: 'text_must_not_begin_or_end_with_blanks', column: 'unit', rows: 4 },
      /^btrim\("unit"\)$/,
    ],
    [
      'a number for yes or no',
      'work_report',
      (sql) => sql.replace('"F_SETUP" as', `7 as`),
      { code: 'flag_must_be_true_or_false', column: 'setup', rows: 6 },
      /^"setup" = 1/,
    ],
    [
      'a quantity below zero',
      'movement',
      (sql) => sql.replace('"F_QUANTITY" as', '-"F_QUANTITY" as'),
      { code: 'number_must_not_be_negative', column: 'quantity', rows: 19 },
      /^abs\("quantity"\)/,
    ],
    [
      'a join that multiplies rows',
      'item',
      (sql) => `${sql}, generate_series(1, 2)`,
      { code: 'key_must_be_unique', rows: 4 },
      /group by/,
    ],
    [
      'a filter that leaves out what others name',
      'item',
      (sql) => `${sql} where "F_ITEM" <> 'STEEL'`,
      { code: 'reference_must_be_known', column: 'item' },
      /^map item too/,
    ],
    [
      'a column that is missing',
      'item',
      (sql) => sql.replace(/, "F_UNIT" as "unit"/, ''),
      { code: 'column_must_be_there', column: 'unit', rows: 1 },
      /^… as "unit"$/,
    ],
    [
      'money of Postgres',
      'movement_amount',
      (sql) => sql.replace('"F_AMOUNT" as', '"F_AMOUNT"::money as'),
      { code: 'number_must_be_plain', column: 'amount', rows: 5 },
      /^"amount"::numeric$/,
    ],
    [
      'a month as a day',
      'cost_pool',
      (sql) => sql.replace('"F_PERIOD" as', `("F_PERIOD" || '-01')::date as`),
      { code: 'period_must_be_a_year_and_month', column: 'period', rows: 8 },
      /^to_char\("period", 'YYYY-MM'\)$/,
    ],
    [
      'a time as a day',
      'production_order',
      (sql) => sql.replace('"F_OPENED_ON" as', `("F_OPENED_ON" + time '08:30') as`),
      { code: 'date_must_be_a_calendar_date', column: 'opened_on', rows: 4 },
      /^"opened_on"::date$/,
    ],
  ];

  test.each(MISTAKES)('%s is told once, with what to write in the query', async (_, table, spoil, expected, sql) => {
    const database = await SERVER.create();
    const mapped = await siteOf(database, await rowsOfFolder(EXAMPLE));
    expect(spoil(mapped[table])).not.toBe(mapped[table]);
    const config = await configOf({ ...mapped, [table]: spoil(mapped[table]) });
    const { code, json } = await doctor('--database', database, '--config', config);
    expect(code).toBe(2);
    const found = json.findings.find((each) => each.code === expected.code && each.column === expected.column);
    expect(found).toMatchObject(expected);
    expect(found?.in_query).toMatch(sql);
    // Import refuses what the doctor calls fatal.
    const read = await millrace(['import', '--sources', '--preview', '--database', database, '--config', config]);
    expect(read.code).toBe(2);
  });

  test('that are mapped well are ready: counted, with the types there, and import takes them', async () => {
    const database = await SERVER.create();
    const mapped = await siteOf(database, await rowsOfFolder(EXAMPLE));
    const config = await configOf(mapped);
    const { code, json } = await doctor('--database', database, '--config', config);
    expect(code, JSON.stringify(json.findings)).toBe(0);
    expect(json.tried).toBe('2026-09');
    const movement = json.tables.find(({ table }) => table === 'movement');
    expect(movement).toMatchObject({ origin: 'sources', rows: 20 });
    const types = Object.fromEntries(movement?.columns.map(({ column, type }) => [column, type]) ?? []);
    expect(types).toMatchObject({ posted_at: 'timestamp with time zone', quantity: 'numeric', line: 'integer' });
    const read = await millrace(['import', '--sources', '--database', database, '--config', config]);
    expect(read.code, read.stderr).toBe(0);
    // What is mapped takes the place of what is in the database.
    const again = await doctor('--database', database, '--config', config);
    expect([again.code, again.json.periods]).toEqual([0, json.periods]);
  });

  test('keep nothing from being looked at by one that can not be read', async () => {
    const database = await SERVER.create();
    const mapped = await siteOf(database, await rowsOfFolder(EXAMPLE));
    const tables = { ...mapped, item: 'erp.nothing', plant: 'select from where', movement: 'select 1/0 as movement' };
    const { code, json } = await doctor('--database', database, '--config', await configOf(tables));
    expect(code).toBe(2);
    const refused = json.findings.filter(({ code: found }) => found === 'source_can_not_be_read');
    expect(refused.map(({ table }) => table).sort()).toEqual(['item', 'movement', 'plant']);
    expect(json.tables.find(({ table }) => table === 'work_report')?.rows).toBe(6);
    // That items can't be read is the cause; that others name them is not told once more.
    expect(json.findings.filter(({ code: found }) => found === 'reference_must_be_known')).toEqual([]);
  });

  test('hold floating-point numbers that are told, also where they happen to be read', async () => {
    const database = await SERVER.create();
    const mapped = await siteOf(database, await rowsOfFolder(EXAMPLE));
    const movement = mapped.movement.replace('"F_QUANTITY" as', '"F_QUANTITY"::float8 as');
    const config = await configOf({ ...mapped, movement });
    const { code, json } = await doctor('--database', database, '--config', config);
    expect(code).toBe(0);
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        code: 'column_is_of_floats',
        severity: 'warning',
        column: 'quantity',
        remedy: expect.stringContaining('round("quantity"::numeric, 6)'),
      }),
    );
  });

  test('are to be read by a role that can do nothing else', async () => {
    const database = await SERVER.create();
    const site = await SERVER.create();
    const mapped = await siteOf(site, await rowsOfFolder(EXAMPLE));
    const role = `reader_${process.pid}`;
    await query(
      site,
      `create role ${role} login; grant usage on schema erp to ${role}; grant select on all tables in schema erp to ${role}`,
    );
    const url = new URL(site);
    url.username = role;
    const config = await configOf(mapped, url.href);
    const look = async () => (await doctor('--database', database, '--config', config)).json;
    try {
      const alone = await look();
      expect(alone.rights).toEqual({ role, isSuperuser: false, count: 0, tables: [] });
      expect(alone.findings).toEqual([]);
      await query(site, `grant update on erp."T_ITEM" to ${role}`);
      const more = await look();
      expect(more.findings).toEqual([
        expect.objectContaining({
          code: 'reader_may_write',
          severity: 'warning',
          wrong: expect.stringContaining('erp."T_ITEM"'),
        }),
      ]);
      await query(site, `revoke select on erp."T_PLANT" from ${role}`);
      const less = await look();
      expect(less.findings[0]).toMatchObject({
        code: 'source_can_not_be_read',
        table: 'plant',
        wrong: expect.stringContaining('permission denied'),
      });
    } finally {
      await query(site, `drop owned by ${role}; drop role ${role}`);
    }
    const owner = await doctor('--database', database, '--config', await configOf(mapped, site));
    expect(owner.json.findings).toEqual([expect.objectContaining({ code: 'reader_may_write' })]);
  });

  test('can be looked at before Millrace has a database of its own', async () => {
    const site = await SERVER.create();
    const mapped = await siteOf(site, await rowsOfFolder(EXAMPLE));
    const config = await configOf(mapped, site);
    const none = join(await temporaryFolder(), 'none');
    const { code, json } = await doctor('--database', none, '--config', config);
    expect([code, json.aside?.code, json.tried]).toEqual([0, 'database_is_not_there', '2026-09']);
  });
});
