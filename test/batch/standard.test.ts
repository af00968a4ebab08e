import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultPolicy, defaultStandardPolicy, type FactRows, rollUp, unitCosts } from '@millrace/costing-core';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { missingNote, sharedFile } from '../cases/published.js';
import { asFacts } from '../data/as-facts.js';
import { contoso } from '../data/contoso.js';
import { ANY, EMBEDDED } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { pumpFactory } from './pump-factory.js';
import { movement } from './small-factory.js';

interface Rolled {
  readonly version?: number;
  readonly hash: string;
  readonly input_hash: string;
  readonly items: number;
  readonly without_cost: number;
  readonly findings: readonly { readonly code: string; readonly key: string }[];
  readonly tables: {
    readonly unit_cost: readonly { readonly item: string; readonly unit_cost: string; readonly basis: string }[];
    readonly standard_source: readonly object[];
    readonly standard_level: readonly object[];
  };
}

interface Listed {
  readonly version: number;
  readonly kind: string;
  readonly state: string;
  readonly effective_on: string | null;
}

const costOf = ({ tables }: Rolled, item: string) => tables.unit_cost.find((row) => row.item === item)?.unit_cost;
const ROLL = ['standard', 'roll', '--on', '2026-11-01'];
const COPPER = ['--price', 'WIRE=+8%'];

test('standards are rolled up, compared, verified, activated and superseded; what is assumed touches nothing', async () => {
  const folder = await factsFolder(pumpFactory);
  const on = ['--database', await ANY.create()];
  await millrace(['import', folder, ...on]);
  const rolled = await millraceJson<Rolled>([...ROLL, ...on]);
  expect([rolled.code, rolled.json.findings]).toEqual([0, []]);
  expect(rolled.json).toMatchObject({ version: 1, items: 9, without_cost: 0 });
  expect([costOf(rolled.json, 'MOTOR'), costOf(rolled.json, 'PUMP')]).toEqual(['207.000000', '357.200000']);
  expect(rolled.json.tables.standard_level).toContainEqual({
    plant: 'P2',
    item: 'PUMP',
    element: 'labour',
    own: '20.000000',
    lower: '7.500000',
  });
  expect(rolled.json.tables.standard_source).toContainEqual(
    expect.objectContaining({ item: 'SEAL', source: 'price', price_kind: 'purchase', why: '' }),
  );
  // Files and database are the same input, and a second roll-up is the same version.
  const files = await millraceJson<Rolled>([...ROLL, '--from', folder]);
  expect([files.json.hash, files.json.version]).toEqual([rolled.json.hash, undefined]);
  const trial = await millraceJson<Rolled>([...ROLL, '--kind', 'plan', '--trial', ...on]);
  expect(trial.json.version).toBeUndefined();
  expect((await millraceJson<Rolled>([...ROLL, ...on])).json).toEqual(rolled.json);

  const copper = await millraceJson<Rolled>([...ROLL, '--kind', 'simulation', ...COPPER, ...on]);
  expect(copper.json).toMatchObject({ version: 2, input_hash: rolled.json.input_hash });
  expect(costOf(copper.json, 'PUMP')).toBe('373.200000');
  const compared = await millraceJson<{ items: { item: string; change: string; percent: string }[] }>([
    ...['compare', 'standard', 'simulation', '--item', 'PUMP', ...on],
  ]);
  expect(compared.json.items).toMatchObject([{ item: 'PUMP', change: '16.000000', percent: '4.48' }]);
  const why = ['compare', 'standard', 'simulation', '--why'];
  const moved = await millraceJson<{ changes: { change: string; causes: { kind: string; part: string }[] }[] }>([
    ...[...why, 'P2/PUMP', ...on],
  ]);
  expect(moved.json.changes).toMatchObject([
    { change: '16.000000', causes: [{ kind: 'purchase_price', part: '16.000000' }] },
  ]);
  const said = await millrace([...why, 'PUMP', '--lang', 'zh', ...on]);
  expect(said.stdout).toMatch(/P2\/PUMP: 357\.2000 → 373\.2000, \+16\.0000[\s\S]*P1\/WIRE .*的采购价格/);
  const totals = await millrace([...why, ...on]);
  expect([totals.code, totals.stderr]).toEqual([2, expect.stringContaining('versions 1 and 2 are no closed periods')]);
  for (const version of ['1', '2']) expect((await millrace(['verify', version, ...on])).code).toBe(0);

  expect((await millrace(['publish', '1', ...on])).code).toBe(2);
  expect((await millrace(['standard', 'activate', '2', ...on])).code).toBe(2);
  expect((await millrace(['standard', 'activate', 'standard', ...on])).code).toBe(0);
  const shown = await millrace(['table', 'standard@2026-11-30', '--item', 'PUMP', ...on]);
  expect(shown.stdout).toContain('standard cost from 2026-11-01');
  expect(shown.stdout).toMatch(/PUMP .* components and work +20\.0000 +337\.2000 +357\.2000/);

  // Another for the same day takes its place; one for a later day stands beside it until then.
  await millrace([...ROLL, '--line', 'KIT:SEAL=2', ...on]);
  await millrace(['standard', 'roll', '--on', '2027-01-01', '--rate', 'C2=-10%', ...on]);
  expect((await millraceJson<object>(['standard', 'activate', '3', ...on])).json).toMatchObject({ superseded: 1 });
  expect((await millrace(['standard', 'activate', '4', ...on])).code).toBe(0);
  const { json: listed } = await millraceJson<Listed[]>(['versions', ...on]);
  expect(listed.map((v) => `${v.version} ${v.kind} ${v.effective_on} ${v.state}`)).toEqual([
    '1 standard 2026-11-01 superseded',
    '2 simulation 2026-11-01 draft',
    '3 standard 2026-11-01 published',
    '4 standard 2027-01-01 published',
  ]);
  const named = ['standard@2026-12-31', 'standard@2027-01-01', 'standard'];
  const costs: string[] = [];
  for (const name of named) {
    const args = ['table', name, '--table', 'unit_cost', '--item', 'PUMP', ...on];
    costs.push((await millraceJson<Rolled['tables']>(args)).json.unit_cost[0].unit_cost);
  }
  expect(costs).toEqual(['360.200000', '355.200000', '355.200000']);
});

