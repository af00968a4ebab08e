import path from 'node:path';
import { buildBom, EXACT_QUANTITIES, explode, whereUsedInAll } from '@millrace/bom';
import type { FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { missingNote, sharedFile } from '../cases/published.js';
import { adventureWorks } from '../data/adventureworks.js';
import { asFacts } from '../data/as-facts.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { line, pumpFactory } from './pump-factory.js';

interface Rows<Row> {
  readonly findings: readonly { readonly code: string; readonly key: string; readonly wrong: string }[];
  readonly rows: readonly Row[];
}

interface Exploded {
  readonly level: number;
  readonly plant: string;
  readonly item: string;
  readonly quantity: string;
  readonly kind: string;
}

interface Netted {
  readonly item: string;
  readonly kind: string;
  readonly gross: string;
  readonly from_stock: string;
  readonly net: string;
}

interface Ancestor {
  readonly item: string;
  readonly quantity: string;
  readonly top: boolean;
}

const ON = ['--on', '2026-11-15'];
const short = (quantity: string) => quantity.replace(/\.?0+$/, '');

describe('bom explode', () => {
  test('goes down through phantoms and over to the plant that supplies a part, the same from files and database', async () => {
    const folder = await factsFolder(pumpFactory);
    const database = ['--database', await ANY.create()];
    await millrace(['import', folder, ...database]);
    const ask = ['bom', 'explode', 'PUMP', '--quantity', '10', ...ON];
    const { code, json } = await millraceJson<Rows<Exploded>>([...ask, '--from', folder]);
    expect(code).toBe(0);
    expect(json.findings).toEqual([]);
    expect(json.rows.map((row) => `${row.level} ${row.plant}/${row.item} ${short(row.quantity)} ${row.kind}`)).toEqual([
      '1 P1/MOTOR 10 component',
      '2 P1/WIRE 25 component',
      '2 P1/CHIP 1 by_product',
      '1 P2/KIT 10 phantom',
      '2 P2/BOLT 40 component',
      '2 P2/SEAL 10 component',
      '1 P2/HOUSING 10.5 component',
      '1 P2/LABEL 1 component',
    ]);
    expect((await millraceJson<Rows<Exploded>>([...ask, ...database])).json).toEqual(json);
    const single = await millraceJson<Rows<Exploded>>([...ask, '--single-level', '--from', folder]);
    expect(single.json.rows.map(({ item }) => item)).toEqual(['MOTOR', 'KIT', 'HOUSING', 'LABEL']);
  });

  test('takes stock level by level: what the motors in stock need is not required', async () => {
    const folder = await factsFolder(pumpFactory);
    const ask = ['bom', 'explode', 'P2/PUMP', '--quantity', '10', ...ON, '--from', folder];
    const shown = ({ json }: { json: Rows<Netted> }) =>
      Object.fromEntries(json.rows.map((row) => [row.item, [row.gross, row.from_stock, row.net].map(short).join(' ')]));
    const netted = shown(await millraceJson<Rows<Netted>>([...ask, '--netted']));
    expect(netted).toMatchObject({ MOTOR: '10 0 10', WIRE: '25 0 25', BOLT: '40 0 40' });
    const netStock = shown(await millraceJson<Rows<Netted>>([...ask, '--net-stock']));
    expect(netStock).toMatchObject({ MOTOR: '10 3 7', WIRE: '17.5 17.5 0', BOLT: '40 10 30', CHIP: '0.7 0 0.7' });
  });

  test('takes the closing stock of the newest published version out of a database', async () => {
    const on = ['--database', await ANY.create()];
    await millrace(['import', await factsFolder(pumpFactory), ...on]);
    const ask = ['bom', 'explode', 'MOTOR', '--quantity', '5', '--net-stock', ...ON, ...on];
    const none = await millrace(ask);
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('no published version to take stock from');
    await millrace(['close', '2026-11', ...on]);
    await millrace(['publish', '2026-11', ...on]);
    const { json } = await millraceJson<Rows<Netted>>(ask);
    expect(json.rows.find(({ item }) => item === 'MOTOR')).toMatchObject({ from_stock: '3.000000', net: '2.000000' });
  });

  test('tells people in columns, and in their language', async () => {
    const folder = await factsFolder(pumpFactory);
    const { stdout } = await millrace(['bom', 'explode', 'MOTOR', ...ON, '--from', folder, '--lang', 'zh']);
    expect(stdout.split('\n').map((text) => text.trimEnd())).toEqual([
      'MOTOR motor by name：1 pc，2026-11-15 有效',
      '  物料  数量  单位  类型    行  名称',
      '  WIRE   2.5  kg            10  wire by name',
      '  CHIP   0.1  kg    副产品  20  chip by name',
      '',
    ]);
  });

  test('streams: a structure of 15 levels, each twice in the one above, has 65,534 rows', async () => {
    const bom_line = Array.from({ length: 15 }, (_, level) =>
      ['1', '2'].map((number) => ({ parent: `L${level}`, line: number, component: `L${level + 1}`, quantity: '1' })),
    ).flat();
    const folder = await factsFolder(asFacts({ bom_line }));
    const { code, stdout } = await millrace(['bom', 'explode', 'L0', '--from', folder]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').length).toBe(2 + 65_534);
  });

  test('of a chain of 3,000 levels takes short lines: their length does not grow with the level', async () => {
    const bom_line = Array.from({ length: 3000 }, (_, level) => {
      return { parent: `L${level}`, line: '1', component: `L${level + 1}`, quantity: '1' };
    });
    const folder = await factsFolder(asFacts({ bom_line }));
    const { code, stdout } = await millrace(['bom', 'explode', 'L0', '--from', folder]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBe(2 + 3000);
    expect(lines.reduce((longest, line) => Math.max(longest, line.length), 0)).toBeLessThan(200);
    expect(lines.at(-1)).toContain(' 3000: L3000 ');
  });

  test.each([
    [['PUMPE'], 'PUMPE is no item of these plants'],
    [['PUMP', '--quantity', '0'], '"0" is nothing that --quantity takes'],
    [['PUMP', '--unit', 'm'], 'PUMP is not counted in m'],
    [['PUMP', '--on', '2026-02-30'], '"2026-02-30" is not a day'],
  ])('of what is not there has exit code 2: %j', async (args, says) => {
    const { code, stderr } = await millrace(['bom', 'explode', ...args, '--from', await factsFolder(pumpFactory)]);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });
});

describe('bom where-used', () => {
  test('goes up through the phantom to the top, across plants', async () => {
    const folder = await factsFolder(pumpFactory);
    const all = (item: string, ...more: string[]) =>
      millraceJson<Rows<Ancestor>>(['bom', 'where-used', item, ...ON, '--from', folder, ...more]);
    const wire = await all('WIRE');
    expect(wire.json.rows).toEqual([
      { low_level_code: 1, plant: 'P1', item: 'MOTOR', quantity: '2.500000', top: false },
      { low_level_code: 0, plant: 'P2', item: 'PUMP', quantity: '2.500000', top: true },
    ]);
    const bolt = await all('BOLT', '--single-level');
    expect(bolt.json.rows).toEqual([
      { plant: 'P2', parent: 'KIT', line: '10', kind: 'component', quantity: '4.000000', through_phantoms: 0 },
      { plant: 'P2', parent: 'PUMP', line: '10', kind: 'component', quantity: '4.000000', through_phantoms: 1 },
    ]);
    const label = await all('LABEL');
    expect(label.json.rows).toMatchObject([{ item: 'PUMP', quantity: '0.100000', top: true }]);
    const { stdout } = await millrace(['bom', 'where-used', 'PUMP', ...ON, '--from', folder]);
    expect(stdout).toContain('nothing uses PUMP');
  });
});

describe('bom check', () => {
  const wrong: FactRows = {
    ...pumpFactory,
    item: pumpFactory.item.map((row) => (row.item === 'MOTOR' ? { ...row, costing_lot: '0' } : row)),
    bom: [...pumpFactory.bom, { ...pumpFactory.bom[1], alternative: '2' }],
    bom_line: [
      ...pumpFactory.bom_line,
      line('P1', 'MOTOR', '30', 'PUMP', '1', { component_plant: 'P2' }),
      line('P2', 'KIT', '30', 'HOUSING', '1', { unit: 'furlong' }),
      line('P2', 'KIT', '40', 'LABEL', '-1'),
      line('P2', 'KIT', '50', 'CHIP', '1', { ends_on: '2026-06-30' }),
      line('P2', 'PUMP', '60', 'SEAL', '0'),
    ],
  };

  test('finds loops whole, zero lots, unknown units, ended lines, two active BOMs, negative and zero quantities', async () => {
    const folder = await factsFolder(wrong);
    const { code, json } = await millraceJson<Rows<never>>(['bom', 'check', ...ON, '--from', folder]);
    expect(code).toBe(1);
    expect(json.findings.map((found) => `${found.code}: ${found.key}`)).toEqual([
      'bom_must_not_contain_itself: P1 · MOTOR',
      'component_quantity_must_not_be_negative: P2 · KIT ·  · 2026-01-01 · 40',
      'costing_lot_must_be_positive: MOTOR',
      'item_must_have_one_active_bom: P2 · KIT',
      'unit_must_convert_to_the_items_unit: P2 · KIT ·  · 2026-01-01 · 30',
      'bom_line_must_be_in_force: P2 · KIT ·  · 2026-01-01 · 50',
      'component_quantity_must_not_be_zero: P2 · PUMP ·  · 2026-01-01 · 60',
    ]);
    expect(json.findings[0].wrong).toBe(
      'MOTOR, PUMP go into each other: MOTOR > PUMP (P1 · MOTOR ·  · 2026-01-01 · 30), PUMP > MOTOR (P2 · PUMP ·  · 2026-01-01 · 10)',
    );
    const chinese = await millrace(['bom', 'check', ...ON, '--from', folder, '--lang', 'zh']);
    expect(chinese.stdout).toContain('有多个有效的物料清单：@2026-01-01、2@2026-01-01；已取第一个');
    expect(chinese.stdout).toContain('错误所涉及的物料及其上层没有成本');
  });

  test('is quiet about a whole structure, and an explosion tells only what it passes', async () => {
    const clean = await millrace(['bom', 'check', ...ON, '--from', await factsFolder(pumpFactory)]);
    expect(clean.stdout).toContain('nothing is wrong with the structures');
    expect(clean.code).toBe(0);
    const folder = await factsFolder(wrong);
    const motor = await millraceJson<Rows<Exploded & { in_loop: boolean }>>([
      'bom',
      'explode',
      'MOTOR',
      ...ON,
      '--from',
      folder,
    ]);
    expect(motor.code).toBe(1);
    expect(motor.json.rows.find(({ item }) => item === 'PUMP')).toMatchObject({ level: 1, in_loop: true });
    const seal = await millraceJson<Rows<never>>(['bom', 'explode', 'SEAL', ...ON, '--from', folder]);
    expect(seal).toMatchObject({ code: 0, json: { rows: [], findings: [] } });
  });

  test.each([['check'], ['explode', 'PUMP'], ['where-used', 'WIRE']])(
    'of a plant that there is not has exit code 2: %s',
    async (...command) => {
      const args = ['bom', ...command, '--plant', 'NOPE', '--from', await factsFolder(pumpFactory)];
      const { code, stderr } = await millrace(args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('there is no plant NOPE')]);
      expect((await millrace([...args, '--lang', 'zh'])).stderr).toContain('没有工厂 NOPE');
    },
  );

  test.each([['check'], ['explode', 'PUMP'], ['where-used', 'BOLT']])(
    '%s tells of a formula that gives no quantity, whose written one it shows',
    async (...ask) => {
      const bom_line = pumpFactory.bom_line.map((row) =>
        row.component === 'BOLT' ? { ...row, formula: 'bolts * 2' } : row,
      );
      const folder = await factsFolder({ ...pumpFactory, bom_line });
      const { code, json } = await millraceJson<Rows<never>>(['bom', ...ask, ...ON, '--from', folder]);
      expect([code, json.findings.map((found) => found.code)]).toEqual([1, ['line_formula_must_be_readable']]);
      const motor = await millraceJson<Rows<never>>(['bom', 'explode', 'MOTOR', ...ON, '--from', folder]);
      expect([motor.code, motor.json.findings]).toEqual([0, []]);
    },
  );

  test('of rows that can not be read has exit code 2, and names them', async () => {
    const bom_line = [...pumpFactory.bom_line, line('P2', 'KIT', '90', 'BOLT', '1*2')];
    const folder = await factsFolder({ ...pumpFactory, bom_line });
    const { code, json } = await millraceJson<Rows<never>>(['bom', 'check', ...ON, '--from', folder]);
    expect(code).toBe(2);
    expect(json.findings.map((found) => found.code)).toEqual(['number_must_be_plain']);
  });
});

const folder = sharedFile('data', 'adventureworks', 'csv');
const note = missingNote('data', 'adventureworks', 'csv');

test.skipIf(folder === undefined)(
  `AdventureWorks: a bicycle on three days and a ball bearing, by the command as by the library${note}`,
  async () => {
    const rows = adventureWorks(path.normalize(folder ?? ''));
    const facts = await factsFolder(asFacts(rows));
    for (const as_of of ['2010-06-01', '2010-09-01', '2014-06-30']) {
      const policy = {
        line_scrap: 'mark_up',
        operation_scrap: 'none',
        costing_lot: '1',
        quantity_rounding: EXACT_QUANTITIES,
      } as const;
      const bom = buildBom(rows, { as_of }, policy);
      const bicycle = await millraceJson<Rows<Exploded>>(['bom', 'explode', '749', '--on', as_of, '--from', facts]);
      const told = ({ level, item, quantity }: { level: number; item: string; quantity: string }) =>
        `${level} ${item} ${quantity}`;
      expect(bicycle.json.rows.map(told)).toEqual([...explode(bom, { item: '749', quantity: '1' })].map(told));
      const bearing = await millraceJson<Rows<Ancestor>>(['bom', 'where-used', '3', '--on', as_of, '--from', facts]);
      const expected = [...whereUsedInAll(bom, { item: '3' })];
      expect(bearing.json.rows.map(({ item, quantity }) => [item, quantity])).toEqual(
        expected.map(({ item, quantity }) => [item, quantity]),
      );
    }
  },
);
