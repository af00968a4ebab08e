import {
  defaultPolicy,
  fixedOverhead,
  flexibleBudget,
  mixAndYield,
  type Policy,
  priceAndQuantity,
  variances,
} from '@millrace/costing-core';
import { type Fraction, printFixed, roundFraction } from '@millrace/exact';
import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../../factory/month.js';
import { ofOrder } from '../../production/variance-rows.js';

/** Variances of published problems; above zero is unfavourable. */

const money = (value: Fraction) => Number(printFixed(roundFraction(value, 2), 2));

/** By kind, all of an order's rows of it, or of a centre's. */
function byKind(closed: ClosedMonth, object: 'order' | 'centre', element?: string): Record<string, number> {
  const { outcome } = closed.result;
  if (outcome === undefined) throw new Error(JSON.stringify(closed.result.findings));
  const sums: Record<string, number> = {};
  for (const row of variances(outcome)) {
    if (row.object_kind !== object || (element !== undefined && row.element !== element)) continue;
    sums[row.kind] = Number(((sums[row.kind] ?? 0) + Number(row.amount)).toFixed(2));
  }
  return sums;
}

interface Mixture {
  /** Of what is laid down for the base quantity: quantity and price; what was used and what it cost. */
  readonly parts: Readonly<Record<string, readonly [standard: string, price: string, used: string, cost: string]>>;
  readonly base: string;
  readonly made: string;
  readonly expected: { readonly price?: number; readonly mix: number; readonly yield: number };
}

const MIXTURES: readonly (readonly [source: string, of: Mixture])[] = [
  [
    'pet food (pqmagazine.com/direct-material-mix-and-yield-variance-explained)',
    {
      parts: { D1: ['60', '75', '65', '4680'], D2: ['30', '60', '28', '1708'], D3: ['10', '40', '11', '440'] },
      base: '100',
      made: '100',
      expected: { price: -167, mix: 27, yield: 268 },
    },
  ],
  [
    'a compound of two chemicals (expertminds.ai/cert/acca/pm-variance-analysis-walkthrough)',
    {
      parts: { A: ['60', '8', '620', '4960'], B: ['40', '5', '430', '2150'] },
      base: '90',
      made: '940',
      expected: { price: 0, mix: -30, yield: 37.78 },
    },
  ],
  [
    'two inputs (opentuition.com/topic/mix-variance-yield-variance)',
    {
      parts: { A: ['8', '10', '900', '9000'], B: ['32', '20', '6100', '122000'] },
      base: '32',
      made: '6400',
      expected: { price: 0, mix: 5000, yield: -18000 },
    },
  ],
  [
    'nuts in tins (coursehero.com/file/p39dof5u)',
    {
      parts: {
        almonds: ['1.8', '1', '5280', '5280'],
        cashews: ['3', '2', '7520', '15040'],
        pistachios: ['0.9', '3', '2720', '8160'],
        seasoning: ['0.3', '6', '480', '2880'],
      },
      base: '1',
      made: '2500',
      expected: { price: 0, mix: -1440, yield: 2050 },
    },
  ],
  [
    'a loss of 5 % (transtutors.com/questions/accountancy-50696.htm)',
    {
      parts: { A: ['35', '25', '125', '3375'], B: ['65', '36', '275', '9350'] },
      base: '95',
      made: '365',
      expected: { price: -300, mix: 165, yield: 507.63 },
    },
  ],
  [
    'a loss of a tenth (expertsmind.com/questions/standerd-costing-301151021.aspx)',
    {
      parts: { P: ['40', '400', '180', '122400'], Q: ['60', '600', '220', '79200'] },
      base: '90',
      made: '369',
      expected: { price: -2400, mix: -4000, yield: -5200 },
    },
  ],
  [
    'a loss of a fifth (askfilo.com, the-standard-mix-of-a-product-…-3430323436363137)',
    {
      parts: { A: ['25', '8', '1300', '11700'], B: ['35', '6', '1900', '13300'], C: ['40', '4', '2400', '8640'] },
      base: '80',
      made: '4800',
      expected: { price: 2240, mix: -520, yield: -2280 },
    },
  ],
];

