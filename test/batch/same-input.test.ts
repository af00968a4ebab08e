import { closePeriod, defaultPolicy, type FactRows, openingFrom, type Row, type Version } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { EMBEDDED } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

const [order] = smallFactory.production_order;
const [report] = smallFactory.work_report;
const [pool] = smallFactory.cost_pool;

function orderOf(key: string, opened_on: string, more: Partial<Row<'production_order'>> = {}) {
  return { ...order, order: key, opened_on, ...more };
}

function reportOf(key: string, of: string, reported_at: string, more: Partial<Row<'work_report'>> = {}) {
  return { ...report, report: key, order: of, reported_at, ...more };
}

const ELSEWHERE = { plant: '二"厂' };
const KWH = { period: '2026-09', driver: 'kwh', status: 'approved' } as const;

/**
 * The small plant with orders and documents around its first two periods, which begin in September: what is earlier,
 * later, closed, of another ledger or not approved. Keys hold commas, quotes and Chinese; instants stand in several zones.
 */
const facts = {
  ...smallFactory,
  ledger: [...smallFactory.ledger, { ledger: 'US,1', currency: 'USD', amount_scale: '3', time_zone: 'America/Denver' }],
  plant: [...smallFactory.plant, { plant: '二"厂', name: '' }],
  ledger_plant: [...smallFactory.ledger_plant, { ledger: 'US,1', plant: '二"厂' }],
  period: [
    ...smallFactory.period.filter(({ period }) => period === '2026-09' || period === '2026-10'),
    { ledger: 'US,1', period: '2026-09', starts_on: '2026-08-30', ends_on: '2026-09-26' },
  ],
  production_order: [
    ...smallFactory.production_order,
    orderOf('open, since "July"', '2026-07-15'),
    orderOf('closed in August', '2026-07-15', { closed_on: '2026-08-31' }),
    orderOf('closed in August, still posted to', '2026-07-15', { closed_on: '2026-08-31' }),
    orderOf('closed on the first', '2026-07-15', { closed_on: '2026-09-01' }),
    orderOf('of October', '2026-10-01'),
    orderOf('of November', '2026-11-01'),
    orderOf('a draft', '2026-09-01', { status: 'draft' }),
    orderOf('of Denver', '2026-09-01', ELSEWHERE),
    orderOf('of Denver, a draft', '2026-09-01', { ...ELSEWHERE, status: 'draft' }),
    orderOf('of Denver, with an attribute', '2026-09-01', ELSEWHERE),
  ],
  // What belongs to the plant of another ledger is read there; attributes are read everywhere, and with them what they are of.
  cost_centre: [...smallFactory.cost_centre, { centre: 'DENVER', ...ELSEWHERE, kind: 'production' }],
  work_centre: [...smallFactory.work_centre, { work_centre: 'W-DENVER', centre: 'DENVER' }],
  bom: [{ ...ELSEWHERE, parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true }],
  bom_line: [
    {
      ...ELSEWHERE,
      parent: 'BOX',
      valid_from: '2026-01-01',
      line: '10',
      component: 'RAW',
      quantity: '1',
      kind: 'component',
      fixed: 'false',
    },
  ],
  routing_operation: [
    ...((smallFactory as FactRows).routing_operation ?? []),
    { ...ELSEWHERE, item: 'BOX', operation: '10', work_centre: 'W-DENVER' },
  ],
  rate: [
    {
      ...ELSEWHERE,
      centre: 'DENVER',
      driver: 'hours_labour',
      element: 'material',
      valid_from: '2026-01-01',
      rate: '1',
    },
  ],
  item_price: [
    {
      ...ELSEWHERE,
      item: 'RAW',
      kind: 'purchase',
      element: 'material',
      valid_from: '2026-01-01',
      price: '9',
      per_quantity: '1',
    },
  ],
  normal_loss: [{ ...ELSEWHERE, item: 'BOX', valid_from: '2026-01-01', rate: '0.01', basis: 'input' }],
  driver: [{ driver: 'kwh', kind: 'statistic' }],
  driver_quantity: [
    { ...KWH, target_kind: 'order', target: 'of Denver', quantity: '1' },
    { ...KWH, target_kind: 'centre', target: 'DENVER', quantity: '2' },
    { ...KWH, centre: 'DENVER', target_kind: 'item', target: 'BOX', quantity: '3' },
    { ...KWH, target_kind: 'order', target: 'open, since "July"', quantity: '4' },
  ],
  attribute: ['closed in August', 'of November', 'of Denver, with an attribute'].map((owner) => {
    return { owner_kind: 'order', owner, name: 'shots', value: '400000' } as const;
  }),
  movement: [
    ...smallFactory.movement,
    movement('A1', '2026-08-03', 'issue', 'RAW', '1', { order: 'closed in August' }),
    movement('A2', '2026-08-03', 'issue', 'RAW', '2.500000', { order: 'open, since "July"' }),
    movement('A3', '2026-08-03', 'completion', 'BOX', '1', { order: 'open, since "July"' }),
    movement('A4', '2026-08-03', 'sale', 'BOX', '1'),
    movement('S1', '2026-09-01', 'issue', 'RAW', '1', {
      order: 'closed in August, still posted to',
      posted_at: '2026-08-31T16:00:00Z',
    }),
    movement('S2', '2026-09-30', 'completion', 'BOX', '1', {
      order: 'closed on the first',
      posted_at: '2026-09-30T15:59:59.999999Z',
    }),
    movement('S6', '2026-09-02', 'completion', 'BOX', '1', { order: 'closed in August, still posted to' }),
    movement('S3', '2026-09-15', 'transfer', 'RAW', '1', { to_plant: '二"厂', physical_on: '2026-09-16' }),
    movement('S4', '2026-09-15', 'sale', 'RAW', '1', { plant: '二"厂' }),
    movement('S5', '2026-09-15', 'sale', 'RAW', '1', { status: 'draft', reason: 'a, b\n"c"' }),
    movement('O1', '2026-10-01', 'issue', 'RAW', '1', { order: 'of October', posted_at: '2026-10-01T00:00:00+08:00' }),
  ],
  movement_amount: [
    ...smallFactory.movement_amount,
    { movement: 'S3', ledger: 'CN01', element: 'material', amount: '0.00' },
    { movement: 'S3', ledger: 'US,1', element: 'material', amount: '0.125' },
    { movement: 'A1', ledger: 'CN01', element: 'material', amount: '0.00' },
  ],
  work_report: [
    ...smallFactory.work_report,
    reportOf('RA1', 'open, since "July"', '2026-08-09T08:00:00-06:00', { quantity_good: '1' }),
    reportOf('RA2', 'closed in August', '2026-08-09T08:00:00Z'),
    reportOf('RS1', 'closed on the first', '2026-09-01T00:00:00.5+08:00', { setup: 'true' }),
    reportOf('RO1', 'of October', '2026-10-01T00:00:00+08:00'),
    reportOf('RD1', 'of Denver', '2026-09-09T08:00:00-06:00', { quantity_good: '1' }),
    reportOf('RD2', 'of Denver, a draft', '2026-08-09T08:00:00-06:00', { quantity_good: '1' }),
  ],
  cost_pool: [...smallFactory.cost_pool, { ...pool, ledger: 'US,1', pool: 'US', amount: '1.125' }],
  opening_stock: [{ ledger: 'CN01', plant: 'P1', item: 'RAW', quantity: '10.5', reason: 'first period' }],
  opening_stock_amount: [{ ledger: 'CN01', plant: 'P1', item: 'RAW', element: 'material', amount: '105.5' }],
  opening_wip: [
    { ledger: 'CN01', order: 'open, since "July"', stage: 'material', element: 'material', amount: '15.00' },
  ],
  joint_output: ['', 'closed in August', 'open, since "July"', 'of Denver'].map((of) => {
    return {
      plant: of === 'of Denver' ? ELSEWHERE.plant : 'P1',
      item: 'BOX',
      order: of,
      output_item: 'BOX',
      valid_from: '2026-01-01',
      role: 'main',
      weight: '1',
    };
  }),
} satisfies FactRows;

