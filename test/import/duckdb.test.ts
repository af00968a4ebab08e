import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { defaultPolicy } from '@millrace/costing-core';
import { TABLES, type TableName, type TableSpec } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { ANY, EMBEDDED, SERVER } from '../batch/databases.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { ROOT } from '../docs/blocks.js';
import { type RowsOfTables, rowsOfFolder } from './rows-of-folder.js';
import { TYPES } from './site.js';

const EXAMPLE = join(ROOT, 'docs/example');

interface Told {
  readonly hash?: string;
  readonly tables: readonly { table: string; rows: number; added: number; unchanged: number }[];
  readonly findings: readonly { code: string; key: string; fields: Record<string, string> }[];
}

type Mapped = Readonly<Record<string, string | { readonly duckdb: string }>>;

/** A config beside the files that its queries name. */
async function configIn(folder: string, tables: Mapped): Promise<string> {
  const file = join(folder, 'millrace.config.json');
  const rest = { ledger: '', language: 'en', policy: defaultPolicy };
  await writeFile(file, JSON.stringify({ database: './.data', ...rest, sources: { connection: '', tables } }));
  return file;
}

/** Runs statements of DuckDB that write files. */
async function duckdb(...statements: readonly string[]): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
}

/** Writes rows as Parquet, a file a table, with the types that a system would give its columns. */
async function parquetOf(folder: string, rows: RowsOfTables): Promise<Mapped> {
  const mapped: Record<string, { duckdb: string }> = {};
  for (const [table, its] of rows) {
    const { columns }: TableSpec = TABLES[table as TableName];
    const names = Object.keys(its[0]);
    const typed = names.map((name) => `"${name}"::${TYPES[columns[name].kind]} as "${name}"`);
    const values = its.map((row) => `(${names.map((name) => textOrNull(row[name])).join(', ')})`);
    const from = `(values ${values.join(', ')}) v(${names.map((name) => `"${name}"`).join(', ')})`;
    await duckdb(`copy (select ${typed.join(', ')} from ${from}) to '${join(folder, table)}.parquet' (format parquet)`);
    mapped[table] = { duckdb: `select * from read_parquet('${table}.parquet')` };
  }
  return mapped;
}

const textOrNull = (text: string) => (text === '' ? 'null' : `'${text.replaceAll("'", "''")}'`);

const read = (database: string, config: string, ...more: string[]) =>
  millraceJson<Told>(['import', '--sources', '--database', database, '--config', config, ...more]);

