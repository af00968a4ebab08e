import type { FactRows, Row } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { configFile } from './config-file.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

const LEDGERS = ['LEGAL', 'MGMT'] as const;
type Ledger = (typeof LEDGERS)[number];

interface ClosedJson {
  readonly findings: readonly object[];
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** Two ledgers over one plant: the same movements, with their amounts in either. */
function twoLedgers(): FactRows {
  const { ledger, period, movement_amount: _amounts, cost_pool: _pools, ...masters } = smallFactory;
  const inBoth = <R extends { readonly ledger: string }>(rows: readonly R[]) =>
    LEDGERS.flatMap((name) => rows.map((row) => ({ ...row, ledger: name })));
  const amount = (number: string, value: string): Row<'movement_amount'> & { ledger: string } => {
    return { movement: number, ledger: '', element: 'material', amount: value };
  };
  return {
    ...masters,
    ledger: inBoth(ledger),
    ledger_plant: LEDGERS.map((name) => ({ ledger: name, plant: 'P1' })),
    period: inBoth(period),
    production_order: [],
    work_report: [],
    movement: [
      movement('B1', '2026-09-03', 'purchase_receipt', 'RAW', '10'),
      movement('B2', '2026-09-05', 'purchase_receipt', 'RAW', '10'),
      movement('S1', '2026-09-07', 'sale', 'RAW', '15'),
      movement('B3', '2026-10-03', 'purchase_receipt', 'RAW', '10'),
      movement('S2', '2026-10-07', 'sale', 'RAW', '8'),
      movement('T1', '2026-10-09', 'sale_return', 'RAW', '3', { refers_to: 'S1' }),
    ],
    movement_amount: inBoth([amount('B1', '100.00'), amount('B2', '200.00'), amount('B3', '300.00')]),
  };
}

test('two ledgers over the same facts close by their own methods, each month from its own month before', async () => {
  const on = ['--database', await ANY.create()];
  const config = ['--config', await configFile({ LEGAL: { method: 'fifo' }, MGMT: { method: 'periodic_average' } })];
  expect((await millrace(['import', await factsFolder(twoLedgers()), ...on])).code).toBe(0);

  const cost = new Map<string, string | undefined>();
  for (const ledger of LEDGERS) {
    for (const period of ['2026-09', '2026-10']) {
      const of = [...on, ...config, '--ledger', ledger];
      const { code, json } = await millraceJson<ClosedJson>(['close', period, ...of]);
      expect(code, JSON.stringify(json.findings)).toBe(0);
      expect(sum(json, 'proof', ({ side }) => side === 'in')).toBe(sum(json, 'proof', ({ side }) => side === 'out'));
      for (const row of json.tables.movement_cost) cost.set(`${ledger} ${row.movement}`, row.amount);
      expect(json.tables.valuation.map(({ method }) => method)).toEqual([METHOD[ledger]]);
      expect((await millrace(['publish', period, ...of])).code).toBe(0);
    }
    const { json } = await millraceJson<{ same: boolean }>(['verify', '2026-10', ...on, '--ledger', ledger]);
    expect(json.same).toBe(true);
  }

  // FIFO: 10 at 10.00 and 5 at 20.00; then 5 at 20.00 and 3 at 30.00, and 3 of 15 come back at a fifth of 200.00
  expect(['S1', 'S2', 'T1'].map((number) => cost.get(`LEGAL ${number}`))).toEqual(['200.00', '190.00', '40.00']);
  // Average: 15 of 20 for 300.00; 3 come back at a fifth of 225.00; 8 of 18 for 75.00 + 300.00 + 45.00
  expect(['S1', 'S2', 'T1'].map((number) => cost.get(`MGMT ${number}`))).toEqual(['225.00', '186.67', '45.00']);

  const layers = async (ledger: Ledger) =>
    (await millraceJson<{ layers: Record<string, string>[] }>(['layers', ...on, '--ledger', ledger])).json.layers;
  expect((await layers('LEGAL')).map(({ layer, quantity, amount }) => [layer, quantity, amount])).toEqual([
    ['B3', '7.000000', '210.00'],
    ['T1', '3.000000', '40.00'],
  ]);
  expect((await layers('MGMT')).map(({ layer, quantity, amount }) => [layer, quantity, amount])).toEqual([
    ['', '10.000000', '233.33'],
  ]);
});

test('a policy for a ledger that is not there is refused', async () => {
  const on = ['--database', await ANY.create(), '--config', await configFile({ LEGALL: { method: 'fifo' } })];
  expect((await millrace(['import', await factsFolder(twoLedgers()), ...on])).code).toBe(0);
  const { code, stderr } = await millrace(['close', '2026-09', '--ledger', 'LEGAL', ...on]);
  expect(code).toBe(2);
  expect(stderr).toContain('policy_by_ledger.LEGALL: there is no such ledger');
});

test('beside files a policy for another ledger stands in the way only of a ledger without its own', async () => {
  const from = ['--from', await factsFolder(twoLedgers()), '--ledger', 'LEGAL'];
  const closed = async (...ledgers: readonly string[]) => {
    const config = await configFile(Object.fromEntries(ledgers.map((ledger) => [ledger, { method: 'fifo' }])));
    return millraceJson<ClosedJson>(['close', '2026-09', ...from, '--config', config]);
  };
  // One config for several exports, each of one ledger.
  const both = await closed('LEGAL', 'ELSEWHERE');
  expect([both.code, both.json.tables.valuation[0].method]).toEqual([0, 'fifo']);
  // A name mistyped would close LEGAL by the policy for all.
  const { code, stderr } = await closed('LEGALL');
  expect([code, stderr]).toEqual([2, expect.stringContaining('policy_by_ledger.LEGALL: there is no such ledger')]);
});

const METHOD: Readonly<Record<Ledger, string>> = { LEGAL: 'fifo', MGMT: 'periodic_average' };

/** The sum of some rows' amounts, in cents. */
function sum(
  { tables }: ClosedJson,
  table: string,
  counts: (row: Readonly<Record<string, string>>) => boolean,
): bigint {
  return tables[table].filter(counts).reduce((total, { amount }) => total + BigInt(amount.replace('.', '')), 0n);
}
