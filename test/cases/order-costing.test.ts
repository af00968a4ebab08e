import { defaultPolicy, openingFrom, type Policy } from '@millrace/costing-core';
import { expect } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';
import { publishedCase, testPublished } from './published.js';

/** A figure of a source with two decimals. */
const money = (text: string) => Number(text).toFixed(2);
const costOfProduct = ({ version }: ClosedMonth, column: 'amount' | 'unit_cost') =>
  version.rows('unit_cost').find(({ item, basis }) => item === 'BOX' && basis === 'produced')?.[column];

testPublished('order-costing-job-599', 'material, labour and applied overhead of a job', () => {
  type Input = { costs: Record<'material' | 'labour' | 'overhead', string>; units: string };
  const { input, expected } = publishedCase<Input, Record<'total' | 'unit_cost', string>>('order-costing-job-599');
  const month = new Month()
    .order('599', 'BOX', input.units)
    .open('RAW', '1', input.costs.material)
    .issue('RAW', '1', '599')
    .report('599', '1')
    .pool('LABOUR', input.costs.labour, { element: 'labour' })
    .pool('OVERHEAD', input.costs.overhead)
    .complete('BOX', input.units, '599', { movement: 'made' })
    .close({ unit_cost_scale: 2 });
  expect(month.findings).toEqual([]);
  expect([month.cost('made'), costOfProduct(month, 'unit_cost')]).toEqual([money(expected.total), expected.unit_cost]);
  const elements = ['material', 'labour', 'overhead'] as const;
  expect(elements.map((element) => month.cost('made', element))).toEqual(
    elements.map((element) => money(input.costs[element])),
  );
});

testPublished('order-costing-odoo-141', 'components, one of them by the piece, and the time of a work centre', () => {
  type Input = { lines: { qty: string; unit_cost: string }[]; work_center: string };
  const { input, expected } = publishedCase<Input, { total: string }>('order-costing-odoo-141');
  const month = new Month().order('O1', 'BOX', '1');
  for (const [line, { qty, unit_cost }] of input.lines.entries()) {
    month.open(`PART${line}`, qty, money(String(Number(qty) * Number(unit_cost)))).issue(`PART${line}`, qty, 'O1');
  }
  const closed = month
    .report('O1', '1')
    .pool('P', input.work_center)
    .complete('BOX', '1', 'O1', { movement: 'made' })
    .close();
  expect(closed.findings).toEqual([]);
  expect(closed.cost('made')).toBe(money(expected.total));
});

interface Glass {
  readonly other_components_per_unit: string;
  readonly glass_receipts: readonly { readonly qty: string; readonly unit_cost: string }[];
  readonly orders: readonly string[];
}

/** Glass as it was received, one after the other; of all other components enough for what is made. */
function glass({ other_components_per_unit, glass_receipts }: Omit<Glass, 'orders'>, units: number): Month {
  const month = new Month().order('O1', 'BOX', '1').order('O2', 'BOX', '1');
  month.open('OTHER', String(units), money(String(units * Number(other_components_per_unit))));
  for (const { qty, unit_cost } of glass_receipts) month.buy('GLASS', qty, String(Number(qty) * Number(unit_cost)));
  return month;
}

function make(month: Month, order: string, quantity: string): Month {
  return month
    .issue('GLASS', quantity, order, { movement: `glass ${order}` })
    .issue('OTHER', quantity, order, { movement: `other ${order}` })
    .complete('BOX', quantity, order, { movement: `made ${order}` });
}

const method = (name: Policy['valuation']['method']): Partial<Policy> => ({
  valuation: { ...defaultPolicy.valuation, method: name },
});
const FIFO = method('fifo');

/** What is in stock after each order: of a month that ends there. */
function afterEach(input: Glass, policy: Partial<Policy>, item: string): string[] {
  return input.orders.map((_, last) => {
    const month = glass(input, input.orders.length);
    for (let order = 0; order <= last; order++) make(month, `O${order + 1}`, input.orders[order]);
    const closed = month.close(policy);
    expect(closed.findings).toEqual([]);
    return closed.closing(item)[1];
  });
}

