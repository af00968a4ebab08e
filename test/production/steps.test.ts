import { defaultPolicy, explain, type Policy } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { type ClosedMonth, Month } from '../factory/month.js';

const COMBINED: Partial<Policy> = { step_costing: { carry: 'combined' } };

/** A month with the element `semi` beside the usual ones. */
function withSemi(period?: string): Month {
  return new Month(period).add('cost_element', { element: 'semi', class: 'material', position: 5 });
}

/** 200 BASE of material 18,240.00, labour 6,980.00 and overhead 5,180.00; 100 of them go into 100 BOX. */
function twoSteps(period?: string): Month {
  return withSemi(period)
    .item('BASE', { semi_element: 'semi', category: 'base' })
    .buy('RAW', '10', '18240.00')
    .order('STEP 1', 'BASE', '200')
    .issue('RAW', '10', 'STEP 1')
    .report('STEP 1', '1')
    .complete('BASE', '200', 'STEP 1')
    .order('STEP 2', 'BOX', '100')
    .issue('BASE', '100', 'STEP 2', { movement: 'taken' })
    .report('STEP 2', '0', { hours_labour: '1' })
    .complete('BOX', '100', 'STEP 2', { movement: 'made' })
    .pool('WAGES 1', '6980.00', { element: 'labour' })
    .pool('OVERHEAD 1', '5180.00')
    .pool('WAGES 2', '6420.00', { element: 'labour', driver: 'hours_labour' })
    .pool('OVERHEAD 2', '5880.00', { driver: 'hours_labour' });
}

const costOf = (closed: ClosedMonth, movement: string) =>
  Object.fromEntries(
    closed.version
      .rows('movement_cost')
      .filter((row) => row.movement === movement)
      .map(({ element, amount }) => [element, amount]),
  );

describe('combined steps (综合结转)', () => {
  test('a semi-finished product enters the next step as one element, and leaves stock by its own', () => {
    const closed = twoSteps().close(COMBINED);
    expect(costOf(closed, 'made')).toEqual({ labour: '6420.00', overhead: '5880.00', semi: '15200.00' });
    expect(costOf(closed, 'taken')).toEqual({ material: '9120.00', labour: '3490.00', overhead: '2590.00' });
    expect(closed.findings).toEqual([]);
    const proof = closed.version.rows('proof').filter(({ category }) => category === 'reclassified');
    expect(proof.map(({ side, element, amount }) => [side, element, amount])).toEqual([
      ['in', 'material', '-9120.00'],
      ['in', 'labour', '-3490.00'],
      ['in', 'overhead', '-2590.00'],
      ['in', 'semi', '15200.00'],
    ]);
    expect(closed.proof()).toMatchObject({ 'in reclassified': '0.00' });
  });

  test('element by element where the policy says nothing, or the item has no such element', () => {
    const itemised = { material: '9120.00', labour: '9910.00', overhead: '8470.00' };
    expect(costOf(twoSteps().close(), 'made')).toEqual(itemised);
    const without = twoSteps();
    without.rows.item[0] = { ...without.rows.item[0], semi_element: '' };
    expect(costOf(without.close(COMBINED), 'made')).toEqual(itemised);
  });

  test('by category, which is narrower than the ledger', () => {
    const carried = (policy: Partial<Policy>) => costOf(twoSteps().close(policy), 'made').semi;
    expect(carried({ step_costing_by_category: { base: { carry: 'combined' } } })).toBe('15200.00');
    expect(carried({ ...COMBINED, step_costing_by_category: { base: { carry: 'itemised' } } })).toBeUndefined();
    expect(carried({ step_costing_by_category: { other: { carry: 'combined' } } })).toBeUndefined();
  });

  test('in process it stays what it came as, and is so next month', () => {
    const month = withSemi()
      .item('BASE', { semi_element: 'semi' })
      .open('BASE', '10', { material: '60.00', labour: '40.00' })
      .order('O', 'BOX', '10')
      .issue('BASE', '10', 'O')
      .complete('BOX', '5', 'O', { movement: 'first' });
    const september = month.close(COMBINED);
    expect(costOf(september, 'first')).toEqual({ semi: '50.00' });
    const next = withSemi('2026-10').item('BASE', { semi_element: 'semi' }).order('O', 'BOX', '10');
    const earlier = month.rows.movement.filter(({ movement }) => movement === 'first');
    const october = next
      .add('movement', ...earlier)
      .add('opening_wip', { ledger: 'L', order: 'O', stage: 'material', element: 'semi', amount: '50.00' })
      .complete('BOX', '5', 'O', { movement: 'rest' })
      .close(COMBINED);
    expect(costOf(october, 'rest')).toEqual({ semi: '50.00' });
  });

  test('what comes back at the value of an earlier month takes it out of that element', () => {
    const month = withSemi()
      .item('BASE', { semi_element: 'semi' })
      .open('BASE', '10', { material: '60.00', labour: '40.00' })
      .order('O', 'BOX', '1')
      .issue('BASE', '4', 'O')
      .add('earlier_cost', {
        ledger: 'L',
        movement: 'EARLIER',
        element: 'material',
        quantity: '2',
        amount: '12.00',
      })
      .add('earlier_cost', { ledger: 'L', movement: 'EARLIER', element: 'labour', quantity: '2', amount: '9.00' })
      .move('issue_return', 'BASE', '1', { order: 'O', refers_to: 'EARLIER', movement: 'back' })
      .complete('BOX', '1', 'O', { movement: 'made' });
    const closed = month.close(COMBINED);
    expect(costOf(closed, 'back')).toEqual({ material: '6.00', labour: '4.50' });
    expect(costOf(closed, 'made')).toEqual({ semi: '29.68' });
    // 11 pieces for 110.50; 4 of them less 10.50 are in the box.
    expect(closed.closing('BASE')).toEqual(['7', '70.32']);
  });

  test('what is taken below zero arrives as that element too', () => {
    const closed = withSemi()
      .item('BASE', { semi_element: 'semi' })
      .open('BASE', '2', { material: '6.00', labour: '4.00' })
      .order('O', 'BOX', '1')
      .issue('BASE', '3', 'O')
      .complete('BOX', '1', 'O', { movement: 'made' })
      .close({ ...COMBINED, stock_below_zero: 'fallback' });
    expect(costOf(closed, 'made')).toEqual({ semi: '15.00' });
  });

  test('work in process at quota cost has a component at its whole standard price in that element', () => {
    const price = (element: string, amount: string) => ({
      plant: 'P1',
      item: 'BASE',
      kind: 'standard' as const,
      element,
      valid_from: '2026-01-01',
      price: amount,
      per_quantity: '1',
    });
    const bom = { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01' };
    const closed = withSemi()
      .item('BASE', { semi_element: 'semi' })
      .open('BASE', '10', { material: '70.00', labour: '40.00' })
      .add('item_price', price('material', '6'), price('labour', '4'))
      .add('bom', { ...bom, base_quantity: '1', active: true })
      .add('bom_line', { ...bom, line: 10, component: 'BASE', quantity: '1', kind: 'component', fixed: false })
      .order('O', 'BOX', '10')
      .issue('BASE', '10', 'O')
      .complete('BOX', '6', 'O', { movement: 'made' })
      .close({ ...COMBINED, wip: { ...defaultPolicy.wip, method: 'quota_cost' } });
    expect(costOf(closed, 'made')).toEqual({ semi: '70.00' });
  });

  test('an explanation leads on to what the semi-finished product was made of, and adds up on every line', () => {
    const { outcome, version } = twoSteps().close(COMBINED).result;
    if (outcome === undefined || version === undefined) throw new Error('fatal');
    const told = explain(outcome, version, 'P1', 'BOX');
    const base = told?.lines[0].lines.find(({ key }) => key === 'P1 · BASE');
    expect(base).toMatchObject({ quantity: '100.000000', amount: '15200.00', elements: { semi: '15200.00' } });
    expect(base?.lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['made', '15200.00'],
      ['reclassified', '0.00'],
    ]);
    const check = (line: NonNullable<typeof told>): void => {
      if (line.lines.length === 0) return;
      const sum: Record<string, number> = {};
      for (const below of line.lines) {
        for (const [element, amount] of Object.entries(below.elements))
          sum[element] = (sum[element] ?? 0) + 100 * +amount;
        check(below);
      }
      const own = Object.entries(line.elements).map(([element, amount]) => [element, Math.round(100 * +amount)]);
      const found = Object.entries(sum).map(([element, amount]) => [element, Math.round(amount)]);
      expect(found.filter(([, amount]) => amount !== 0).sort()).toEqual(own.sort());
    };
    check(told as NonNullable<typeof told>);
  });

  test('what completions consist of names the component with what it came as', () => {
    const rows = twoSteps().close(COMBINED).version.rows('unit_cost_component');
    const component = rows.filter(({ item, source }) => item === 'BOX' && source === 'component');
    expect(component.map(({ source_key, element, amount }) => [source_key, element, amount])).toEqual([
      ['BASE', 'semi', '15200.00'],
    ]);
  });
});

