import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columnZh, TABLES_ZH, type TableName } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { SERVER } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { ROOT } from '../docs/blocks.js';
import { rowsOfFolder } from './rows-of-folder.js';
import { configOf, siteOf } from './site.js';

const EXAMPLE = join(ROOT, 'docs/example');

interface Mapped {
  readonly sources: { connection: string; tables: Record<string, string> };
  readonly tables: readonly {
    table: string;
    from: string;
    isSure: boolean;
    columns: readonly { column: string; certainty: string; from?: string; sql: string; open?: string }[];
  }[];
  readonly missing: readonly string[];
  readonly kept: readonly string[];
}

const map = (site: string, ...more: string[]) => millraceJson<Mapped>(['map', site, ...more]);

/** Both months of a mapping, closed; its hash. */
async function closedBy(database: string, tables: Record<string, string>, site: string): Promise<string> {
  const config = await configOf(tables, site);
  const read = await millrace(['import', '--sources', '--database', database, '--config', config]);
  expect(read.code, read.stdout + read.stderr).toBe(0);
  const { json } = await millraceJson<{ hash: string }>(['close', '2026-09', '--database', database]);
  return json.hash;
}

describe.skipIf(!SERVER.present)(`a first mapping, on ${SERVER.name}`, () => {
  test('of tables that have the names of the facts is sure of every column, and closes as the files do', async () => {
    const site = await SERVER.create();
    await siteOf(site, await rowsOfFolder(EXAMPLE));
    const { code, json } = await map(site);
    expect(code).toBe(0);
    const rows = await rowsOfFolder(EXAMPLE);
    expect(json.tables.map(({ table }) => table).sort()).toEqual([...rows.keys()].sort());
    const unsure = json.tables.flatMap(({ table, columns }) =>
      columns.filter(({ certainty }) => certainty !== 'sure').map(({ column }) => `${table}.${column}`),
    );
    expect(unsure).toEqual([]);
    const database = await SERVER.create();
    const clean = await millraceJson<{ hash: string }>(['close', '2026-09', '--from', EXAMPLE]);
    expect(await closedBy(database, json.sources.tables, site)).toBe(clean.json.hash);
  });

  test.each(['names', 'comments'])('of tables in Chinese by their %s is the same', async (where) => {
    const site = await SERVER.create();
    const mapped = await siteOf(site, await rowsOfFolder(EXAMPLE));
    await query(site, 'create schema "业务"');
    for (const [at, [table, sql]] of Object.entries(mapped).entries()) {
      const columns = [...sql.matchAll(/("F_\w+") as "(\w+)"/g)].map(([, own, column]) => ({ own, column }));
      const name = where === 'names' ? `"业务"."${TABLES_ZH[table as TableName]}"` : `"业务".t${at}`;
      const nameOf = (column: string, place: number) => (where === 'names' ? `"${columnZh(column)}"` : `col${place}`);
      const selected = columns.map(({ own, column }, place) => `${own} as ${nameOf(column, place)}`).join(', ');
      await query(site, `create table ${name} as select ${selected} from erp."T_${table.toUpperCase()}"`);
      if (where === 'names') continue;
      await query(site, `comment on table ${name} is '${TABLES_ZH[table as TableName]}，业务表'`);
      for (const [place, { column }] of columns.entries()) {
        await query(site, `comment on column ${name}.${nameOf(column, place)} is '${columnZh(column)}（必填）'`);
      }
    }
    await query(site, 'drop schema erp cascade');
    const { json } = await map(site, '--lang', 'zh');
    const database = await SERVER.create();
    const clean = await millraceJson<{ hash: string }>(['close', '2026-09', '--from', EXAMPLE]);
    expect(await closedBy(database, json.sources.tables, site)).toBe(clean.json.hash);
  });

  /** A system as they are: numbers for keys, heads and lines, statuses and clocks of its own. */
  const OTHER = `
    create schema shop;
    create table shop.uom (id int primary key, name text);
    create table shop.warehouse (id int primary key, code text, name text);
    create table shop.material (id int primary key, material_no varchar(40), description text, uom_id int references shop.uom, make_or_buy char(1));
    create table shop.voucher (id int primary key, voucher_no text, posting_date timestamp, warehouse_id int references shop.warehouse, state text);
    create table shop.stock_line (id bigint primary key, voucher_id int references shop.voucher, line_no int,
      material_id int references shop.material, direction text, qty double precision, value numeric(18,4));
    insert into shop.uom values (1, 'pc');
    insert into shop.warehouse values (7, 'P1', 'Main');
    insert into shop.material values (11, 'NUT', 'Nut', 1, 'P'), (12, 'BOLT', 'Bolt', 1, 'M');
    insert into shop.voucher values (5, 'V-5', '2026-09-07 10:00', 7, 'audited');
    insert into shop.stock_line values (100, 5, 1, 11, 'IN', 40, 12.5);`;

  test('of a system of its own reads codes behind numbers and the heads of lines, and marks what is to be decided', async () => {
    const site = await SERVER.create();
    await query(site, OTHER);
    const { json } = await map(site);
    const of = (table: string) => {
      const its = json.tables.find((each) => each.table === table);
      return { from: its?.from, ...Object.fromEntries(its?.columns.map((each) => [each.column, each]) ?? []) };
    };
    expect(of('item')).toMatchObject({
      from: '"shop"."material"',
      item: { from: 'material_no', certainty: 'sure' },
      unit: { from: 'uom_id', certainty: 'look' },
      supply: { from: 'make_or_buy', certainty: 'look', open: 'choices' },
      valued: { certainty: 'assumed', sql: 'true' },
    });
    expect(of('movement')).toMatchObject({
      from: '"shop"."stock_line"',
      item: { from: 'material_id', certainty: 'sure' },
      document: { from: 'voucher_id', certainty: 'look', sql: expect.stringContaining('"voucher_no"') },
      posted_at: { from: 'voucher.posting_date', open: 'time_zone' },
      plant: { from: 'voucher.warehouse_id', certainty: 'look' },
      type: { from: 'direction', open: 'choices' },
      status: { from: 'voucher.state', open: 'choices' },
      quantity: { from: 'qty', sql: 'round(t."qty"::numeric, 6)' },
    });
    expect(json.missing).toEqual(['ledger', 'ledger_plant', 'period', 'cost_element']);
    // What it writes is SQL, whose rows are what a person would have mapped.
    const [moved] = await query<Record<string, unknown>>(site, json.sources.tables.movement);
    expect(moved).toMatchObject({
      movement: '100',
      document: 'V-5',
      plant: 'P1',
      item: 'NUT',
      quantity: expect.anything(),
    });
    expect(json.sources.tables.movement).toContain("when 'IN' then null");
    expect(json.sources.tables.movement).toMatch(
      /\/\* look at it: which of these does each mean\?: purchase_receipt, /,
    );
    const [item] = await query<Record<string, unknown>>(site, json.sources.tables.item);
    expect(item).toMatchObject({ item: 'NUT', unit: 'pc' });
  });

  test('is written into the config, where what is mapped stays, and completed there it is read', async () => {
    const site = await SERVER.create();
    await query(site, OTHER);
    const config = await configOf({ plant: `select code as plant from shop.warehouse where true` });
    const first = await map(site, '--config', config, '--write');
    expect(first.code, first.stderr).toBe(0);
    expect(first.json.kept).toEqual(['plant']);
    const written = JSON.parse(await readFile(config, 'utf8'));
    expect(written.sources.tables.plant).toContain('where true');
    expect(JSON.parse(await readFile(`${config}.before`, 'utf8')).sources.tables).toEqual({ plant: expect.anything() });
    const { json } = await millraceJson<{ findings: { code: string; table: string; column: string }[] }>([
      'doctor',
      '--config',
      config,
      '--database',
      join(await temporaryFolder(), 'none'),
    ]);
    const open = json.findings
      .filter(({ table }) => table === 'movement')
      .map(({ code, column }) => `${column} ${code}`);
    // Nothing that is left to decide gets in unseen.
    expect(open).toEqual(expect.arrayContaining(['type cell_must_not_be_empty', 'status cell_must_not_be_empty']));

    const decided = Object.fromEntries(
      Object.entries(written.sources.tables as Record<string, string>).map(([table, sql]) => [
        table,
        sql
          .replace("when 'IN' then null", "when 'IN' then 'purchase_receipt'")
          .replace("when 'audited' then null", "when 'audited' then 'approved'")
          .replace("when 'P' then null", "when 'P' then 'purchased'")
          .replace("when 'M' then null", "when 'M' then 'made'"),
      ]),
    );
    const database = await SERVER.create();
    await millrace(['import', EXAMPLE, '--database', database]);
    const read = await millraceJson<{ tables: { table: string; added: number }[] }>([
      'import',
      '--sources',
      '--database',
      database,
      '--config',
      await configOf(decided, site),
    ]);
    expect(read.code, read.stdout).toBe(0);
    const added = Object.fromEntries(read.json.tables.map((each) => [each.table, each.added]));
    expect(added).toMatchObject({ item: 2, movement: 1 });
  });

  test('says so where nothing is like the facts, and never shows a password', async () => {
    const site = await SERVER.create();
    const { code, stdout } = await millrace(['map', site]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('no table there is like one of the facts')]);
    await query(site, OTHER);
    const url = new URL(site);
    url.password = 'secret-word';
    const shown = await millrace(['map', url.href]);
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).not.toContain('secret-word');
    const chinese = await millrace(['map', site, '--lang', 'zh']);
    expect(chinese.stdout).toContain('物料（item） ← "shop"."material"');
    expect(chinese.stdout).toContain('/* 请核对：');
  });
});
