import { type Policy, type RestoreOptions, restore, restoredCosts } from '@millrace/costing-core';
import { printFraction } from '@millrace/exact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../budget.js';
import { Month } from '../factory/month.js';

const COMBINED: Partial<Policy> = { step_costing: { carry: 'combined' } };

function withSemis(): Month {
  return new Month().add(
    'cost_element',
    { element: 'semi 1', class: 'material', position: 5 },
    { element: 'semi 2', class: 'material', position: 6 },
  );
}

/** What an item cost by original elements, how that was worked out, and what could not be. */
function restored(month: Month, item: string, options: RestoreOptions = {}, policy: Partial<Policy> = COMBINED) {
  const { outcome, version, findings } = month.close(policy).result;
  if (outcome === undefined || version === undefined) throw new Error(JSON.stringify(findings));
  const of = restoredCosts(outcome, version, options).find((row) => row.item === item);
  return {
    elements: Object.fromEntries((of?.elements ?? []).map((row) => [row.element, row.restored])),
    carried: Object.fromEntries((of?.elements ?? []).map((row) => [row.element, row.carried])),
    units: Object.fromEntries((of?.elements ?? []).map((row) => [row.element, row.unit_cost])),
    steps: (of?.steps ?? []).map(({ level, semi, by, rate, element, amount }) =>
      [level, semi, by, rate.replace(/\.?0+$/, ''), element, amount].join(' '),
    ),
    left: of?.left,
  };
}

/** BASE is made of material, labour and overhead; `taken` of its `made` pieces are in one BOX, with labour of its own. */
function twoSteps(
  [material, labour, overhead]: readonly [string, string, string],
  { made, taken, own = '0.00' }: { readonly made: string; readonly taken: string; readonly own?: string },
): Month {
  return withSemis()
    .item('BASE', { semi_element: 'semi 1' })
    .buy('RAW', '10', material)
    .order('STEP 1', 'BASE', made)
    .issue('RAW', '10', 'STEP 1')
    .report('STEP 1', '1')
    .complete('BASE', made, 'STEP 1')
    .order('STEP 2', 'BOX', '1')
    .issue('BASE', taken, 'STEP 2')
    .report('STEP 2', '0', { hours_labour: '1' })
    .complete('BOX', '1', 'STEP 2', { movement: 'box' })
    .pool('LABOUR 1', labour, { element: 'labour' })
    .pool('OVERHEAD 1', overhead)
    .pool('LABOUR 2', own, { element: 'labour', driver: 'hours_labour' });
}