const quantity = fc.integer({ min: 1, max: 40 });
const amount = fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2));
/** Two steps with work in process in both, stock of BASE before and after. */
const drawn = fc.record({
  opening: quantity,
  base: fc.record({ material: amount, labour: amount, overhead: amount }),
  planned: quantity,
  made: quantity,
  taken: quantity,
  boxes: quantity,
  more: quantity,
  raw: amount,
  wages: amount,
  overhead: amount,
});

type Drawn = ReturnType<typeof drawn.generate>['value'];

function month({ opening, base, planned, made, taken, boxes, more, raw, wages, overhead }: Drawn): Month {
  return withSemi()
    .item('BASE', { semi_element: 'semi' })
    .open('BASE', String(opening), base)
    .buy('RAW', '10', raw)
    .order('STEP 1', 'BASE', String(made + planned))
    .issue('RAW', '7', 'STEP 1')
    .report('STEP 1', '3')
    .complete('BASE', String(made), 'STEP 1')
    .order('STEP 2', 'BOX', String(boxes + more))
    .issue('BASE', String(Math.min(taken, made + opening)), 'STEP 2')
    .issue('RAW', '3', 'STEP 2')
    .report('STEP 2', '2')
    .complete('BOX', String(boxes), 'STEP 2', { movement: 'made' })
    .pool('WAGES', wages, { element: 'labour' })
    .pool('OVERHEAD', overhead);
}

test('combined costs what itemised costs, to what rounding each element by itself can be off', () => {
  fc.assert(
    fc.property(drawn, (of) => {
      const [itemised, combined] = [month(of).close(), month(of).close(COMBINED)];
      const cents = (closed: ClosedMonth) => BigInt(closed.cost('made').replace('.', ''));
      const difference = cents(combined) - cents(itemised);
      expect(difference <= 4n && difference >= -4n).toBe(true);
      expect(combined.findings).toEqual(itemised.findings);
      expect(combined.closing('BASE')).toEqual(itemised.closing('BASE'));
    }),
    runs(50),
  );
});