test('standards live in an embedded database as well', async () => {
  const on = ['--database', await EMBEDDED.create()];
  await millrace(['import', await factsFolder(pumpFactory), ...on]);
  expect((await millraceJson<Rolled>([...ROLL, ...on])).json).toMatchObject({ version: 1, without_cost: 0 });
  expect((await millrace(['standard', 'activate', '1', ...on])).code).toBe(0);
  expect((await millrace(['verify', 'standard', ...on])).code).toBe(0);
  const { stdout } = await millrace(['table', 'standard', '--lang', 'zh', '--item', 'SEAL', ...on]);
  expect(stdout).toMatch(/标准成本，自 2026-11-01 起[\s\S]*SEAL .* 采购价 +3\.0000 +0\.0000 +3\.0000/);
});

test('a standard with errors is a draft that names them, and activated only with a waiver', async () => {
  const on = ['--database', await ANY.create()];
  const item_price = pumpFactory.item_price.filter(({ item }) => item !== 'SEAL');
  await millrace(['import', await factsFolder({ ...pumpFactory, item_price }), ...on]);
  const rolled = await millraceJson<Rolled>([...ROLL, ...on]);
  expect(rolled.code).toBe(1);
  expect(rolled.json.findings).toMatchObject([{ code: 'purchased_item_must_have_a_price', key: 'P2 · SEAL' }]);
  // What has no cost is never 0: neither the seal nor what it goes into.
  expect(rolled.json.without_cost).toBe(3);
  expect(costOf(rolled.json, 'PUMP')).toBeUndefined();
  expect(rolled.json.tables.standard_source).toContainEqual(
    expect.objectContaining({ item: 'PUMP', why: 'component_without_cost' }),
  );
  const refused = await millrace(['standard', 'activate', '1', ...on]);
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('version 1 is not activated')]);
  const waive = ['--waive', 'purchased_item_must_have_a_price'];
  expect((await millrace(['standard', 'activate', '1', ...waive, ...on])).code).toBe(0);
});

test('a period is closed at the standard that is active on its last day', async () => {
  const folder = await temporaryFolder();
  const database = await ANY.create();
  const config = path.join(folder, 'millrace.config.json');
  const valuation = { method: 'standard', bucket: 'plant_item', layer_order: 'chronological' };
  const policy = { ...defaultPolicy, valuation };
  await writeFile(config, JSON.stringify({ database, ledger: '', language: 'en', policy }));
  const on = ['--config', config];
  const facts: FactRows = {
    ...pumpFactory,
    opening_stock: [],
    opening_stock_amount: [],
    movement: [movement('M1', '2026-11-05', 'purchase_receipt', 'WIRE', '10')],
    movement_amount: [{ movement: 'M1', ledger: 'CN01', element: 'material', amount: '900.00' }],
  };
  await millrace(['import', await factsFolder(facts), ...on]);
  const closing = async () => {
    const { json } = await millraceJson<{ tables: { stock: { item: string; closing_amount: string }[] } }>([
      'close',
      '2026-11',
      '--trial',
      ...on,
    ]);
    return json.tables.stock.find(({ item }) => item === 'WIRE')?.closing_amount;
  };
  expect(await closing()).toBe('900.00');
  await millrace(['standard', 'roll', '--on', '2026-11-15', ...on]);
  expect(await closing()).toBe('900.00');
  await millrace(['standard', 'activate', 'standard', ...on]);
  expect(await closing()).toBe('800.00');
  await millrace(['standard', 'roll', '--on', '2026-12-01', ...COPPER, ...on]);
  await millrace(['standard', 'activate', '2', ...on]);
  expect(await closing()).toBe('800.00');

  // An actual is compared with any standard: wire was bought at 90.00, and stands at 80.00.
  await millrace(['close', '2026-11', ...on]);
  const { json } = await millraceJson<{ items: object[] }>(['compare', 'standard', '2026-11', '--item', 'WIRE', ...on]);
  expect(json.items).toMatchObject([{ plant: 'P1', item: 'WIRE', before: '86.400000', basis_after: 'available' }]);
});

