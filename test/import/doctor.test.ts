import { join } from 'node:path';
import { writeCsvFolder } from '@millrace/batch-runner';
import type { FactRows, TableName } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { ANY, SERVER } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { ROOT } from '../docs/blocks.js';
import { rowsOfFolder } from './rows-of-folder.js';
import { configOf, siteOf } from './site.js';

const EXAMPLE = join(ROOT, 'docs/example');

interface Told {
  readonly code: string;
  readonly severity: string;
  readonly table?: string;
  readonly column?: string;
  readonly wrong: string;
  readonly remedy: string;
}

interface Diagnosis {
  readonly tables: readonly {
    table: string;
    origin: string;
    rows: number;
    columns: readonly {
      column: string;
      type?: string;
      filled: number;
      empty: number;
      values?: Record<string, number>;
    }[];
    left: readonly string[];
    sample: readonly Record<string, string>[];
  }[];
  readonly periods: readonly { table: string; period: string; rows: number; approved: number }[];
  readonly tried?: string;
  readonly findings: readonly (Told & { rows?: number; in_query?: string; values?: Record<string, number> })[];
  readonly missing: readonly Told[];
  readonly rights?: { role: string; isSuperuser: boolean; count: number; tables: string[] };
  readonly aside?: { code: string };
}

type Rows = Record<string, Record<string, string>[]>;

const doctor = (...args: string[]) => millraceJson<Diagnosis>(['doctor', ...args]);

/** The example, changed, as a folder of files. */
async function exampleWith(change: (rows: Rows) => void): Promise<string> {
  const rows: Rows = {};
  for (const [table, its] of await rowsOfFolder(EXAMPLE)) rows[table] = its.map((row) => ({ ...row }));
  change(rows);
  const folder = join(await temporaryFolder(), 'facts');
  await writeCsvFolder(folder, rows as unknown as FactRows);
  return folder;
}

describe('files', () => {
  test('that are whole are ready, counted by column and period', async () => {
    const { code, json } = await doctor(EXAMPLE);
    expect(code).toBe(0);
    expect(json.findings).toEqual([]);
    expect(json.tried).toBe('2026-09');
    expect(json.aside?.code).toBe('database_is_not_there');
    const movement = json.tables.find(({ table }) => table === 'movement');
    expect(movement).toMatchObject({ origin: 'files', rows: 20 });
    expect(movement?.columns.find(({ column }) => column === 'order')).toMatchObject({ filled: 12, empty: 8 });
    expect(movement?.columns.find(({ column }) => column === 'type')?.values).toMatchObject({
      issue: 6,
      completion: 5,
    });
    expect(movement?.left).toContain('lot');
    expect(movement?.sample.map((row) => row.movement)).toEqual(['M-0901', 'M-0902', 'M-0903']);
    const counted = json.periods.map(({ table, period, rows, approved }) => [table, period, rows, approved]);
    expect(counted).toContainEqual(['movement', '2026-09', 9, 9]);
    expect(counted).toContainEqual(['work_report', '2026-10', 3, 3]);
  });

  test('have documents in no period, and drafts, counted as such', async () => {
    const folder = await exampleWith(({ movement }) => {
      movement[0].posted_at = '2026-12-01T00:30:00+08:00';
      movement[1].posted_at = '2026-10-31T23:30:00-01:00';
      movement[2].status = 'draft';
    });
    const { json } = await doctor(folder);
    const of = (period: string) => json.periods.find((each) => each.table === 'movement' && each.period === period);
    // The second is dated in October where it was written, and in November by the ledger's clocks.
    expect(of('')).toMatchObject({ rows: 2, first: '2026-11-01', last: '2026-12-01' });
    expect(of('2026-09')).toMatchObject({ rows: 7, approved: 6 });
  });

  test('tell what is wrong once for all rows that have the same cause, each counted', async () => {
    const folder = await exampleWith(({ movement, work_report }) => {
      for (const [at, row] of movement.entries()) row.status = at % 2 === 0 ? 'C' : 'D';
      work_report[3].order = 'WO-999';
    });
    const { code, json } = await doctor(folder);
    expect(code).toBe(2);
    expect(json.tried).toBeUndefined();
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        code: 'choice_must_be_known',
        column: 'status',
        rows: 20,
        values: { C: 10, D: 10 },
        check: 'PRE-02',
      }),
    );
    expect(json.findings).toContainEqual(expect.objectContaining({ code: 'reference_must_be_known', rows: 1 }));
    // There is nothing to write into a query here.
    expect(json.findings.every(({ in_query }) => in_query === undefined)).toBe(true);
  });

  test('of many wrong rows are counted beyond those that a list keeps', async () => {
    const folder = await exampleWith(({ movement }) => {
      const [first] = movement;
      for (let n = 0; n < 2500; n++) movement.push({ ...first, movement: `X-${n}`, quantity: `${n}.1234567` });
    });
    const { json } = await doctor(folder);
    expect(json.findings).toContainEqual(
      expect.objectContaining({ code: 'number_must_fit_its_decimals', column: 'quantity', rows: 2500 }),
    );
  });

  test('without anything that can be read are told as import tells them', async () => {
    const empty = await temporaryFolder();
    expect(await millrace(['doctor', empty])).toMatchObject({ code: 2 });
    expect(await millrace(['doctor', join(empty, 'nothing')])).toMatchObject({ code: 2 });
    const nowhere = await millrace(['doctor', '--database', join(empty, 'none')]);
    expect([nowhere.code, nowhere.stderr]).toEqual([3, expect.stringContaining('there is no database')]);
  });

  test('are told of in Chinese, names and all', async () => {
    const folder = await exampleWith((rows) => {
      rows.cost_pool = [];
      rows.movement[0].status = 'C';
    });
    const { stdout } = await millrace(['doctor', folder, '--lang', 'zh']);
    expect(stdout).toContain('出入库单据（movement）  movement.csv  20 行');
    expect(stdout).toContain('cost_pools: 没有费用池');
    expect(stdout).toContain('请先处理致命问题');
    expect(stdout).not.toMatch(/\b(filled|approved rows|left out|next:)/);
  });
});

