import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCsvFolder } from '@millrace/batch-runner';
import type { FactRows } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { ANY } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace } from '../batch/millrace.js';
import { ROOT } from '../docs/blocks.js';
import { type Diagnosis, doctor } from './doctor.js';
import { rowsOfFolder } from './rows-of-folder.js';

const EXAMPLE = join(ROOT, 'docs/example');

type Rows = Record<string, Record<string, string>[]>;

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

  test('of a template name the tables without rows in one line, and tell the columns of the others', async () => {
    const folder = join(await temporaryFolder(), 'month');
    await millrace(['template', folder]);
    await writeFile(join(folder, 'plant.csv'), 'plant,name\nP1,Foundry\n');
    for (const [language, said] of [
      ['en', /^without rows: ledger, .*gl_balance.*work_report$/m],
      ['zh', /^没有数据行：账套（ledger）, .*总账余额（gl_balance）/m],
    ] as const) {
      const { code, stdout } = await millrace(['doctor', folder, '--lang', language]);
      expect(code).toBe(1);
      expect(stdout).toMatch(said);
      expect(stdout).toContain('plant.csv  1 ');
      expect(stdout.split('\n').length).toBeLessThan(60);
    }
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
