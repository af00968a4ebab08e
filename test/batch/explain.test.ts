import { sampleFactory } from '@millrace/batch-runner';
import {
  closePeriod,
  defaultPolicy,
  type Explained,
  explain,
  explainMovement,
  type Outcome,
  type Policy,
} from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

function closed(facts: Parameters<typeof closePeriod>[0], period: string) {
  const { version, outcome } = closePeriod(facts, defaultPolicy, { ledger: 'CN01', period });
  if (version === undefined || outcome === undefined) throw new Error('It does not close.');
  return { version, outcome };
}

/** Cents of an amount. */
const cents = (text: string) => BigInt(text.replace('.', ''));
/** Millionths of a unit cost. */
const millionths = cents;

/** Every line, the ones below it included. */
function* all(line: Explained): Generator<Explained> {
  yield line;
  for (const below of line.lines) yield* all(below);
}

function expectToAddUp(root: Explained): void {
  for (const line of all(root)) {
    const elements = Object.values(line.elements).reduce((sum, amount) => sum + cents(amount), 0n);
    expect(elements, `${line.kind} ${line.key}`).toBe(cents(line.amount));
    if (line.lines.length === 0) continue;
    const names = new Set([line, ...line.lines].flatMap(({ elements }) => Object.keys(elements)));
    for (const element of names) {
      const below = line.lines.reduce((sum, { elements }) => sum + cents(elements[element] ?? '0.00'), 0n);
      expect(below, `${line.kind} ${line.key}, ${element}`).toBe(cents(line.elements[element] ?? '0.00'));
    }
    const units = line.lines.reduce((sum, { unit_cost }) => sum + millionths(unit_cost), millionths(line.rounding));
    expect(units, `unit cost of ${line.kind} ${line.key}`).toBe(millionths(line.unit_cost));
  }
}

describe('the explanation of a unit cost', () => {
  test('leads from a box to its order, its pool and the receipt of its material', () => {
    const { version, outcome } = closed(smallFactory, '2026-09');
    const root = explain(outcome, version, 'P1', 'BOX');
    expect(root).toMatchObject({ kind: 'component', quantity: '5.000000', amount: '800.00', unit_cost: '160.000000' });
    const made = root?.lines[0];
    expect(made).toMatchObject({ kind: 'made', key: 'O1', quantity: '5.000000', amount: '800.00' });
    // half of 60 kg at 10.00, and 750.00 of wages over 5 and half of 5
    expect(made?.lines).toMatchObject([
      { kind: 'pool', key: 'WAGES', quantity: '', amount: '500.00', elements: { labour: '500.00' } },
      {
        kind: 'component',
        key: 'P1 · RAW',
        quantity: '30.000000',
        amount: '300.00',
        lines: [{ kind: 'document', key: 'M1', quantity: '30.000000', amount: '300.00', lines: [] }],
      },
    ]);
  });

  test('has nothing to say of what has no cost', () => {
    const { version, outcome } = closed(smallFactory, '2026-09');
    expect(explain(outcome, version, 'P1', 'BOKS')).toBeUndefined();
  });

  test('adds up on every level, element by element, for every item of the sample factory', () => {
    const { version, outcome } = closed(sampleFactory().september, '2026-09');
    const places = new Map(version.rows('unit_cost').map((row) => [`${row.plant} ${row.item}`, row]));
    for (const { plant, item } of places.values()) {
      const rows = version.rows('unit_cost').filter((row) => row.plant === plant && row.item === item);
      const row = rows.find(({ basis }) => basis === 'produced') ?? rows.find(({ basis }) => basis === 'available');
      const root = explain(outcome, version, plant, item, { smallest: 1 });
      expect(root, `${plant} ${item}`).toMatchObject({
        quantity: row?.quantity,
        amount: row?.amount,
        unit_cost: row?.unit_cost,
      });
      expectToAddUp(root as Explained);
    }
    expect(places.size).toBeGreaterThan(60);
  });

  test('stops where value goes round in a loop, and still adds up', () => {
    const { version, outcome } = closed(sampleFactory().september, '2026-09');
    const root = explain(outcome, version, 'SZ', 'MTR-075') as Explained;
    expectToAddUp(root);
    expect([...all(root)].some(({ kind, key }) => kind === 'circulating' && key === 'SZ · MTR-075')).toBe(true);
    const depth = (line: Explained): number => Math.max(0, ...line.lines.map((below) => depth(below) + 1));
    expect(depth(explain(outcome, version, 'SZ', 'MTR-075', { depth: 2 }) as Explained)).toBe(2);
  });
});