testPublished('order-costing-odoo-avco-avco', 'average components into a product at average', () => {
  const { input, expected } = publishedCase<Glass, { product_value_after: string[] }>('order-costing-odoo-avco-avco');
  for (const average of ['moving_average', 'periodic_average'] as const) {
    expect(afterEach(input, method(average), 'BOX')).toEqual(expected.product_value_after.map(money));
  }
});

testPublished('order-costing-odoo-fifo-fifo', 'first-in-first-out components into such a product', () => {
  type Expected = { product_value_after: string[]; glass_value_left: string[] };
  const { input, expected } = publishedCase<Glass, Expected>('order-costing-odoo-fifo-fifo');
  expect(afterEach(input, FIFO, 'BOX')).toEqual(expected.product_value_after.map(money));
  expect(afterEach(input, FIFO, 'GLASS')).toEqual(expected.glass_value_left.map(money));
});

interface Unbuilt {
  readonly cost_each_step: string;
  readonly glass_value_before_unbuild: string;
  readonly glass_value_after_unbuild: string;
}

/** What movements of a closed month cost, for a later one that refers to them. */
function earlier({ version }: ClosedMonth, ...movements: string[]) {
  const quantity = '1';
  return version
    .rows('movement_cost')
    .filter(({ movement }) => movements.includes(movement))
    .map(({ movement, element, amount }) => ({ ledger: 'L', movement, element, quantity, amount }));
}

testPublished('order-costing-odoo-unbuild-return', 'made, delivered, returned and taken apart at one cost', () => {
  const { input, expected } = publishedCase<Glass, Unbuilt>('order-costing-odoo-unbuild-return');
  const back = (month: Month) =>
    month
      .move('completion_reversal', 'BOX', '1', { order: 'O1', refers_to: 'made O1', movement: 'unmade' })
      .move('issue_return', 'GLASS', '1', { order: 'O1', refers_to: 'glass O1', movement: 'glass back' })
      .move('issue_return', 'OTHER', '1', { order: 'O1', refers_to: 'other O1', movement: 'other back' });

  // Each step in a month of its own.
  const made = make(glass(input, 1), 'O1', '1').close(FIFO);
  const next = (period: string, before: ClosedMonth, rows = earlier(before)) => {
    const month = new Month(period).item('GLASS').item('OTHER').order('O1', 'BOX', '1', { opened_on: '2026-09-01' });
    return month.add('earlier_cost', ...rows).after(openingFrom(before.version));
  };
  const delivered = next('2026-10', made).sell('BOX', '1', { movement: 'sold' }).close(FIFO);
  const returned = next('2026-11', delivered, earlier(delivered, 'sold'))
    .move('sale_return', 'BOX', '1', { refers_to: 'sold', movement: 'returned' })
    .close(FIFO);
  const unbuilt = back(next('2026-12', returned, earlier(made, 'made O1', 'glass O1', 'other O1'))).close(FIFO);
  // A glass at 10.00 and one at 20.00 move its price, which is said.
  const findings = [made, delivered, returned, unbuilt].flatMap((month) => month.findings);
  expect(new Set(findings)).toEqual(new Set(['unit_cost_moved_far']));
  expect([made.cost('made O1'), delivered.cost('sold'), returned.cost('returned'), unbuilt.cost('unmade')]).toEqual(
    Array(4).fill(money(expected.cost_each_step)),
  );
  expect(returned.closing('GLASS')[1]).toBe(money(expected.glass_value_before_unbuild));
  expect(unbuilt.closing('GLASS')[1]).toBe(money(expected.glass_value_after_unbuild));

  // All of it in one month: what is taken back never happened.
  const whole = make(glass(input, 1), 'O1', '1')
    .sell('BOX', '1', { movement: 'sold' })
    .move('sale_return', 'BOX', '1', { refers_to: 'sold' });
  const kept = whole.close(FIFO);
  expect([kept.cost('made O1'), kept.closing('BOX')[1]]).toEqual(Array(2).fill(money(expected.cost_each_step)));
  expect(kept.closing('GLASS')[1]).toBe(money(expected.glass_value_before_unbuild));
  const nothing = back(whole).close(FIFO);
  expect([...kept.findings, ...nothing.findings]).toEqual([]);
  expect(nothing.closing('GLASS')[1]).toBe(money(expected.glass_value_after_unbuild));
  expect(nothing.closing('BOX')).toEqual(['0', '0.00']);
});