describe('mix and yield of material', () => {
  test.each(MIXTURES)('%s', (_, { parts, base, made, expected }) => {
    const atStandard = Object.values(parts).reduce(
      (sum, [standard, price]) => sum + Number(standard) * Number(price),
      0,
    );
    const month = new Month().standard('MIX', (atStandard / Number(base)).toFixed(6)).order('O1', 'MIX', made);
    for (const [item, [, price, used, cost]] of Object.entries(parts)) {
      month.standard(item, price).buy(item, used, cost).issue(item, used, 'O1');
    }
    const lines = Object.entries(parts).map(([component, [quantity]]) => ({ component, quantity, mix_group: 'M' }));
    month.bom('MIX', base, lines).complete('MIX', made, 'O1');
    const { other: _other, price = 0, mix = 0, yield: yielded = 0, ...rest } = byKind(month.close(), 'order');
    // Each row is rounded by itself.
    expect(rest).toEqual({});
    expect([price, mix]).toEqual([expected.price, expected.mix]);
    expect(Math.abs(yielded - expected.yield)).toBeLessThan(0.02);

    const components = Object.entries(parts).map(([name, [standard, price, actual]]) => {
      return [name, { actual, price, standard: String((Number(standard) * Number(made)) / Number(base)) }] as const;
    });
    const found = mixAndYield(Object.fromEntries(components));
    expect([money(found.mix), money(found.yield)]).toEqual([expected.mix, expected.yield]);
    const sums = Object.values(found.parts).reduce((sum, of) => sum + money(of.mix), 0);
    expect(sums).toBeCloseTo(expected.mix, 1);
  });
});

describe('mix and yield of labour', () => {
  test('two bakers of 50 cakes (coursehero.com/file/p52n64f4)', () => {
    const found = mixAndYield({
      Gabrielle: { actual: '140', standard: '150', price: '25' },
      Joseph: { actual: '165', standard: '150', price: '15' },
    });
    expect([money(found.mix), money(found.yield), money(found.total)]).toEqual([-125, 100, -25]);
    expect(money(found.parts.Gabrielle.mix)).toBe(-312.5);
  });

  test('a shop that takes more managers (studylib.net/doc/8227818, Gleim, 7.5)', () => {
    const found = mixAndYield({
      managers: { actual: '220', standard: '200', price: '22' },
      associates: { actual: '800', standard: '800', price: '14' },
      warehouse: { actual: '480', standard: '600', price: '8' },
    });
    // 1,500 × (13.2533 − 12.75); 100 h fewer at 12.75.
    expect([money(found.mix), money(found.yield)]).toEqual([755, -1275]);
  });
});

describe('idle time', () => {
  test('paid 5,000 h, worked 4,800 (expertminds.ai, ACCA MA practice exam 4, question 28)', () => {
    const { idle, price, quantity } = priceAndQuantity(
      { quantity: '5000', worked: '4800', price: '15' },
      { quantity: '4800', price: '15' },
    );
    expect([idle, price, quantity].map(money)).toEqual([3000, 0, 0]);
  });

  test('the same in a month: hours that were reported as idle', () => {
    const closed = new Month()
      .standard('CLAY', '1')
      .standard('POT', { material: '1', labour: '15' })
      .buy('CLAY', '4800', '4800.00')
      .order('O1', 'POT', '4800')
      .issue('CLAY', '4800', 'O1')
      .report('O1', '0', { operation: '10', hours_labour: '4800', quantity_good: '4800' })
      .report('O1', '0', { operation: '10', hours_labour: '200', idle: 'true' })
      .pool('WAGES', '75000.00', { element: 'labour', driver: 'hours_labour' })
      .complete('POT', '4800', 'O1')
      .add('routing_operation', { plant: 'P1', item: 'POT', operation: '10', work_centre: 'W1', run_hours_labour: '1' })
      .bom('POT', '1', [{ component: 'CLAY', quantity: '1' }])
      .close();
    expect(ofOrder(closed).map((row) => row.slice(1))).toEqual([['labour', 'idle', '200', '3000.00']]);
  });

  test('a tenth is expected (studmed.ru, ACCA F5 study text, page 270)', () => {
    // 3,600 units at 18 minutes of work; of 1,000 h paid 70 were idle where 120 of 1,200 for the output were expected; 15.00 an hour.
    const efficiency = priceAndQuantity({ quantity: '930', price: '15' }, { quantity: '1080', price: '15' });
    const idle = priceAndQuantity({ quantity: '70', price: '15' }, { quantity: '120', price: '15' });
    expect([money(efficiency.quantity), money(idle.quantity)]).toEqual([-2250, -750]);
  });
});