test('millrace explain names what left stock past its price, in both languages', async () => {
  const earlier = { ledger: 'L', movement: 'E', element: 'material', quantity: '10', amount: '100.00' };
  const month = new Month()
    .open('A', '2', '20.00', { layer: 'E', received_on: '2026-08-05' })
    .add('earlier_cost', earlier)
    .move('purchase_estimate_reversal', 'A', '10', { refers_to: 'E' })
    .buy('A', '10', '120.00', { refers_to: 'E' });
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder({ ...month.rows }), ...on]);
  await millrace(['close', '2026-09', ...on]);
  // 10 of 10 were 20.00 dearer, of which the 2 that are left bear 4.00.
  const { json } = await millraceJson<{ explained: Explained[] }>(['explain', 'P1/A', '--of', '2026-09', ...on]);
  expect(json.explained[0].lines.map(({ kind, key, amount }) => [kind, key, amount])).toEqual([
    ['document', 'M2', '120.00'],
    ['left', 'M1', '-100.00'],
    ['opening_stock', 'E', '20.00'],
    ['left', 'late_difference', '-16.00'],
  ]);
  for (const [lang, reversed, late] of [
    ['en', 'not in the price: M1 estimate reversed D', 'not in the price: late difference, not borne by stock'],
    ['zh', '不计入单价：M1 暂估冲回 D', '不计入单价：'],
  ]) {
    const { stdout } = await millrace(['explain', 'P1/A', '--of', '2026-09', '--lang', lang, ...on]);
    expect(stdout).toContain(reversed);
    expect(stdout).toContain(late);
    expect(stdout).toMatch(/ 24\.00 .*12\.0/);
  }
});

describe('the quantity of a line', () => {
  const METHODS = ['periodic_average', 'daily_average', 'moving_average', 'fifo', 'lifo', 'standard'] as const;
  const outcomeOf = (month: Month, policy: Partial<Policy>) => {
    const closed = month.close(policy);
    return { version: closed.version, outcome: closed.result.outcome as Outcome };
  };

  // 3 and 2 are there of the 8 that an order takes: from two layers, and 3 that are not there.
  test.each(METHODS)('%s: is what was taken of each layer, and of what was not there', (method) => {
    const policy = { valuation: { ...defaultPolicy.valuation, method }, stock_below_zero: 'fallback' } as const;
    const month = new Month()
      .standard('RAW', '10')
      .buy('RAW', '3', '30.00')
      .buy('RAW', '2', '40.00')
      .order('O', 'X', '1');
    month.on(3).issue('RAW', '8', 'O', { movement: 'I' }).complete('X', '1', 'O');
    const { version, outcome } = outcomeOf(month, policy);
    const taken = explainMovement(outcome, 'I') as Explained;
    const isLayered = !['periodic_average', 'standard'].includes(method);
    const quantities = taken.lines.map(({ kind, quantity }) => `${kind} ${Number(quantity)}`).sort();
    if (!isLayered) expect(quantities).toEqual(['component 8']);
    else if (['fifo', 'lifo'].includes(method)) expect(quantities).toEqual(['component 3', 'layer 2', 'layer 3']);
    else expect(quantities).toEqual(['component 3', 'layer 5']);
    const made = explain(outcome, version, 'P1', 'X')?.lines[0];
    expect(made?.lines).toMatchObject([{ kind: 'component', key: 'P1 · RAW', quantity: '8.000000' }]);
  });

  test('is that of a product once, also where a part of its value is known beforehand', () => {
    const month = new Month().buy('RAW', '1', '100.00').order('O', 'A', '5').issue('RAW', '1', 'O');
    const joint = { plant: 'P1', item: 'A', valid_from: '2026-01-01', price: '40' } as const;
    month.add('joint_output', { ...joint, output_item: 'A', role: 'main', further_cost: '10' });
    month.add('joint_output', { ...joint, output_item: 'B', role: 'co' });
    month.complete('A', '5', 'O').item('B').complete('B', '5', 'O');
    const { version, outcome } = outcomeOf(month, { joint: { ...defaultPolicy.joint, method: 'constant_margin' } });
    const root = explain(outcome, version, 'P1', 'A');
    expect(root).toMatchObject({ amount: '45.00', lines: [{ kind: 'made', quantity: '5.000000', amount: '45.00' }] });
  });

  test('is none where a document brings value alone: what a transfer costs moves no more than the transfer', () => {
    const month = new Month()
      .buy('A', '4', '40.00')
      .on(2)
      .move('transfer', 'A', '4', { to_plant: 'P2' }, { freight: '8.00' });
    const { version, outcome } = outcomeOf(month, {});
    const lines = explain(outcome, version, 'P2', 'A')?.lines.map(({ kind, quantity }) => [kind, quantity]);
    expect(lines).toEqual([
      ['component', '4.000000'],
      ['document', ''],
    ]);
  });
});