interface Closed {
  readonly hash: string;
  readonly input_hash: string;
}

test('a database hands a close the same rows as files do, for a first period and for a later one', async () => {
  const database = ['--database', await EMBEDDED.create()];
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await millrace([...args, ...database]);
    expect(code, stdout + stderr).toBe(0);
  };
  const inDatabase = async (period: string) => {
    const { json } = await millraceJson<Closed>(['close', period, '--ledger', 'CN01', ...database]);
    return { hash: json.hash, inputHash: json.input_hash };
  };
  await run('import', await factsFolder(facts));

  const september = closed('2026-09', facts);
  expect(await inDatabase('2026-09')).toEqual(identityOf(september));
  await run('verify', '2026-09', '--ledger', 'CN01');

  await run('publish', '2026-09', '--ledger', 'CN01');
  const earlier_cost = september
    .rows('movement_cost')
    .filter((row) => row.movement === 'M4')
    .map(({ movement, element, quantity, amount }) => {
      return { ledger: 'CN01', movement, element, quantity, amount, posted_on: '2026-09-25' };
    });
  const october = closed('2026-10', { ...facts, ...openingFrom(september), earlier_cost }, september);
  expect(await inDatabase('2026-10')).toEqual(identityOf(october));
});

function closed(period: string, rows: FactRows, previous?: Version): Version {
  const closing = { ledger: 'CN01', period, ...(previous && { previous }) };
  const { version, findings } = closePeriod(rows, defaultPolicy, closing);
  if (version === undefined) throw new Error(JSON.stringify(findings));
  return version;
}

function identityOf({ hash, identity }: Version): object {
  return { hash, inputHash: identity.inputHash };
}