test('what is active stays as it is, and a simulation is never active, whoever asks', async () => {
  const address = await ANY.create();
  const on = ['--database', address];
  await millrace(['import', await factsFolder(pumpFactory), ...on]);
  await millrace([...ROLL, ...on]);
  await millrace([...ROLL, '--kind', 'simulation', ...COPPER, ...on]);
  await millrace(['standard', 'activate', '1', ...on]);
  const database = await Database.open(address, 'test');
  const tries = [
    `update millrace.standard_level set own = 0 where version = 1`,
    `delete from millrace.standard_source where version = 1`,
    `update millrace.version set effective_on = '2026-01-01' where version = 1`,
    `update millrace.version set state = 'published' where version = 2`,
  ];
  for (const sql of tries) await expect(database.script(sql), sql).rejects.toThrow();
  await database.close();
  expect((await millrace(['verify', '1', ...on])).code).toBe(0);
});

describe('what-if', () => {
  const impact = ['standard', 'impact', '--on', '2026-11-01'];

  interface Impact {
    readonly moved: number;
    readonly computed: number;
    readonly items: number;
    readonly rows: readonly { readonly item: string; readonly before: string; readonly after: string }[];
  }

  test('copper +8 %: which products move most, with only what stands above it computed again', async () => {
    const folder = await factsFolder(pumpFactory);
    const { code, json } = await millraceJson<Impact>([...impact, ...COPPER, '--from', folder]);
    expect([code, json.moved, json.computed, json.items]).toEqual([0, 1, 3, 9]);
    expect(json.rows).toEqual([
      {
        plant: 'P2',
        item: 'PUMP',
        before: '357.200000',
        after: '373.200000',
        change: '16.000000',
        percent: '4.48',
        elements: [
          { element: 'material', change: '16.000000' },
          { element: 'labour', change: '0.000000' },
        ],
      },
    ]);
    const all = await millraceJson<Impact>([...impact, ...COPPER, '--items', 'all', '--top', '2', '--from', folder]);
    expect([all.json.moved, all.json.rows.map(({ item }) => item)]).toEqual([3, ['WIRE', 'MOTOR']]);
  });

  test('prices, rates, lines and new rows may come in a file', async () => {
    const file = path.join(await temporaryFolder(), 'assume.json');
    const assumed = {
      prices: [{ item: 'HOUSING', kind: 'purchase', to: '130' }],
      rates: [{ at: 'W1', percent: '100' }],
      lines: [
        { remove: { parent: 'PUMP', component: 'LABEL' } },
        { add: { plant: 'P2', parent: 'KIT', valid_from: '2026-01-01', line: '90', component: 'BOLT', quantity: '4' } },
      ],
    };
    await writeFile(file, JSON.stringify(assumed));
    const folder = await factsFolder(pumpFactory);
    const { json } = await millraceJson<Rolled>([...ROLL, '--kind', 'plan', '--assume', file, '--from', folder]);
    // 357.20 + 10 · 1.05 + 7.50 − 0.20 + 1.00
    expect(costOf(json, 'PUMP')).toBe('376.000000');
  });

  test.each([
    [['--price', 'WIRE'], '"WIRE" is nothing that --price takes'],
    [['--price', 'WIRES=+8%'], 'there is nothing that the assumption could change: item WIRES'],
    [['--price', 'WIRES=+8%', '--lang', 'zh'], '该假设无可变动的数据：item WIRES'],
    [['--line', 'PUMP:WIRE=1'], 'there is nothing that the assumption could change'],
    [['--assume', '/nowhere.json'], '/nowhere.json holds no assumptions'],
  ])('that fits nothing has exit code 2: %j', async (args, says) => {
    const { code, stderr } = await millrace([...impact, ...args, '--from', await factsFolder(pumpFactory)]);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });
});

const folder = sharedFile('data', 'contoso-coffee-bc');

test.skipIf(folder === undefined)(
  `Contoso Coffee through files and the command costs what it does in the library${missingNote('data', 'contoso-coffee-bc')}`,
  async () => {
    const rows = contoso(folder ?? '');
    const alternatives = [{ item: 'SP-SCM1009', alternative: '', routing_alternative: 'SUB-2' }];
    const file = path.join(await temporaryFolder(), 'assume.json');
    await writeFile(file, JSON.stringify({ alternatives }));
    const args = ['standard', 'roll', '--on', '2026-10-31', '--assume', file];
    const { json } = await millraceJson<Rolled>([...args, '--from', await factsFolder(asFacts(rows))]);
    const rolled = rollUp(rows, { as_of: '2026-10-31', alternatives }, defaultStandardPolicy);
    const expected = [...unitCosts(rolled)].filter(({ cost }) => cost !== undefined);
    expect(json.tables.unit_cost.map(({ item, unit_cost }) => [item, unit_cost])).toEqual(
      expected.map(({ item, cost }) => [item, cost?.total]),
    );
    expect(costOf(json, 'SP-BOM2000')).toBe('87.756000');
  },
);