describe('grades of labour in a month', () => {
  /** 5 h skilled at 20.00 and 5 h unskilled at 10.00 a piece; 10 pieces took 40 h and 70 h, each in its shop and at its rate. */
  const month = (mix_group: string) => {
    const of = new Month();
    of.rows.cost_element.push(
      { element: 'skilled', class: 'conversion', position: 5, mix_group },
      { element: 'unskilled', class: 'conversion', position: 6, mix_group },
    );
    of.add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'W2', centre: 'C2' })
      .standard('CLAY', '1')
      .standard('POT', { material: '1', skilled: '100', unskilled: '50' })
      .buy('CLAY', '10', '10.00')
      .order('O1', 'POT', '10')
      .issue('CLAY', '10', 'O1')
      .report('O1', '0', { operation: '10', hours_labour: '40', quantity_good: '10' })
      .report('O1', '0', { operation: '20', work_centre: 'W2', hours_labour: '70', quantity_good: '10' })
      .pool('SKILLED', '800.00', { element: 'skilled', driver: 'hours_labour' })
      .pool('UNSKILLED', '700.00', { element: 'unskilled', driver: 'hours_labour', centre: 'C2' })
      .complete('POT', '10', 'O1')
      .bom('POT', '1', [{ component: 'CLAY', quantity: '1' }]);
    for (const [operation, work_centre] of [
      ['10', 'W1'],
      ['20', 'W2'],
    ]) {
      of.add('routing_operation', { plant: 'P1', item: 'POT', operation, work_centre, run_hours_labour: '5' });
    }
    return ofOrder(of.close()).map((row) => row.slice(1));
  };

  test('of one group they have mix and yield', () => {
    // 110 h in the mix of 50 and 50: 55 and 55.
    expect(month('HANDS')).toEqual([
      ['skilled', 'mix', '-15', '-300.00'],
      ['skilled', 'yield', '5', '100.00'],
      ['unskilled', 'mix', '15', '150.00'],
      ['unskilled', 'yield', '5', '50.00'],
    ]);
  });

  test('else efficiency of each', () => {
    expect(month('')).toEqual([
      ['skilled', 'efficiency', '-10', '-200.00'],
      ['unskilled', 'efficiency', '20', '200.00'],
    ]);
  });
});

/** 800 of a product that takes 5 h at 4.00 and 150 kg at 0.10; variable 6,000.00 and fixed 5,000.00 are budgeted for 1,000. */
function planned(
  driver: 'hours_labour' | 'quota_hours_labour',
  overhead: Policy['variances']['overhead'],
): ClosedMonth {
  const budget = { ledger: 'L', centre: 'C1', driver, valid_from: '2026-09-01', quantity: '5000' };
  const month = new Month()
    .add('cost_element', { element: 'fixed', class: 'conversion', position: 5 })
    .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
    .add('work_centre', { work_centre: 'W2', centre: 'C2' })
    .standard('材料', '0.1')
    .standard('A', { material: '15', labour: '20', overhead: '6', fixed: '5' })
    .buy('材料', '112000', '12320.00')
    .order('O1', 'A', '800')
    .issue('材料', '112000', 'O1')
    .report('O1', '0', { operation: '10', hours_labour: '4400', quantity_good: '800' })
    .pool('变动', '4000.00', { driver })
    .pool('固定', '5000.00', { driver, element: 'fixed', behaviour: 'fixed' })
    .complete('A', '800', 'O1')
    .add('rate_budget', { ...budget, element: 'overhead', amount: '6000.00', fixed_amount: '0' })
    .add('rate_budget', { ...budget, element: 'fixed', amount: '5000.00', fixed_amount: '5000.00' })
    .add('routing_operation', { plant: 'P1', item: 'A', operation: '10', work_centre: 'W1', run_hours_labour: '5' });
  const absorption = { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } as const;
  return month.bom('A', '1', [{ component: '材料', quantity: '150' }]).close({
    absorption,
    variances: { ...defaultPolicy.variances, overhead, material_price: 'use' },
  });
}

describe('标准成本：材料、变动与固定制造费用 (m.netkao.com/shiti/404052/336626116767.html)', () => {
  test('材料价格差异 1,120，用量差异 −800', () => {
    expect(byKind(planned('quota_hours_labour', 'two_way'), 'order', 'material')).toEqual({ price: 1120, usage: -800 });
  });

  test('人工工资率差异 −440，效率差异 1,600', () => {
    const { price, quantity } = priceAndQuantity({ quantity: '4400', price: '3.9' }, { quantity: '4000', price: '4' });
    expect([money(price), money(quantity)]).toEqual([-440, 1600]);
  });

  test('变动费用耗费差异 −1,280，效率差异 480', () => {
    const closed = planned('quota_hours_labour', 'four_way');
    expect(byKind(closed, 'centre', 'overhead')).toEqual({ variable_spending: -1280, efficiency: 480 });
  });

  test('固定费用二因素：能量差异 1,000；三因素：闲置 600，效率 400', () => {
    expect(byKind(planned('quota_hours_labour', 'two_way'), 'centre', 'fixed')).toEqual({ volume: 1000 });
    const three = planned('quota_hours_labour', 'three_way');
    expect(byKind(three, 'centre', 'fixed')).toEqual({ capacity: 600, efficiency: 400 });
    // By hours worked the efficiency is the order's.
    const worked = planned('hours_labour', 'three_way');
    expect([byKind(worked, 'centre', 'fixed'), byKind(worked, 'order', 'fixed')]).toEqual([
      { capacity: 600 },
      { efficiency: 400 },
    ]);
  });
});

