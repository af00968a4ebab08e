import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPolicy } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { SERVER } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { ROOT } from '../docs/blocks.js';
import { hasMariaDb, NO_MARIA_DB, startMariaDb } from './mariadb.js';
import { configOf } from './site.js';

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly table: string;
  readonly column?: string;
  readonly wrong: string;
}

interface System {
  readonly name: string;
  /** What the system doesn't hold, as a file. */
  readonly files: Readonly<Record<string, string>>;
  /** By item, plant and lot what is left, and what it is worth; computed by hand in the pages. */
  readonly stock: readonly (readonly [item: string, plant: string, lot: string, quantity: string, amount: string])[];
  /** Rows by type of movement. */
  readonly movements: Readonly<Record<string, number>>;
}

const SYSTEMS: readonly System[] = [
  {
    name: 'odoo',
    files: {
      'cost_pool.csv':
        'ledger,period,pool,centre,element,amount,behaviour,driver,status\nC1,2026-10,WAGES,ASSY,labour,800.00,variable,hours_labour,approved\n',
    },
    movements: {
      purchase_receipt: 4,
      purchase_return: 1,
      purchase_adjustment: 3,
      subcontract_fee: 2,
      issue: 3,
      issue_return: 3,
      completion: 2,
      completion_reversal: 1,
      stock_scrap: 1,
      count_loss: 1,
      sale: 1,
      transfer: 1,
    },
    stock: [
      ['BRACKET', 'SZ', '', '10.000000', '120.00'],
      ['LAMP', 'SH', '', '10.000000', '283.66'],
      ['LAMP', 'SZ', '', '25.000000', '709.15'],
      ['LED', 'SZ', 'A', '25.000000', '77.50'],
      ['LED', 'SZ', 'B', '68.000000', '211.77'],
      ['ROD', 'SZ', '', '30.000000', '120.00'],
      ['STEEL', 'SZ', '', '114.000000', '986.10'],
    ],
  },
  {
    name: 'erpnext',
    files: {
      'cost_pool.csv':
        'ledger,period,pool,centre,element,amount,behaviour,driver,status\nLW,2026-10,WAGES,Assembly line 1,labour,800.00,variable,hours_labour,approved\n',
    },
    movements: {
      purchase_receipt: 6,
      purchase_return: 1,
      subcontract_fee: 1,
      issue: 4,
      issue_return: 2,
      completion: 3,
      completion_reversal: 1,
      expense_issue: 2,
      sale: 1,
      sale_return: 1,
      count_loss: 1,
    },
    stock: [
      ['BRACKET', 'LW', '', '10.000000', '115.00'],
      ['DRILL', 'LW', 'S-001', '1.000000', '120.00'],
      ['LAMP', 'LW', '', '36.000000', '1015.23'],
      ['LED', 'LW', 'A', '24.000000', '72.00'],
      ['LED', 'LW', 'B', '68.000000', '204.00'],
      ['PIN', 'LW', '', '100.000000', '40.00'],
      ['ROD', 'LW', '', '10.000000', '40.00'],
      ['STEEL', 'LW', '', '111.800000', '967.07'],
    ],
  },
];

/** Lots are read: here they have prices of their own. */
const BY_LOT = { ...defaultPolicy, valuation: { ...defaultPolicy.valuation, bucket: 'plant_item_lot' as const } };

const file = (...path: readonly string[]) => readFile(join(ROOT, 'examples', ...path), 'utf8');

/** The system's tables with its sample, the views over them, and a config that maps them. */
async function systemOf(name: string): Promise<{ site: string; config: string }> {
  const site = await SERVER.create();
  for (const script of ['schema.sql', 'views.sql', 'sample.sql']) await query(site, await file(name, script));
  const { tables } = JSON.parse(await file(name, 'sources.json'));
  return { site, config: await configOf(tables, site, BY_LOT) };
}

