import { describe, expect, test } from 'vitest';
import { compositionsOf } from '../../packages/report/src/figures/composition.js';
import { finishedGoods } from '../../packages/report/src/figures/finished-goods.js';
import { moversOf } from '../../packages/report/src/figures/movers.js';
import { proofOf } from '../../packages/report/src/figures/proof.js';
import { termsOf } from '../../packages/report/src/figures/terms.js';
import { unitCostsOf } from '../../packages/report/src/figures/unit-costs.js';
import { workInProcessOf } from '../../packages/report/src/figures/work-in-process.js';
import type { VersionTables } from '../../packages/report/src/index.js';
import { cost, costs, handmade } from './handmade.js';

const terms = (tables: VersionTables, previous?: VersionTables) =>
  termsOf({
    version: { tables },
    ...(previous === undefined ? {} : { previous: { tables: previous } }),
    masters: {},
    language: 'en',
  });

describe('the unit-cost table', () => {
  test('shows what was produced where there is some, else what was available, and never the closing', () => {
    const tables = handmade(
      costs(
        cost('BUY', 'available', '10', { material: '50.00' }),
        cost('BUY', 'closing', '4', { material: '20.00' }),
        cost('MAKE', 'available', '9', { material: '90.00' }),
        cost('MAKE', 'closing', '2', { material: '20.00' }),
        cost('MAKE', 'produced', '5', { material: '40.00', labour: '20.00' }),
      ),
    );
    const lines = unitCostsOf(tables, terms(tables));
    expect(lines.map(({ item, basis, unit_cost }) => `${item} ${basis} ${unit_cost}`)).toEqual([
      'MAKE produced 12.000000',
      'BUY available 5.000000',
    ]);
    expect(lines[0].unitByElement).toEqual([8_000_000n, 4_000_000n]);
  });

  test('keeps lots and projects apart', () => {
    const tables = handmade(
      costs(
        cost('X', 'available', '1', { material: '1.00' }, 'A'),
        cost('X', 'produced', '1', { material: '2.00' }, 'B'),
      ),
    );
    expect(unitCostsOf(tables, terms(tables)).map(({ lot, amount }) => `${lot} ${amount}`)).toEqual([
      'B 2.00',
      'A 1.00',
    ]);
  });

  test('adds up the elements that have no column of their own', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, e) => [`e${String(e).padStart(2, '0')}`, '1.00']));
    const tables = handmade(costs(cost('X', 'available', '1', many)));
    const shared = terms(tables);
    expect(shared.elements.map(({ code }) => code)).toEqual([
      'e00',
      'e01',
      'e02',
      'e03',
      'e04',
      'e05',
      'e06',
      'e07',
      '',
    ]);
    expect(unitCostsOf(tables, shared)[0].amountByElement.map(String)).toEqual(
      [...'11111111'].map(() => '100').concat('400'),
    );
  });
});

describe('what moved', () => {
  const compare = (now: VersionTables, before: VersionTables) => {
    const shared = terms(now, before);
    return moversOf(unitCostsOf(now, shared), unitCostsOf(before, shared), shared);
  };

  test('100 pieces for 520.00 after 200 for 1,000.00: 5.20 after 5.00, +4.00 %, 20.00 more', () => {
    const { movers } = compare(
      handmade(costs(cost('X', 'available', '100', { material: '520.00' }))),
      handmade(costs(cost('X', 'available', '200', { material: '1000.00' })), '2026-09'),
    );
    expect(movers).toEqual([
      {
        plant: 'P1',
        item: 'X',
        before: 5_000_000n,
        now: 5_200_000n,
        change: 200_000n,
        percent: 400n,
        effect: 2000n,
        element: 0,
        elementChange: 200_000n,
        changedBasis: false,
      },
    ]);
  });

  test('names the element that moved most, also where the elements cancel out', () => {
    const { movers } = compare(
      handmade(costs(cost('X', 'produced', '10', { labour: '70.00', material: '30.00' }))),
      handmade(costs(cost('X', 'produced', '10', { labour: '40.00', material: '60.00' })), '2026-09'),
    );
    expect(movers.map(({ change, element, elementChange }) => [change, element, elementChange])).toEqual([
      [0n, 0, 3_000_000n],
    ]);
  });

  test('adds up lots, tells new and dropped items apart, and leaves out what did not move', () => {
    const movement = compare(
      handmade(
        costs(
          cost('LOTS', 'available', '1', { material: '1.00' }, 'A'),
          cost('LOTS', 'available', '3', { material: '7.00' }, 'B'),
          cost('NEW', 'available', '1', { material: '1.00' }),
          cost('SAME', 'available', '2', { material: '4.00' }),
        ),
      ),
      handmade(
        costs(
          cost('GONE', 'available', '1', { material: '1.00' }),
          cost('LOTS', 'available', '2', { material: '2.00' }, 'C'),
          cost('SAME', 'available', '1', { material: '2.00' }),
        ),
        '2026-09',
      ),
    );
    expect(movement).toMatchObject({ compared: 2, unchanged: 1, added: 1, dropped: 1 });
    expect(movement.movers.map(({ item, before, now, effect }) => [item, before, now, effect])).toEqual([
      ['LOTS', 1_000_000n, 2_000_000n, 400n],
    ]);
  });

  test('what rounding of the amounts makes has not moved: 100.00 for 3, then 33.33 for 1; a cent more of 1 has', () => {
    const after = (amount: string) =>
      compare(
        handmade(costs(cost('X', 'available', '1', { material: amount }))),
        handmade(costs(cost('X', 'available', '3', { material: '100.00' })), '2026-09'),
      );
    expect(after('33.33')).toMatchObject({ compared: 1, unchanged: 1, movers: [] });
    expect(after('33.34').movers).toEqual([]);
    expect(after('33.35').movers.length).toBe(1);
    expect(after('33.32').movers.length).toBe(1);
  });

  test('an item that cost nothing before has no percentage', () => {
    const { movers } = compare(
      handmade(costs(cost('X', 'available', '1', { material: '1.00' }))),
      handmade(costs(cost('X', 'available', '1', { material: '0.00' })), '2026-09'),
    );
    expect(movers[0]).toMatchObject({ before: 0n, percent: undefined, effect: 100n });
  });
});

