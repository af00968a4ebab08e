import { sampleFactory } from '@millrace/batch-runner';
import { closePeriod, defaultPolicy, type Explained, explain } from '@millrace/costing-core';
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