describe('cost restoration (成本还原)', () => {
  test('a product by the elements of the semi-finished product that was made in the month', () => {
    const month = twoSteps(['18240.00', '6980.00', '5180.00'], { made: '200', taken: '100', own: '6420.00' });
    const found = restored(month, 'BOX');
    expect(found.carried).toEqual({ material: '0.00', labour: '6420.00', overhead: '0.00', 'semi 1': '15200.00' });
    expect(found.elements).toEqual({ material: '9120.00', labour: '9910.00', overhead: '2590.00', 'semi 1': '0.00' });
    expect(found.units.labour).toBe('9910.000000');
    expect(found.steps).toEqual([
      '1 semi 1 this_month 0.5 material 9120.00',
      '1 semi 1 this_month 0.5 labour 3490.00',
      '1 semi 1 this_month 0.5 overhead 2590.00',
    ]);
  });

  /** 1,000.00 of BASE in the BOX, of which 300.00 of each of three elements was made this month. */
  const odd = () =>
    twoSteps(['300.00', '300.00', '300.00'], { made: '9', taken: '10' }).open('BASE', '1', { overhead: '100.00' });

  test('the last element takes what rounding leaves, or the one that is named', () => {
    const found = restored(odd(), 'BOX');
    expect(found.steps).toEqual([
      '1 semi 1 this_month 1.111111111 material 333.33',
      '1 semi 1 this_month 1.111111111 labour 333.33',
      '1 semi 1 this_month 1.111111111 overhead 333.34',
    ]);
    const { elements } = restored(odd(), 'BOX', { residue: 'material' });
    expect(elements).toMatchObject({ material: '333.34', labour: '333.33', overhead: '333.33' });
    const none = restored(odd(), 'BOX', { residue: 'freight' });
    expect(none.elements).toEqual(found.elements);
  });

  test('at a rounded rate, or by rounded shares', () => {
    // K is 1.1, the shares are 0.33.
    const found = restored(odd(), 'BOX', { rate_rounding: 1 });
    expect(found.elements).toMatchObject({ material: '330.00', labour: '330.00', overhead: '340.00' });
    const byShares = restored(odd(), 'BOX', { rate_rounding: { share: 2 } });
    expect(byShares.elements).toMatchObject({ material: '330.00', labour: '330.00', overhead: '340.00' });
    const made = { 材料: '6000', 人工: '3000', 费用: '2600' };
    const shares = (rate_rounding: number | { readonly share: number }) =>
      Object.values(restore('15000', made, {}, { rate_rounding }).restored).map((part) => printFraction(part, 2));
    // 15,000 / 11,600 is 1.2931; 6,000 / 11,600 is 0.52.
    expect(shares(4)).toEqual(['7758.60', '3879.30', '3362.10']);
    expect(shares({ share: 2 })).toEqual(['7800.00', '3900.00', '3300.00']);
  });

  test('by opening stock and what was made, or by standard prices of it', () => {
    expect(restored(odd(), 'BOX', { by: 'available' }).elements).toMatchObject({
      material: '300.00',
      labour: '300.00',
      overhead: '400.00',
    });
    const price = (element: string, amount: string) =>
      ({
        plant: 'P1',
        item: 'BASE',
        kind: 'standard',
        element,
        valid_from: '2026-01-01',
        price: amount,
        per_quantity: '1',
      }) as const;
    const month = odd().add('item_price', price('material', '80'), price('labour', '20'));
    const found = restored(month, 'BOX', { by: 'standard' });
    expect(found.elements).toMatchObject({ material: '800.00', labour: '200.00' });
    expect(found.steps[0]).toBe('1 semi 1 standard 1.111111111 material 800.00');
  });

  test('by opening stock where nothing was made; what nothing tells stays as it is', () => {
    const month = withSemis()
      .item('BASE', { semi_element: 'semi 1' })
      .open('BASE', '2', { material: '60.00', labour: '40.00' })
      .order('O', 'BOX', '1')
      .issue('BASE', '1', 'O')
      .complete('BOX', '1', 'O');
    const found = restored(month, 'BOX');
    expect(found.elements).toEqual({ material: '30.00', labour: '20.00', 'semi 1': '0.00' });
    expect(found.steps[0]).toBe('1 semi 1 available 0.5 material 30.00');
    const inProcess = withSemis()
      .item('BASE', { semi_element: 'semi 1' })
      .order('O', 'BOX', '1')
      .add('opening_wip', { ledger: 'L', order: 'O', stage: 'material', element: 'semi 1', amount: '50.00' })
      .complete('BOX', '1', 'O');
    expect(restored(inProcess, 'BOX')).toMatchObject({ elements: { 'semi 1': '50.00' }, left: ['semi 1'], steps: [] });
  });

  test('over several steps, from the last one back, as far as is asked', () => {
    const month = () =>
      twoSteps(['60.00', '30.00', '10.00'], { made: '10', taken: '5', own: '20.00' })
        .order('STEP 3', 'CRATE', '1')
        .issue('BOX', '1', 'STEP 3')
        .issue('BASE', '1', 'STEP 3')
        .complete('CRATE', '1', 'STEP 3');
    const three = month();
    three.rows.item.forEach((row, i) => {
      if (row.item === 'BOX') three.rows.item[i] = { ...row, semi_element: 'semi 2' };
    });
    const found = restored(three, 'CRATE');
    expect(found.carried).toMatchObject({ 'semi 1': '10.00', 'semi 2': '70.00' });
    expect(found.elements).toEqual({
      material: '36.00',
      labour: '38.00',
      overhead: '6.00',
      'semi 1': '0.00',
      'semi 2': '0.00',
    });
    expect(found.steps).toEqual([
      '1 semi 2 this_month 1 labour 20.00',
      '1 semi 2 this_month 1 semi 1 50.00',
      '2 semi 1 this_month 0.6 material 36.00',
      '2 semi 1 this_month 0.6 labour 18.00',
      '2 semi 1 this_month 0.6 overhead 6.00',
    ]);
    const once = restored(three, 'CRATE', { levels: 1 });
    expect(once.elements).toMatchObject({ labour: '20.00', 'semi 1': '60.00', 'semi 2': '0.00' });
    expect(once.left).toEqual(['semi 1']);
  });

  test('where steps are carried element by element there is nothing to restore', () => {
    const month = twoSteps(['60.00', '30.00', '10.00'], { made: '10', taken: '5' });
    const found = restored(month, 'BOX', {}, {});
    expect(found).toMatchObject({ elements: { material: '30.00', labour: '15.00', overhead: '5.00' }, steps: [] });
  });
});

const cents = fc.integer({ min: 0, max: 999_999 }).map((of) => (of / 100).toFixed(2));

test('what is restored adds up to what was carried, and is what itemised steps cost where nothing else was in stock', () => {
  fc.assert(
    fc.property(
      fc.tuple(cents, cents, cents),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
      cents,
      cents,
      (amounts, made, share, own, opening) => {
        const taken = String(Math.max(1, Math.floor((made * share) / 100)));
        const month = () => twoSteps(amounts, { made: String(made), taken, own });
        const units = (text = '0.00') => BigInt(text.replace('.', ''));
        const total = (of: Readonly<Record<string, string>>) =>
          Object.values(of).reduce((sum, x) => sum + units(x), 0n);

        const found = restored(month(), 'BOX');
        expect(total(found.elements)).toBe(total(found.carried));
        const itemised = restored(month(), 'BOX', {}, {}).elements;
        for (const [element, amount] of Object.entries(found.elements)) {
          const off = units(amount) - units(itemised[element]);
          expect(off <= 3n && off >= -3n).toBe(true);
        }
        const mixed = restored(month().open('BASE', '3', { material: opening }), 'BOX');
        expect(total(mixed.elements)).toBe(total(mixed.carried));
      },
    ),
    runs(25),
  );
});

test('restore says what the view of a closed month says', () => {
  const { rate, restored: parts } = restore('1000', { material: '300', labour: '300', overhead: '300' });
  expect([rate.numerator, rate.denominator]).toEqual([10n, 9n]);
  expect(Object.values(parts).map(({ numerator, denominator }) => (100n * numerator) / denominator)).toEqual([
    33_333n,
    33_333n,
    33_334n,
  ]);
});
