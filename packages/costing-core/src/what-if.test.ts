import { readFacts } from '@millrace/facts';
import { expect, test } from 'vitest';
import { AssumptionMisfit } from './standard/what-if.js';
import { factsUnder, poolsAtRates } from './what-if.js';

const document = { document: 'D', line: 1, posted_at: '2026-10-05T08:00:00Z', status: 'approved' } as const;
const bought = { ...document, type: 'purchase_receipt', plant: 'P1', item: 'RAW', quantity: '1' } as const;
const amount = (movement: string, element: string, of: string) => ({ movement, ledger: 'L', element, amount: of });
const pool = { ledger: 'L', period: '2026-10', centre: 'C', element: 'energy', behaviour: 'variable' } as const;

const facts = readFacts(
  {
    ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
    item: [
      { item: 'RAW', unit: 'pc', supply: 'purchased', element: 'material', valued: true },
      { item: 'ODD', unit: 'pc', supply: 'purchased', valued: true },
    ],
    movement: [
      { ...bought, movement: 'M1' },
      { ...bought, movement: 'M2', plant: 'P2' },
      { ...bought, movement: 'M3', status: 'draft' },
      { ...bought, movement: 'M4', type: 'revaluation' },
      { ...bought, movement: 'M5', type: 'purchase_estimate' },
      { ...bought, movement: 'M6', item: 'ODD' },
    ],
    movement_amount: [
      amount('M1', 'material', '100.05'),
      amount('M1', 'freight', '10.00'),
      amount('M2', 'material', '-0.05'),
      amount('M3', 'material', '7.00'),
      amount('M4', 'material', '8.00'),
      amount('M5', 'material', '9.00'),
      amount('M6', 'material', '1.00'),
      amount('M6', 'freight', '2.00'),
    ],
    cost_pool: [
      { ...pool, pool: 'POWER', amount: '1000.00', status: 'approved' },
      { ...pool, pool: 'STEAM', amount: '50.00', status: 'approved' },
    ],
  },
  'L',
);

test.each([
  [
    'an item, freight and other documents apart',
    { prices: [{ item: 'RAW', percent: '10' }] },
    [11006, 1000, -6, 700, 800, 990, 100, 200],
  ],
  [
    'an item in one plant',
    { prices: [{ plant: 'P2', item: 'RAW', percent: '-50' }] },
    [10005, 1000, -3, 700, 800, 900, 100, 200],
  ],
  [
    'all of an item without an element of its own',
    { prices: [{ item: 'ODD', percent: '25' }] },
    [10005, 1000, -5, 700, 800, 900, 125, 250],
  ],
  [
    'one after the other',
    {
      prices: [
        { item: 'RAW', percent: '100' },
        { item: 'RAW', percent: '-50' },
      ],
    },
    [10005, 1000, -5, 700, 800, 900, 100, 200],
  ],
])('a purchase price is assumed of %s', (_, assumed, amounts) => {
  const under = factsUnder(facts, assumed);
  expect([...under.movement_amount.amount]).toEqual(amounts);
  expect([...under.cost_pool.amount]).toEqual([100000, 5000]);
  // What was given stays as it was.
  expect([...facts.movement_amount.amount]).toEqual([10005, 1000, -5, 700, 800, 900, 100, 200]);
});

test('a cost pool is assumed by its name', () => {
  const under = factsUnder(facts, { pools: [{ pool: 'POWER', percent: '-2.5' }] });
  expect([...under.cost_pool.amount]).toEqual([97500, 5000]);
});

/** A version that has rates alone. */
function ratesOf(rates: Readonly<Record<string, string>>): Parameters<typeof poolsAtRates>[2] {
  const rows = Object.entries(rates).map(([name, rate]) => ({ object: 'pool', pool: name, rate }));
  return { rows: () => rows as never };
}

test('pools of a centre are assumed at the rates of another period', () => {
  const now = { version: ratesOf({ POWER: '4.000000000', WATER: '1.000000000' }), facts };
  // 1,000.00 at 4.00 are 250 hours, which would have cost 937.50 at 3.75; what isn't spread has no rate.
  const pools = poolsAtRates(now, 'C', ratesOf({ POWER: '3.750000000' }));
  expect(pools).toEqual([{ pool: 'POWER', rate: { from: '4.000000000', to: '3.750000000' } }]);
  expect([...factsUnder(facts, { pools }).cost_pool.amount]).toEqual([93750, 5000]);
});

test.each([
  ['a centre that nobody knows', 'NONE', { POWER: '4' }, { POWER: '3' }],
  ['a pool that had no rate then', 'C', { POWER: '4' }, {}],
  ['a pool that has none now', 'C', {}, { POWER: '3' }],
  ['a pool that costs nothing now', 'C', { POWER: '0' }, { POWER: '3' }],
])('%s has no rate to go by, and says so', (_, centre, now, then) => {
  expect(() => poolsAtRates({ version: ratesOf(now), facts }, centre, ratesOf(then))).toThrow(AssumptionMisfit);
});

test.each([
  { prices: [{ item: 'NONE', percent: '1' }] },
  { prices: [{ plant: 'P3', item: 'RAW', percent: '1' }] },
  { pools: [{ pool: 'WATER', percent: '1' }] },
])('%j fits nothing, and says so', (assumed) => {
  expect(() => factsUnder(facts, assumed)).toThrow(AssumptionMisfit);
});
