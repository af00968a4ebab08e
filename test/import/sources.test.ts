import { join } from 'node:path';
import type { TableName } from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { SERVER } from '../batch/databases.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { query } from '../batch/postgres.js';
import { documents, ROOT } from '../docs/blocks.js';
import { rowsOfFolder } from './rows-of-folder.js';
import { configOf, siteOf } from './site.js';

const EXAMPLE = join(ROOT, 'docs/example');

interface Told {
  readonly hash?: string;
  readonly notes?: readonly string[];
  readonly tables: readonly { table: string; rows: number; added: number; unchanged: number }[];
  readonly findings: readonly { code: string; table: string; key: string; fields: Record<string, string> }[];
}

const read = (database: string, config: string, ...more: string[]) =>
  millraceJson<Told>(['import', '--sources', '--database', database, '--config', config, ...more]);

describe.skipIf(!SERVER.present)(`a site's own tables, ${SERVER.name}`, () => {
  test.each(['the same server', 'a second connection'])(
    'on %s come in as the CSV files of the same rows',
    async (where) => {
      const rows = await rowsOfFolder(EXAMPLE);
      const database = await SERVER.create();
      const site = where === 'the same server' ? database : await SERVER.create();
      const mapped = await siteOf(site, rows);
      await query(site, `create view erp.millrace_movement as ${mapped.movement}`);
      const config = await configOf({ ...mapped, movement: 'erp.millrace_movement' }, site === database ? '' : site);

      const preview = await read(database, config, '--preview');
      expect(preview.code, preview.stdout).toBe(0);
      const first = await read(database, config);
      for (const { table, rows: count, added } of first.json.tables) {
        expect(count).toBe(rows.get(table as TableName)?.length);
        expect(added).toBe(count);
      }
      // What was read says that the CSV files hold the same.
      const files = await millraceJson<Told>(['import', EXAMPLE, '--database', database]);
      for (const { table, rows: count, unchanged } of files.json.tables) expect(unchanged, table).toBe(count);
      const closed = await millraceJson<Told>(['close', '2026-09', '--database', database]);
      const clean = await millraceJson<Told>(['close', '2026-09', '--from', EXAMPLE]);
      expect(closed.json.hash).toBe(clean.json.hash);
    },
  );

  describe('read again', () => {
    const ITEMS = 3000;
    const QUERY = `select code as item, code as name, uom as unit, 'purchased' as supply, true as valued from erp.material`;

    /** A site of 3,000 materials that has been read once. */
    async function readOnce() {
      const database = await SERVER.create();
      await query(
        database,
        `create schema erp; create table erp.material (code text, uom text);
         insert into erp.material select 'I' || i, 'pc' from generate_series(1, ${ITEMS}) i`,
      );
      const config = await configOf({ item: QUERY });
      expect((await read(database, config)).json.tables).toMatchObject([{ table: 'item', rows: ITEMS, added: ITEMS }]);
      return { database, config };
    }

    /** How many rows of items were read, as the step that checks them says. */
    const checked = (stderr: string) => Number(/check item, ([\d,]+) rows/.exec(stderr)?.[1].replaceAll(',', '') ?? 0);
    const again = async (database: string, config: string, ...more: string[]) => {
      const on = ['import', '--sources', '--database', database, '--config', config, ...more];
      const { stderr } = await millrace([...on, '--preview']);
      const { code, json, stdout } = await read(database, config, ...more);
      return { checked: checked(stderr), code, table: json.tables[0], findings: json.findings, stdout };
    };

    test('nothing is sent or checked where all is as it was', async () => {
      const { database, config } = await readOnce();
      const second = await again(database, config);
      expect(second).toMatchObject({
        checked: 0,
        code: 0,
        table: { rows: ITEMS, added: 0, changed: 0, unchanged: ITEMS, gone: { rows: 0 } },
      });
    });

    test('what is new, changed or gone is told, and few others are read', async () => {
      const { database, config } = await readOnce();
      await query(
        database,
        `update erp.material set uom = 'kg' where code in ('I7', 'I8'); delete from erp.material where code = 'I9';
         insert into erp.material values ('J1', 'pc')`,
      );
      const [table] = (await read(database, config, '--preview')).json.tables;
      expect(table).toMatchObject({ rows: ITEMS, added: 1, changed: 2, unchanged: ITEMS - 3 });
      expect(table).toMatchObject({ gone: { rows: 1, keys: ['I9'] } });
      const { stdout, stderr } = await millrace(['import', '--sources', '--database', database, '--config', config]);
      expect(checked(stderr)).toBeGreaterThan(2);
      expect(checked(stderr)).toBeLessThan(60);
      const blocks = documents().find(({ name }) => name === 'docs/sources.md')?.blocks ?? [];
      const block = blocks.find(({ language }) => language === 'text')?.lines ?? [];
      expect(block).toHaveLength(3);
      expect(stdout.split('\n')).toEqual(expect.arrayContaining([...block]));
      // As long as it is kept it is told.
      expect((await again(database, config)).table).toMatchObject({ changed: 0, gone: { rows: 1, keys: ['I9'] } });
      await query(database, `delete from millrace.item where item = 'I9'`);
      expect((await again(database, config)).table).toMatchObject({ gone: { rows: 0 } });
      expect((await again(database, config)).checked).toBe(0);
    });

    test('what was changed, removed or taken back here comes in again', async () => {
      const { database, config } = await readOnce();
      await query(
        database,
        `update millrace.item set unit = 't' where item = 'I5'; delete from millrace.item where item = 'I6'`,
      );
      expect((await again(database, config)).table).toMatchObject({ added: 1, changed: 1, unchanged: ITEMS - 2 });
      const fresh = await readOnce();
      expect((await millrace(['import', '--undo', '1', '--database', fresh.database])).code).toBe(0);
      expect(await again(fresh.database, fresh.config)).toMatchObject({ checked: ITEMS, table: { added: ITEMS } });
    });

    test('a key that comes a second time is found, and so are columns that have changed places', async () => {
      const { database, config } = await readOnce();
      await query(database, `insert into erp.material values ('I1', 'kg')`);
      const twice = await again(database, config);
      expect([twice.code, twice.findings.map(({ code, key }) => [code, key])]).toEqual([
        2,
        [['key_must_be_unique', 'I1']],
      ]);
      await query(database, `delete from erp.material where uom = 'kg'; create view erp.v as ${QUERY}`);
      const viewed = await configOf({ item: 'erp.v' });
      expect((await again(database, viewed)).table).toMatchObject({ unchanged: ITEMS });
      await query(
        database,
        `drop view erp.v; create view erp.v as select code as item, code as unit, uom as name, 'purchased' as supply, true as valued from erp.material`,
      );
      expect((await again(database, viewed)).table).toMatchObject({ changed: ITEMS });
    });

    test('a query that has other rows each time is refused', async () => {
      const { database } = await readOnce();
      const config = await configOf({ item: `${QUERY} where random() < 0.5` });
      const { code, stderr } = await read(database, config);
      expect([code, stderr]).toEqual([2, expect.stringContaining('sources.item was changed while it was read')]);
    });

    test('a key that is written otherwise here is read each time', async () => {
      const database = await SERVER.create();
      await millraceJson(['import', EXAMPLE, '--database', database]);
      await query(
        database,
        `create schema erp; create table erp.p as select 'L1' as ledger, '2026/11' as period,
        date '2026-11-01' as starts_on, date '2026-11-30' as ends_on`,
      );
      const config = await configOf({ period: 'select * from erp.p' });
      expect((await again(database, config)).table).toMatchObject({ added: 1 });
      await query(database, `delete from millrace.period where period = '2026-11'`);
      expect((await again(database, config)).table).toMatchObject({ added: 1 });
    });
  });

  test('come in as docs/sources.md maps them', async () => {
    const database = await SERVER.create();
    await query(
      database,
      `create schema erp; create role millrace_reader_${process.pid};
       create table erp.material (code text, name text, uom text, source text);
       create table erp.stock_line (number text, voucher text, line_no int, posted timestamptz, direction text, site text,
         material text, qty numeric, wo text, audited boolean);
       insert into erp.material values ('NUT', '螺母', 'pc', 'P');
       insert into erp.stock_line values ('N-1', 'V-1', 1, '2026-09-07 10:00+08', 'IN', 'P1', 'NUT', 40, null, true),
         ('N-2', 'V-1', 2, '2026-09-07 10:00+08', 'IN', 'P1', 'NUT', 40, null, false)`,
    );
    const blocks = documents().find(({ name }) => name === 'docs/sources.md')?.blocks ?? [];
    const textOf = (language: string) => blocks.find((block) => block.language === language)?.lines.join('\n') ?? '';
    try {
      await query(database, textOf('sql').replace('millrace_reader', `millrace_reader_${process.pid}`));
    } finally {
      await query(database, `drop owned by millrace_reader_${process.pid}; drop role millrace_reader_${process.pid}`);
    }
    await millraceJson(['import', EXAMPLE, '--database', database]);
    const { tables } = JSON.parse(textOf('json'));
    const { code, json, stdout } = await read(database, await configOf(tables));
    expect(code, stdout).toBe(0);
    expect(json.tables.map(({ table, added }) => [table, added])).toEqual([
      ['item', 1],
      ['movement', 1],
    ]);
  });

  test('are only read: whatever a query calls can write nothing', async () => {
    const database = await SERVER.create();
    const mapped = await siteOf(database, await rowsOfFolder(EXAMPLE));
    await query(
      database,
      `create function erp.spoil() returns text language sql as $$ delete from erp."T_MOVEMENT" returning 'x' $$`,
    );
    const config = await configOf({ plant: `select "F_PLANT" as plant, erp.spoil() as name from erp."T_PLANT"` });
    const { code, stderr } = await read(database, config);
    expect(code).toBe(2);
    expect(stderr).toContain('sources.plant can not be read: cannot execute DELETE in a read-only transaction');
    const kept = await read(database, await configOf(mapped));
    expect(kept.json.tables.find(({ table }) => table === 'movement')?.rows).toBe(20);
  });

  test.each<[string, string, object]>([
    [
      'a column that is missing',
      `select "F_PLANT" as place from erp."T_PLANT"`,
      { code: 'header_must_name_known_columns', fields: { value: 'place', nearest: 'plant' } },
    ],
    [
      'a value that is no choice',
      `select 'M' as item, 'pc' as unit, 'bought' as supply, true as valued`,
      { code: 'choice_must_be_known', fields: { column: 'supply', value: 'bought', at: 'sources.item:2' } },
    ],
    [
      'a null that must not be',
      `select 'M' as item, null as unit, 'made' as supply, true as valued`,
      { code: 'cell_must_not_be_empty', fields: { column: 'unit', at: 'sources.item:2' } },
    ],
    [
      'a key that comes twice',
      `select 'M' as item, 'pc' as unit, 'made' as supply, true as valued from generate_series(1, 2)`,
      { code: 'key_must_be_unique', key: 'M' },
    ],
    [
      'more decimals than a quantity has',
      `select 'M' as item, 'pc' as unit, 'made' as supply, true as valued, 0.1234567 as costing_lot`,
      { code: 'number_must_fit_its_decimals', fields: { column: 'costing_lot', value: '0.1234567' } },
    ],
  ])('%s is told with its row, and nothing comes in', async (_, item, expected) => {
    const database = await SERVER.create();
    await siteOf(database, await rowsOfFolder(EXAMPLE));
    const table = item.includes('place') ? 'plant' : 'item';
    const { code, json } = await read(database, await configOf({ [table]: item }));
    expect(code).toBe(2);
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        ...expected,
        ...('fields' in expected && { fields: expect.objectContaining(expected.fields) }),
      }),
    );
  });

  test('without any rows have their columns checked nevertheless', async () => {
    const database = await SERVER.create();
    const none = `select 'P' as plant, 1.50 as "when" where false`;
    expect((await read(database, await configOf({ plant: none }))).json.findings[0]).toMatchObject({
      code: 'header_must_name_known_columns',
      fields: { value: 'when' },
    });
    const { code, json } = await read(database, await configOf({ plant: `select 'P' as plant where false` }));
    expect({ code, rows: json.tables[0].rows }).toEqual({ code: 0, rows: 0 });
  });

  test.each([
    ['a table that is not there', { plant: 'erp.nothing' }, 'source_can_not_be_read'],
    ['no SQL', { plant: 'select from where' }, 'source_can_not_be_read'],
    ['several statements', { plant: 'select 1; drop schema millrace cascade' }, 'source_can_not_be_read'],
    ['nothing at all', {}, 'sources_are_missing'],
  ])('%s ends with what to do', async (_, tables, code) => {
    const database = await SERVER.create();
    const { en } = await import('../../packages/batch-runner/src/text/en.js');
    const ran = await read(database, await configOf(tables)).catch((error: Error) => error.message);
    const said = typeof ran === 'string' ? ran : ran.stderr;
    expect(said).toContain(`→ ${en.trouble[code as 'sources_are_missing'][1]}`);
  });
});