describe('what DuckDB reads', () => {
  test('comes in from Parquet as from the CSV files of the same rows, into an embedded database too', async () => {
    const folder = await temporaryFolder();
    const rows = await rowsOfFolder(EXAMPLE);
    const config = await configIn(folder, await parquetOf(folder, rows));
    const database = await EMBEDDED.create();
    const first = await read(database, config);
    expect(first.code, first.stdout + first.stderr).toBe(0);
    for (const { table, rows: count, added } of first.json.tables) {
      expect([table, count, added]).toEqual([table, ...Array(2).fill(rows.get(table as TableName)?.length)]);
    }
    const files = await millraceJson<Told>(['import', EXAMPLE, '--database', database]);
    for (const { table, rows: count, unchanged } of files.json.tables) expect(unchanged, table).toBe(count);
    const closed = await millraceJson<Told>(['close', '2026-09', '--database', database]);
    const clean = await millraceJson<Told>(['close', '2026-09', '--from', EXAMPLE]);
    expect(closed.json.hash).toBe(clean.json.hash);
  });

  test('comes in from many CSV files, named from where the config is', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'export'));
    for (const month of ['08', '09', '10']) {
      await writeFile(join(folder, 'export', `items-${month}.csv`), `code,uom,lot\nI${month},kg,123456789.123456\n`);
    }
    const config = await configIn(folder, {
      item: {
        duckdb: `select code as item, uom as unit, 'purchased' as supply, true as valued, lot::decimal(28, 6) as costing_lot
          from read_csv('export/items-*.csv', all_varchar = true);`,
      },
    });
    const database = await ANY.create();
    const { code, json, stdout } = await read(database, config);
    expect([code, json.tables[0]?.added], stdout).toEqual([0, 3]);
    expect((await read(database, config)).json.tables[0]).toMatchObject({ rows: 3, unchanged: 3 });
  });

  test.skipIf(!SERVER.present)('stands beside what Postgres reads', async () => {
    const folder = await temporaryFolder();
    await duckdb(
      `copy (select 'NUT' as item, 'pc' as unit, 'purchased' as supply, true as valued) to '${folder}/i.parquet'`,
    );
    const database = await SERVER.create();
    await query(database, `create schema erp; create table erp.plant as select 'P1' as plant`);
    const config = await configIn(folder, {
      plant: 'erp.plant',
      item: { duckdb: `select * from read_parquet('i.parquet')` },
    });
    const { json } = await read(database, config);
    expect(json.tables.map(({ table, added }) => [table, added])).toEqual([
      ['plant', 1],
      ['item', 1],
    ]);
  });

  const item = `select 'M' as item, 'pc' as unit, 'purchased' as supply, true as valued`;

  test.each([
    ['floats', { item: `${item}, 2.5::double as costing_lot` }, 'costing_lot is DOUBLE, whose numbers are not exact'],
    ['narrow floats', { item: `${item}, 2.5::float as costing_lot` }, 'cast("costing_lot" as decimal(18, 2))'],
    ['files that are not there', { item: `select * from read_parquet('none.parquet')` }, 'No files found'],
    [
      'several statements',
      { item: `${item}) mapped; select * from (${item}` },
      '2 statements, where one query is meant',
    ],
    ['rows that differ each time', { item: `${item} from range(1000) where random() < 0.5` }, 'key_must_be_unique'],
  ])('is refused with what to do: %s', async (_, tables, says) => {
    const config = await configIn(
      await temporaryFolder(),
      Object.fromEntries(Object.entries(tables).map(([table, sql]) => [table, { duckdb: sql }])),
    );
    const database = await ANY.create();
    const { code, stdout, stderr } = await millrace([
      ...['import', '--sources', '--database', database, '--config', config],
    ]);
    expect([code, stdout + stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  test('is refused where it changed while it was read', async () => {
    const sql = `select 'I' || i as item, 'pc' as unit, 'purchased' as supply, true as valued from range(1000) r(i) where random() < 0.5`;
    const config = await configIn(await temporaryFolder(), { item: { duckdb: sql } });
    const { code, stderr } = await read(await ANY.create(), config);
    expect([code, stderr]).toEqual([2, expect.stringContaining('sources.item was changed while it was read')]);
  });

  test.each([
    ['more decimals than a quantity has', `0.1234567::decimal(18, 7) as costing_lot`, 'number_must_fit_its_decimals'],
    ['a value that is no choice', `'x' as category, 'bought' as supply`, 'choice_must_be_known'],
  ])('has the findings that every row has: %s', async (_, more, code) => {
    const rest = more.includes('supply') ? item.replace(`'purchased' as supply, `, '') : item;
    const config = await configIn(await temporaryFolder(), { item: { duckdb: `${rest}, ${more}` } });
    const { json } = await read(await ANY.create(), config);
    expect(json.findings).toContainEqual(expect.objectContaining({ code }));
  });

  test('is looked at by doctor, which says what to write in its SQL', async () => {
    const folder = await temporaryFolder();
    const movement = `select 'M-1' as movement, 'V' as document, 1 as line, timestamp '2026-09-07 10:00:00' as posted_at,
      'purchase_receipt' as type, 'P1' as plant, 'NUT' as item, 0.1234567::decimal(18, 7) as quantity, 'approved' as status`;
    const config = await configIn(folder, {
      movement: { duckdb: movement },
      cost_pool: { duckdb: 'select 1.5::double as amount' },
    });
    const database = await ANY.create();
    const { code, stdout } = await millrace(['doctor', '--database', database, '--config', config]);
    expect(code).toBe(2);
    for (const says of [
      'sources.cost_pool can not be read: amount is DOUBLE, whose numbers are not exact',
      `("posted_at"::text || '+08')::timestamptz`,
      'round("quantity"::decimal(38, 12), 6)',
    ])
      expect(stdout).toContain(says);
    const zh = await millrace(['doctor', '--database', database, '--config', config, '--lang', 'zh']);
    expect(zh.stdout).toContain('amount 的类型为 DOUBLE，其数值不精确');
  });

  test('needs a package that is named where it is missing', async () => {
    // The command as it is installed, and all that it needs but DuckDB.
    const folder = await temporaryFolder();
    const modules = join(folder, 'node_modules');
    await mkdir(join(modules, '@millrace'), { recursive: true });
    for (const name of await readdir(join(ROOT, 'node_modules'))) {
      if (name === '@duckdb' || name === '@millrace' || name.startsWith('.')) continue;
      await symlink(join(ROOT, 'node_modules', name), join(modules, name));
    }
    for (const name of await readdir(join(ROOT, 'node_modules/@millrace'))) {
      if (name !== 'batch-runner') await symlink(join(ROOT, 'packages', name), join(modules, '@millrace', name));
    }
    const own = join(modules, '@millrace/batch-runner');
    for (const part of ['bin', 'dist', 'package.json', 'node_modules']) {
      await cp(join(ROOT, 'packages/batch-runner', part), join(own, part), { recursive: true });
    }
    const config = await configIn(folder, { item: { duckdb: item } });
    const args = ['import', '--sources', '--database', await EMBEDDED.create(), '--config', config];
    const { status, stderr } = spawnSync(process.execPath, [join(own, 'bin/millrace.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining("Cannot find package '@duckdb/node-api'")]);
    const { peerDependencies } = JSON.parse(await readFile(join(own, 'package.json'), 'utf8'));
    expect(stderr).toContain(`npm install @duckdb/node-api@${peerDependencies['@duckdb/node-api']}`);
  });
});