describe('overhead by two, three and four variances', () => {
  /** 20,000.00 for 4,000 h, 4,000.00 of it fixed; 3,400 h are allowed for 1,700 pieces, 3,475 worked; 3,100.00 and 14,000.00 actual. */
  test('the controllable variance and the spending of the three-variance method are sums of the four', () => {
    const driver = 'quota_hours_labour';
    const month = new Month()
      .standard('PUMP', { overhead: '10' })
      .order('O1', 'PUMP', '1700')
      .report('O1', '0', { operation: '10', hours_labour: '3475', quantity_good: '1700' })
      .pool('RENT', '3100.00', { driver, behaviour: 'fixed' })
      .pool('POWER', '14000.00', { driver })
      .complete('PUMP', '1700', 'O1')
      .add('routing_operation', {
        plant: 'P1',
        item: 'PUMP',
        operation: '10',
        work_centre: 'W1',
        run_hours_labour: '2',
      })
      .add('rate_budget', {
        ledger: 'L',
        centre: 'C1',
        element: 'overhead',
        driver,
        valid_from: '2026-09-01',
        amount: '20000.00',
        fixed_amount: '4000.00',
        quantity: '4000',
      });
    const closed = month.close({
      absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' },
      variances: { ...defaultPolicy.variances, overhead: 'four_way' },
    });
    const four = byKind(closed, 'centre');
    expect(four).toEqual({ efficiency: 300, fixed_spending: -900, variable_spending: 100, volume: 600 });
    const spending = four.fixed_spending + four.variable_spending;
    // Actual less 4,000 + 3,475 × 4; less 4,000 + 3,400 × 4.
    const budget = { fixed: '4000', rate: '4', actual: '17100' };
    expect(spending).toBe(money(flexibleBudget({ ...budget, units: '3475' }).difference));
    expect(spending + four.efficiency).toBe(money(flexibleBudget({ ...budget, units: '3400' }).difference));
  });

  test('tax returns (qammunity.org/11570834)', () => {
    const found = fixedOverhead({
      actual: '45400',
      budget: '54000',
      budgetHours: '6000',
      actualHours: '5600',
      standardHours: '5400',
    });
    expect([found.efficiency, found.capacity].map(money)).toEqual([1800, 3600]);
    // The source takes spending from the rate for the hours worked: all of it varies with them.
    expect(money(flexibleBudget({ rate: '9', units: '5600', actual: '45400' }).difference)).toBe(-5000);
  });

  test('a budget of 294,000.00 (wizedu.com/questions/750225)', () => {
    // 21,000 h; 12.00 of 14.00 is fixed; 6,100 pieces of 3 h in 18,000 h.
    const variable = priceAndQuantity({ quantity: '18000', price: '2' }, { quantity: '18300', price: '2' });
    const fixed = {
      actual: '252000',
      budget: '252000',
      budgetHours: '21000',
      actualHours: '18000',
      standardHours: '18300',
    };
    expect([money(variable.quantity), money(fixedOverhead(fixed).volume)]).toEqual([-600, 32400]);
    expect(money(flexibleBudget({ rate: '14', units: '18300', actual: '280000' }).difference)).toBe(23800);
  });
});

test('1,650 units at 58 of 60 pounds (scribd.com/document/382656967)', () => {
  const { price, quantity } = priceAndQuantity(
    { quantity: String(58 * 1650), price: '1.65' },
    { quantity: String(60 * 1650), price: '1.50' },
  );
  expect([money(price), money(quantity)]).toEqual([14355, -4950]);
});

test('ten planned pieces are not what was made: hours of 456 for 480 (petfoodhonesty.com/responto/13842901)', () => {
  const labour = priceAndQuantity({ quantity: '456', price: '14' }, { quantity: '480', price: '15' });
  const material = priceAndQuantity({ quantity: '1080', price: '4.50' }, { quantity: '1200', price: '4' });
  expect([labour.price, labour.quantity, material.price, material.quantity].map(money)).toEqual([
    -456, -360, 540, -480,
  ]);
});
