import { expect, test } from 'vitest';
import { canonicalRows } from './canonical.js';
import { hashingFacts } from './column-chunks.js';
import { Later } from './later.js';
import { type Facts, readFacts } from './read-facts.js';
import type { FactRows } from './rows.js';

const amount = (item: string, lot: string, value: string) => {
  return { ledger: 'L', plant: 'P1', item, lot, element: 'material', amount: value };
};
const ELEMENT = { element: 'material', class: 'material', position: 1 } as const;
const facts = {
  ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
  plant: [{ plant: 'P1' }, { plant: 'P10' }, { plant: 'P2' }, { plant: '工' }],
  period: [
    { ledger: 'L', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' },
    { ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' },
  ],
  cost_element: [ELEMENT],
  opening_stock_amount: [amount('A', '', '1'), amount('A', '1', '2.5'), amount('B', '', '-3.25')],
} satisfies FactRows;
const hashOf = (of: Facts, scale: number) => new Later(hashingFacts(of, scale)).value;
const hash = (rows: FactRows, scale = 2) => hashOf(readFacts(rows, 'L'), scale);

test('rows stand in the order of their keys, as the text that they were read from', () => {
  const read = readFacts({ ...facts, opening_stock_amount: facts.opening_stock_amount.toReversed() }, 'L');
  expect([...canonicalRows(read, 'opening_stock_amount', 2)]).toEqual([
    ['L', 'P1', 'A', '', '', '', '', 'material', '1.00'],
    ['L', 'P1', 'A', '1', '', '', '', 'material', '2.50'],
    ['L', 'P1', 'B', '', '', '', '', 'material', '-3.25'],
  ]);
});

test('the hash is that of the facts, in whatever order rows, tables and cells come', () => {
  const reversed = Object.fromEntries(
    Object.entries(facts)
      .reverse()
      .map(([name, rows]) => [
        name,
        rows.toReversed().map((row) => Object.fromEntries(Object.entries(row).toReversed())),
      ]),
  );
  expect(hash(reversed as FactRows)).toBe(hash(facts));
});

test.each<[string, FactRows]>([
  ['an amount', { opening_stock_amount: [amount('A', '', '1.01'), ...facts.opening_stock_amount.slice(1)] }],
  ['a choice', { cost_element: [{ ...ELEMENT, class: 'conversion' }] }],
  ['a number', { cost_element: [{ ...ELEMENT, position: 2 }] }],
  ['a row more', { plant: [...facts.plant, { plant: 'X' }] }],
  ['a row less', { plant: facts.plant.slice(1) }],
  ['what stands in which column', { plant: [{ plant: 'P1', name: 'N' }, ...facts.plant.slice(1)] }],
])('another hash comes from another %s', (_, differently) => {
  expect(hash({ ...facts, ...differently })).not.toBe(hash(facts));
});

test('the same facts written differently have one hash', () => {
  const written = facts.opening_stock_amount.map((row) => ({ ...row, lot: row.lot || null, project: '' }));
  expect(hash({ ...facts, opening_stock_amount: written, item: [] })).toBe(hash(facts));
});

test('a number has one hash, however it is written', () => {
  const written = ['1.00', '0.0', '-0'].map((value) =>
    hash({ ...facts, opening_stock_amount: [amount('A', '', value)] }),
  );
  const plain = ['1', '0', '0'].map((value) => hash({ ...facts, opening_stock_amount: [amount('A', '', value)] }));
  expect(written).toEqual(plain);
  expect(plain[0]).not.toBe(plain[1]);
});

test('texts that are looked up elsewhere don’t count', () => {
  const read = readFacts(facts, 'L');
  read.symbols.code('made by the engine');
  expect(hashOf(read, 2)).toBe(hash(facts));
});