/** A month read, closed, and read again. */
async function closesToTheCent({ files, stock, movements }: System, config: string): Promise<void> {
  const database = await SERVER.create();
  const on = ['--database', database, '--config', config];
  interface Seen {
    findings: Finding[];
    tables: { table: string; columns: { column: string; values?: Record<string, number> }[] }[];
  }
  const seen = await millraceJson<Seen>(['doctor', ...on]);
  expect(seen.json.findings.filter(({ severity }) => severity === 'fatal')).toEqual([]);
  const movement = seen.json.tables.find(({ table }) => table === 'movement');
  expect(movement?.columns.find(({ column }) => column === 'type')?.values).toEqual(movements);

  const read = await millrace(['import', '--sources', ...on]);
  expect(read.code, read.stdout + read.stderr).toBe(0);
  const folder = await temporaryFolder();
  for (const [table, text] of Object.entries(files)) await writeFile(join(folder, table), text);
  const rest = await millrace(['import', folder, ...on]);
  expect(rest.code, rest.stdout + rest.stderr).toBe(0);
  const closed = await millraceJson<{ findings: Finding[] }>(['close', '2026-10', ...on]);
  expect(closed.json.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  expect(closed.code).toBe(0);
  const left = await query<{ item: string; plant: string; lot: string; quantity: string; amount: string }>(
    database,
    `select item, plant, lot, quantity::text, amount::text from millrace.unit_cost
     where basis = 'closing' order by item collate "C", plant, lot`,
  );
  expect(left.map(({ item, plant, lot, quantity, amount }) => [item, plant, lot, quantity, amount])).toEqual(stock);

  // Read again, nothing has changed.
  const again = await millraceJson<{ tables: { added: number; changed: number }[] }>(['import', '--sources', ...on]);
  expect(again.json.tables.filter(({ added, changed }) => added + changed > 0)).toEqual([]);
}

describe.skipIf(!SERVER.present)(`the tables of other systems, on ${SERVER.name}`, () => {
  test.each(SYSTEMS)('$name: a month closes by the views of the example, to the cent', async (system) => {
    const { config } = await systemOf(system.name);
    await closesToTheCent(system, config);
  });

  test('what the views of odoo do not know has no type, and is refused', async () => {
    const { site, config } = await systemOf('odoo');
    await query(site, 'update mrp_unbuild set mo_id = null');
    await isRefused(config, '20');
  });

  test('an unbuild order of odoo in a later month is an order of its own', async () => {
    const { site } = await systemOf('odoo');
    await query(site, `update stock_move set date = '2026-10-31 16:30' where unbuild_id = 1`);
    const moved = await query<Record<'type' | 'order' | 'refers_to', string | null>>(
      site,
      `select type, "order", refers_to from to_millrace.movement where source in ('19', '20', '21') order by source`,
    );
    expect(moved.map(({ type, order, refers_to }) => [type, order, refers_to])).toEqual([
      ['issue', 'UB/00001', null],
      ['issue_return', 'UB/00001', '4'],
      ['issue_return', 'UB/00001', '5/A'],
    ]);
    const orders = await query<Record<string, string>>(
      site,
      `select item, type, quantity_planned::float::text as quantity, closed_on::text from to_millrace.production_order where "order" = 'UB/00001'`,
    );
    expect(orders).toMatchObject([{ item: 'LAMP', type: 'disassembly', quantity: '5', closed_on: '2026-11-01' }]);
  });

  test('what the views of erpnext do not know has no type, and is refused', async () => {
    const { site, config } = await systemOf('erpnext');
    await query(site, `update erpnext."tabStock Entry" set work_order = null where name = 'MAT-STE-8'`);
    await isRefused(config, 'SLE-27');
  });

  test('what erpnext repacks into two items, or sends back to a subcontractor, has no type', async () => {
    const { site } = await systemOf('erpnext');
    await query(
      site,
      `update erpnext."tabStock Entry" set purpose = 'Repack' where name = 'MAT-STE-8';
       update erpnext."tabSubcontracting Receipt" set is_return = 1`,
    );
    const without = await query<{ source: string }>(
      site,
      'select source from to_millrace.movement where type is null order by source',
    );
    expect(without.map(({ source }) => source)).toEqual(['SLE-22', 'SLE-23', 'SLE-26', 'SLE-27', 'SLE-28']);
  });

  test('a disassembly of erpnext in a later month is an order of its own', async () => {
    const { site } = await systemOf('erpnext');
    await query(
      site,
      `update erpnext."tabStock Ledger Entry" set posting_date = '2026-11-02' where voucher_no = 'MAT-STE-8'`,
    );
    const moved = await query<Record<'type' | 'order' | 'refers_to', string | null>>(
      site,
      `select type, "order", refers_to from to_millrace.movement where document = 'MAT-STE-8' order by source`,
    );
    expect(moved.map(({ type, order, refers_to }) => [type, order, refers_to])).toEqual([
      ['issue', 'MAT-STE-8', null],
      ['issue_return', 'MAT-STE-8', 'SLE-08'],
      ['issue_return', 'MAT-STE-8', 'SLE-09/A'],
    ]);
    const orders = await query<Record<string, string>>(
      site,
      `select item, type, quantity_planned::float::text as quantity, closed_on::text from to_millrace.production_order where "order" = 'MAT-STE-8'`,
    );
    expect(orders).toMatchObject([{ item: 'LAMP', type: 'disassembly', quantity: '4', closed_on: '2026-11-02' }]);
  });

  async function isRefused(config: string, movement: string): Promise<void> {
    const on = ['--database', await SERVER.create(), '--config', config];
    const { code, json } = await millraceJson<{ findings: (Finding & { key: string })[] }>([
      'import',
      '--sources',
      ...on,
    ]);
    expect(code).toBe(2);
    expect(json.findings[0]).toMatchObject({ code: 'cell_must_not_be_empty', table: 'movement', key: movement });
  }

  test.skipIf(!hasMariaDb())(
    `erpnext on MariaDB, read through mysql_fdw, closes as on Postgres${hasMariaDb() ? '' : ` (${NO_MARIA_DB})`}`,
    async () => {
      const maria = await startMariaDb(53_306);
      try {
        maria.run(
          `create database erp character set utf8mb4; create user reader@'127.0.0.1'; grant select on erp.* to reader@'127.0.0.1'`,
        );
        const inMaria = (sql: string) =>
          sql.replace(/^(create schema|set search_path).*$/gm, '').replaceAll('timestamp(6)', 'datetime(6)');
        maria.run(inMaria(await file('erpnext', 'schema.sql')), 'erp');
        maria.run(inMaria(await file('erpnext', 'sample.sql')), 'erp');
        const site = await SERVER.create();
        await query(
          site,
          `create extension mysql_fdw;
           create server erp foreign data wrapper mysql_fdw options (host '127.0.0.1', port '${maria.port}');
           create user mapping for current_user server erp options (username 'reader', password '');
           create schema erpnext;
           import foreign schema erp from server erp into erpnext;`,
        );
        await query(site, await file('erpnext', 'views.sql'));
        const { tables } = JSON.parse(await file('erpnext', 'sources.json'));
        await closesToTheCent(SYSTEMS[1], await configOf(tables, site, BY_LOT));
      } finally {
        await maria.stop();
      }
    },
  );
});
