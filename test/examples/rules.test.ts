import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MovementType } from '@millrace/costing-core';
import { ZERO } from '@millrace/exact';
import { afterAll, expect, test } from 'vitest';
import { countedHours } from '../../examples/4tu/hours.ts';
import type { ShopReport } from '../../examples/4tu/reports.ts';
import { backFlush } from '../../examples/adventureworks/back-flush.ts';
import { readItems } from '../../examples/adventureworks/items.ts';
import { assumeOpening } from '../../examples/adventureworks/opening.ts';
import { openingPrices } from '../../examples/adventureworks/opening-prices.ts';
import { readPurchases } from '../../examples/adventureworks/purchases.ts';
import type { Tables } from '../../examples/adventureworks/tables.ts';
import { windowOf } from '../../examples/adventureworks/window.ts';
import { csvLine, readCsv } from '../../examples/csv.ts';
import { monthsFrom } from '../../examples/months.ts';

/** The rules by which the examples read their tables, each on the smallest table that shows it. */

const scratch = mkdtempSync(path.join(tmpdir(), 'rules-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const nothing: Tables = {
  product: [],
  bom: [],
  location: [],
  workOrder: [],
  routing: [],
  scrapReason: [],
  purchaseOrder: [],
  purchaseLine: [],
  productVendor: [],
  transaction: [],
};

const window = windowOf(monthsFrom('2013-06', 1));

const line = (id: string, product: string, price: string, stocked: string, rejected = '0.00') => ({
  PurchaseOrderID: '1',
  PurchaseOrderDetailID: id,
  DueDate: '2013-06-15',
  ProductID: product,
  UnitPrice: price,
  StockedQty: stocked,
  RejectedQty: rejected,
});

const order = { PurchaseOrderID: '1', VendorID: '9', OrderDate: '2013-06-01', Freight: '4.2700', Status: '4' };

test('freight is apportioned over the lines by their amounts', () => {
  const tables = {
    ...nothing,
    purchaseOrder: [order],
    purchaseLine: [line('1', 'A', '50.2600', '3.00'), line('2', 'B', '10.0000', '2.00', '1.00')],
  };
  const { movements, amounts, findings } = readPurchases(tables, readItems(tables), window);
  expect(movements.map(({ row }) => [row.movement, row.quantity, row.status])).toEqual([
    ['P-1', '3.00', 'approved'],
    ['P-2', '2.00', 'approved'],
  ]);
  expect(amounts.map(({ row }) => [row.movement, row.element, row.amount])).toEqual([
    ['P-1', 'material', '150.78'],
    ['P-1', 'freight', '3.77'],
    ['P-2', 'material', '20.00'],
    ['P-2', 'freight', '0.50'],
  ]);
  expect(findings.find(({ code }) => code === 'received_quantity_must_not_be_rejected')?.keys).toEqual(['line 2']);
});

test.each([
  ['1', 'draft'],
  ['2', 'draft'],
  ['3', 'void'],
  ['4', 'approved'],
])('a purchase order of status %s is %s', (Status, status) => {
  const tables = {
    ...nothing,
    purchaseOrder: [{ ...order, Status }],
    purchaseLine: [line('1', 'A', '1.0000', '1.00')],
  };
  expect(readPurchases(tables, readItems(tables), window).movements[0].row.status).toBe(status);
});

const bomLine = (id: string, parent: string, component: string, quantity: string, more = {}) => ({
  BillOfMaterialsID: id,
  ProductAssemblyID: parent,
  ComponentID: component,
  PerAssemblyQty: quantity,
  UnitMeasureCode: 'EA ',
  StartDate: '2010-01-01',
  EndDate: '',
  ...more,
});

test('an order takes its direct components; a component that no order ever makes is a phantom', () => {
  const tables = {
    ...nothing,
    product: ['BIKE', 'WHEEL', 'RIM', 'KIT', 'BOLT'].map((ProductID) => ({ ProductID })),
    workOrder: [{ ProductID: 'BIKE' }, { ProductID: 'WHEEL' }],
    bom: [
      bomLine('1', 'BIKE', 'WHEEL', '2.00'),
      bomLine('2', 'WHEEL', 'RIM', '1.00'),
      bomLine('3', 'BIKE', 'KIT', '1.00'),
      bomLine('4', 'KIT', 'BOLT', '12.00'),
    ],
  };
  const { componentsOf } = backFlush(tables, readItems(tables));
  expect(componentsOf('BIKE', '10', '2013-06-01').map(({ item, quantity }) => [item, quantity])).toEqual([
    ['WHEEL', '20.000000'],
    ['BOLT', '120.000000'],
  ]);
});

test('the bill of material of the day counts, the last day of a line included', () => {
  const tables = {
    ...nothing,
    product: ['BIKE', 'OLD', 'NEW'].map((ProductID) => ({ ProductID })),
    workOrder: [{ ProductID: 'BIKE' }],
    bom: [
      bomLine('1', 'BIKE', 'OLD', '1.00', { EndDate: '2013-06-10' }),
      bomLine('2', 'BIKE', 'NEW', '3.00', { StartDate: '2013-06-11' }),
    ],
  };
  const { componentsOf } = backFlush(tables, readItems(tables));
  const taken = (day: string) => componentsOf('BIKE', '1', day).map(({ item }) => item);
  expect([taken('2009-12-31'), taken('2013-06-10'), taken('2013-06-11')]).toEqual([[], ['OLD'], ['NEW']]);
});

test('a dozen is twelve; a container is no price', () => {
  const tables = {
    ...nothing,
    product: ['D', 'C', 'S'].map((ProductID) => ({ ProductID, StandardCost: ProductID === 'S' ? '7.5000' : '0.0000' })),
    bom: ['D', 'C', 'S'].map((component, i) => bomLine(String(i), 'BIKE', component, '1.00')),
    productVendor: [
      { ProductID: 'D', BusinessEntityID: '9', UnitMeasureCode: 'DZ ' },
      { ProductID: 'C', BusinessEntityID: '9', UnitMeasureCode: 'CTN' },
      { ProductID: 'S', BusinessEntityID: '9', UnitMeasureCode: 'EA ' },
    ],
    purchaseOrder: [order],
    purchaseLine: [
      line('2', 'D', '99.0000', '1.00'),
      line('1', 'D', '20.0000', '1.00'),
      line('3', 'C', '39.9200', '1.00'),
      line('4', 'S', '1.0000', '1.00'),
    ],
  };
  const priceOf = openingPrices(tables, readItems(tables));
  expect(priceOf('D')).toEqual({ price: { numerator: 5n, denominator: 3n }, from: 'first purchase price' });
  expect(priceOf('C')).toBeUndefined();
  expect(priceOf('S')).toEqual({ price: { numerator: 15n, denominator: 2n }, from: 'StandardCost' });
});

test('an item opens with the least stock that lasts: 10 out, 4 in, 3 out opens with 10', () => {
  const moved = (day: string, type: MovementType, quantity: string) => ({
    day,
    order: '',
    row: {
      movement: day,
      document: 'D',
      line: 1,
      posted_at: `${day}T00:00:00Z`,
      type,
      plant: 'AW',
      item: 'A',
      quantity,
      status: 'approved' as const,
    },
  });
  const movements = [
    moved('2013-06-03', 'sale', '3'),
    moved('2013-06-01', 'sale', '10'),
    moved('2013-06-02', 'completion', '4'),
  ];
  const price = { price: { numerator: 5n, denominator: 3n }, from: 'StandardCost' } as const;
  const open = (priceOf: () => typeof price | undefined) =>
    assumeOpening(movements, [], readItems(nothing), window, priceOf, () => ZERO);
  const { rows, findings } = open(() => price);
  expect(rows.opening_stock).toMatchObject([{ item: 'A', quantity: '10.000000' }]);
  expect(rows.opening_stock_amount).toMatchObject([{ item: 'A', element: 'opening', amount: '16.67' }]);
  expect(findings.flatMap(({ keys }) => keys)).toEqual([]);
  const unknown = open(() => undefined);
  expect(unknown.rows.opening_stock_amount).toEqual([]);
  expect(unknown.findings.flatMap(({ keys }) => keys)).toEqual(['item A']);
});

const report = (row: string, start: number, end: number, more: Partial<ShopReport> = {}): ShopReport => ({
  row,
  order: 'Case 1',
  item: 'Cable Head',
  orderQuantity: 10,
  operation: 'Turning - Machine 4',
  resource: `Machine ${row} - Turning`,
  worker: 'ID1',
  kind: 'production',
  start,
  end,
  span: end - start,
  good: 1,
  rejected: 0,
  undecided: 0,
  isRework: false,
  isRepeated: false,
  ...more,
});

test('a worker with two reports at one moment works on each for half of it; a machine runs both in full', () => {
  const first = report('1', 8 * 60, 10 * 60);
  const second = report('2', 9 * 60, 11 * 60);
  const hoursOf = countedHours([second, first]);
  expect([first, second].map(hoursOf)).toEqual([
    { machine: '2.000000', labour: '1.500000' },
    { machine: '2.000000', labour: '1.500000' },
  ]);
});

test.each<[string, Partial<ShopReport>, string]>([
  ['a span of 0 brings no hours', { span: 0 }, ''],
  ['a span that can not be read gives way to the time between start and end', { span: undefined }, '1.000000'],
  ['a span longer than that is cut to it', { span: 1500 }, '1.000000'],
  ['a shorter one counts', { span: 20 }, '0.333333'],
  ['a breakdown brings no hours', { kind: 'breakdown' }, ''],
  ['a repeated row brings no hours', { isRepeated: true }, ''],
])('%s', (_, more, machine) => {
  const one = report('1', 0, 60, more);
  expect(countedHours([one])(one)).toEqual({ machine, labour: machine });
});

test('quality is checked by people, not by a machine', () => {
  const check = report('1', 0, 60, { resource: 'Quality Check 1' });
  expect(countedHours([check])(check)).toEqual({ machine: '', labour: '1.000000' });
});

test('months end on their last day, leap years included', () => {
  expect(monthsFrom('2011-12', 3).map(({ period, lastDay }) => `${period} ${lastDay}`)).toEqual([
    '2011-12 2011-12-31',
    '2012-01 2012-01-31',
    '2012-02 2012-02-29',
  ]);
});

test('CSV is read plain or compressed, with quoted cells, and written so that it reads the same', () => {
  const rows = [
    { a: '', b: 'Pint, US liquid', c: 'a "q"' },
    { a: '1', b: '', c: '' },
  ];
  const text = [['a', 'b', 'c'], ...rows.map((row) => Object.values(row))].map(csvLine).join('');
  writeFileSync(path.join(scratch, 'plain.csv'), text);
  writeFileSync(path.join(scratch, 'packed.csv.gz'), gzipSync(text));
  expect(readCsv(scratch, 'plain.csv')).toEqual(rows);
  expect(readCsv(scratch, 'packed.csv')).toEqual(rows);
  expect(() => readCsv(scratch, 'none.csv')).toThrow('none.csv is not there');
});