describe('the proof', () => {
  const row = (side: string, category: string, amount: string) => ({ side, category, element: 'material', amount });

  test('adds up beyond what a double holds', () => {
    const tables = handmade({
      proof: [
        row('in', 'opening_stock', '90071992547409.93'),
        row('in', 'purchase_receipt', '90071992547409.93'),
        row('out', 'closing_stock', '180143985094819.85'),
      ],
    });
    const proof = proofOf(tables.rows('proof'), terms(tables));
    expect(proof.in.total).toBe(18014398509481986n);
    expect(proof.differenceTotal).toBe(1n);
  });

  test('begins with what was there and ends with what stays', () => {
    const tables = handmade({
      proof: [
        row('out', 'closing_wip', '5.00'),
        row('out', 'count_loss', '1.00'),
        row('out', 'sale', '2.00'),
        row('in', 'pool', '1.00'),
        row('in', 'opening_stock', '7.00'),
      ],
    });
    const { in: into, out } = proofOf(tables.rows('proof'), terms(tables));
    expect(into.lines.map(({ category }) => category)).toEqual(['opening_stock', 'pool']);
    expect(out.lines.map(({ category }) => category)).toEqual(['sale', 'count_loss', 'closing_wip']);
  });
});

test('finished goods are products less than half of which went into other products, in whatever plant', () => {
  const tables = handmade({
    ...costs(
      cost('SET', 'produced', '1', { material: '50.00' }),
      cost('PUMP', 'produced', '10', { material: '100.00' }),
      cost('MOTOR', 'produced', '10', { material: '60.00' }),
      cost('REWOUND', 'produced', '1', { material: '9.00' }),
      cost('WIRE', 'available', '1', { material: '5.00' }),
    ),
    unit_cost_component: [
      ['SET', 'PUMP', '49.99'],
      ['PUMP', 'MOTOR', '30.00'],
      ['REWOUND', 'REWOUND', '8.00'],
    ].map(([item, source_key, amount]) => ({
      ...{ plant: 'P1', item, lot: '', project: '', source: 'component', source_plant: 'P2' },
      ...{ source_key, element: 'material', amount },
    })),
  });
  const lines = unitCostsOf(tables, terms(tables));
  const finished = finishedGoods(lines, tables.rows('unit_cost_component'), terms(tables));
  expect(Array.from(finished, ({ item }) => item)).toEqual(['PUMP', 'REWOUND', 'SET']);
});

test('work in process lists the orders that carry some, and totals them all', () => {
  const stage = (order: string, opening_wip: string, input: string, completed: string, closing_wip: string) => ({
    ...{ order, stage: 'material', element: 'material' },
    ...{ opening_wip, input, completed, scrap: '0.00', residual: '0.00', closing_wip },
  });
  const tables = handmade({
    order_cost: [
      stage('O1', '0.00', '10.00', '10.00', '0.00'),
      stage('O2', '5.00', '1.00', '6.00', '0.00'),
      stage('O3', '0.00', '9.00', '2.00', '7.00'),
      { ...stage('O3', '0.00', '1.00', '0.00', '1.00'), stage: 'conversion' },
    ],
  });
  const { carried, total, orderCount } = workInProcessOf(tables.rows('order_cost'), terms(tables));
  expect(carried.map(({ order, closing }) => [order, closing])).toEqual([
    ['O3', 800n],
    ['O2', 0n],
  ]);
  expect(total).toEqual({ opening: 500n, input: 2100n, completed: 1800n, scrap: 0n, residual: 0n, closing: 800n });
  expect(orderCount).toBe(3);
});

test('a composition adds up the elements of each source, the largest first', () => {
  const made = cost('X', 'produced', '1', { material: '8.00', labour: '3.00' });
  const part = (source: string, source_key: string, element: string, amount: string) => ({
    ...{ plant: 'P1', item: 'X', lot: '', project: '' },
    ...{ source, source_plant: '', source_key, element, amount },
  });
  const tables = handmade({
    ...costs(made),
    unit_cost_component: [
      part('component', 'A', 'material', '2.00'),
      part('component', 'B', 'labour', '1.00'),
      part('component', 'B', 'material', '6.00'),
      part('pool', 'LAB', 'labour', '2.00'),
      { ...part('pool', 'LAB', 'labour', '9.00'), item: 'Y' },
    ],
  });
  const shared = terms(tables);
  const [{ parts }] = compositionsOf(tables.rows('unit_cost_component'), unitCostsOf(tables, shared), shared);
  expect(parts.map(({ source, key, amount }) => [source, key, amount])).toEqual([
    ['component', 'B', 700n],
    ['component', 'A', 200n],
    ['pool', 'LAB', 200n],
  ]);
});