describe('what a close lacks', () => {
  const codes = async (change: (rows: Rows) => void) => {
    const { code, json } = await doctor(await exampleWith(change));
    const all = json.missing.map((each) => `${each.code} ${each.table}${each.column ? `.${each.column}` : ''}`);
    return { code, all };
  };
  const ALWAYS = ['structures bom_line', 'prices item_price'];
  const without = (table: string, column: string) => (rows: Rows) => {
    for (const row of rows[table]) delete row[column];
  };

  test('is nothing else where all is there', async () => {
    expect((await codes(() => {})).all).toEqual(ALWAYS);
  });

  test.each<[string, number, (rows: Rows) => void]>([
    ['table_is_needed ledger_plant', 1, (rows) => delete rows.ledger_plant],
    ['table_is_needed movement', 2, (rows) => delete rows.movement],
    ['table_is_needed period', 1, (rows) => delete rows.period],
    ['purchase_amounts movement_amount', 1, (rows) => delete rows.movement_amount],
    [
      'opening_stock opening_stock',
      0,
      (rows) => {
        delete rows.opening_stock;
        delete rows.opening_stock_amount;
      },
    ],
    ['opening_amounts opening_stock_amount', 0, (rows) => delete rows.opening_stock_amount],
    ['orders production_order', 2, (rows) => delete rows.production_order],
    ['issues_to_orders movement.order', 2, without('movement', 'order')],
    ['work_reports work_report', 1, (rows) => delete rows.work_report],
    ['cost_pools cost_pool', 0, (rows) => delete rows.cost_pool],
    ['routings routing_operation', 0, (rows) => delete rows.routing_operation],
    [
      'hours work_report.hours_labour',
      1,
      (rows) => {
        without('work_report', 'hours_labour')(rows);
        without('work_report', 'hours_machine')(rows);
      },
    ],
    ['quantities_reported work_report.quantity_good', 1, without('work_report', 'quantity_good')],
    ['scrap_reported work_report.quantity_scrap', 0, without('work_report', 'quantity_scrap')],
    ['orders_closed production_order.closed_on', 0, without('production_order', 'closed_on')],
    ['originals movement.refers_to', 0, without('movement', 'refers_to')],
    [
      'transfer_targets movement.to_plant',
      2,
      ({ movement }) => {
        const issued = movement.find(({ type }) => type === 'issue') as Record<string, string>;
        issued.type = 'transfer';
      },
    ],
  ])('is told: %s', async (said, exit, change) => {
    const { code, all } = await codes(change);
    expect({ code, all }).toEqual({ code: exit, all: expect.arrayContaining([said]) });
    expect(all.filter((one) => !ALWAYS.includes(one))).toContain(said);
  });
});

describe('a database of Millrace', () => {
  test('has its own tables looked at as the files that they came from, and is left as it was', async () => {
    const database = await ANY.create();
    await millrace(['import', EXAMPLE, '--database', database]);
    const { code, json } = await doctor('--database', database);
    const files = await doctor(EXAMPLE);
    expect(code).toBe(0);
    const rows = ({ tables }: Diagnosis) => Object.fromEntries(tables.map(({ table, rows }) => [table, rows]));
    expect(rows(json)).toEqual(rows(files.json));
    expect([json.periods, json.findings, json.missing]).toEqual([
      files.json.periods,
      files.json.findings,
      files.json.missing,
    ]);
    expect(json.tables.every(({ origin }) => origin === 'database')).toBe(true);
    const imports = await millrace(['imports', '--database', database]);
    expect(imports.stdout.match(/^ +\d+ /gm)).toHaveLength(1);
  });

  test('stands in for what files leave out', async () => {
    const database = await ANY.create();
    await millrace(['import', EXAMPLE, '--database', database]);
    const folder = join(await temporaryFolder(), 'facts');
    const { movement } = Object.fromEntries(await rowsOfFolder(EXAMPLE));
    await writeCsvFolder(folder, { movement } as unknown as FactRows);
    const { code, json } = await doctor(folder, '--database', database);
    expect([code, json.findings]).toEqual([0, []]);
    const origins = json.tables.map(({ table, origin }) => [table, origin]);
    expect(origins).toContainEqual(['movement', 'files']);
    expect(origins).toContainEqual(['item', 'database']);
  });

  test('opens from what is published: no opening stock is missed, and no close is tried', async () => {
    const database = await ANY.create();
    const folder = await exampleWith((rows) => {
      delete rows.opening_stock;
      delete rows.opening_stock_amount;
      delete rows.account_rule;
    });
    await millrace(['import', folder, '--database', database]);
    expect((await doctor('--database', database)).json.missing.map(({ code }) => code)).toContain('opening_stock');
    await millrace(['close', '2026-09', '--database', database]);
    const published = await millrace(['publish', '1', '--database', database]);
    expect(published.code, published.stderr).toBe(0);
    const { json } = await doctor('--database', database);
    expect(json.missing.map(({ code }) => code)).not.toContain('opening_stock');
    expect(json.tried).toBeUndefined();
  });
});

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
