import { expect, expectTypeOf, test } from 'vitest';
import { readFacts } from './read-facts.js';
import type { FactRows, Row } from './rows.js';

type Movement = Row<'movement'>;

const MOVEMENT: Movement = {
  movement: 'M1',
  document: 'D',
  line: 1,
  posted_at: '2026-09-01T08:00:00+08:00',
  type: 'purchase_receipt',
  plant: 'P1',
  item: 'RAW',
  quantity: 5,
  lot: null,
  status: 'approved',
};

test('a cell has the type of its column: the compiler refuses what no row may hold', () => {
  expectTypeOf<'purchase_receipt'>().toExtend<Movement['type']>();
  expectTypeOf<'purchase_recipt'>().not.toExtend<Movement['type']>();
  expectTypeOf<string>().not.toExtend<Movement['type']>();
  expectTypeOf<true>().not.toExtend<Movement['posted_at']>();
  expectTypeOf<number>().not.toExtend<Movement['posted_at']>();
  expectTypeOf<boolean>().not.toExtend<Movement['quantity']>();
  expectTypeOf<'Approved'>().not.toExtend<Movement['status']>();
  expectTypeOf<undefined>().not.toExtend<Movement['status']>();
  expectTypeOf<null>().not.toExtend<Movement['item']>();
  expectTypeOf<boolean | 'true' | 'false'>().toEqualTypeOf<Row<'item'>['valued']>();
  expectTypeOf<'yes'>().not.toExtend<Row<'item'>['valued']>();
  expectTypeOf<Omit<Movement, 'item'>>().not.toExtend<Movement>();
  expectTypeOf<Omit<Movement, 'lot'>>().toExtend<Movement>();
  expectTypeOf<'movements'>().not.toExtend<keyof FactRows>();
  expectTypeOf<'colour'>().not.toExtend<keyof Movement>();
});

test('rows that the compiler takes are read', () => {
  const rows: FactRows = {
    ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'UTC' }],
    movement: [MOVEMENT],
    item: [
      { item: 'RAW', unit: 'kg', supply: 'purchased', valued: true, category: '' },
      { item: 7, unit: 'kg', supply: 'made', valued: 'false' },
    ],
  };
  expect(readFacts(rows, 'L').faults).toEqual([]);
});
