import fc from 'fast-check';
import type { Event, Plan } from './plan.js';

const decimal = (max: number, decimals: number) =>
  fc.integer({ min: 1, max: max * 10 ** decimals }).map((value) => (value / 10 ** decimals).toFixed(decimals));
const quantity = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }).map(String) },
  { weight: 2, arbitrary: decimal(20, 1) },
  // Not too small: a price for 6 decimals' last one would be beyond what an amount can be.
  { weight: 1, arbitrary: fc.integer({ min: 50_000, max: 9_000_000 }).map((value) => (value / 1e6).toFixed(6)) },
);
/** In the smallest unit of the ledger. */
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 999_999 }) },
  { weight: 1, arbitrary: fc.integer({ min: -99, max: 999 }) },
);
/** There in so many of ten. */
const maybe = <T>(tenths: number, value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: tenths, arbitrary: value }, { weight: 10 - tenths, arbitrary: fc.constant(undefined) });
/** Now and then below zero, as a correction. */
const signed = fc.oneof(
  { weight: 8, arbitrary: quantity },
  { weight: 1, arbitrary: quantity.map((value) => `-${value}`) },
);
const status = fc.constantFrom(...Array<'approved'>(12).fill('approved'), 'draft', 'void');
const code = fc.constantFrom('10', '20', '30', '9', '040', 'A', 'weld', '焊');
/** Those of every ledger, and those that the factories have themselves. */
export const DRIVERS = [
  'hours_machine',
  'hours_labour',
  'quantity_good',
  'cycles',
  'quota_hours_machine',
  'quota_hours_labour',
  'kwh',
  'each',
  'each_worked',
  'by_labour',
  'by_pool',
  'by_cost',
  'mould',
  'slow',
] as const;
const EVENTS: Record<Event, number> = {
  purchase: 9,
  'purchase return': 3,
  adjustment: 6,
  issue: 28,
  'issue return': 4,
  completion: 19,
  'completion reversal': 2,
  transfer: 12,
  'transfer out': 4,
  'transfer in': 4,
  'form change': 4,
  sale: 4,
  'sale return': 2,
  'other outflow': 3,
  'count gain': 3,
  'estimate invoiced': 4,
  freight: 3,
  'operation scrap': 4,
  fee: 1,
  compensation: 1,
  'by-product': 6,
  'co-product': 2,
};

/** What comes of an order besides: an item of the plan, as co-product or by-product. */
const joint = fc.record({
  item: fc.nat(6),
  plant: fc.nat(1),
  output: fc.nat(6),
  role: fc.constantFrom('main', 'co', 'by'),
  weight: maybe(7, decimal(5, 2)),
  price: maybe(6, decimal(9, 3)),
  share: maybe(2, decimal(0.6, 2)),
  furtherCost: maybe(5, decimal(40, 2)),
  furtherRate: maybe(3, decimal(3, 3)),
  sellingCost: maybe(4, decimal(20, 2)),
  month: fc.integer({ min: 7, max: 10 }),
});

/** What orders follow: in force or not, with outputs that take a part of the cost. */
const bom = fc.record({
  item: fc.nat(6),
  plant: fc.constantFrom(0, 0, 0, 1),
  alternative: fc.constantFrom('', '', 'A', 'B'),
  from: fc.integer({ min: 6, max: 10 }),
  to: maybe(3, fc.integer({ min: 7, max: 10 })),
  active: fc.constantFrom(true, true, true, false),
  outputs: fc.array(
    fc.record({
      output: fc.nat(6),
      kind: fc.constantFrom(
        'co_product',
        'by_product',
        'component',
        'component',
        'phantom',
      ) as fc.Arbitrary<'co_product'>,
      share: maybe(8, decimal(0.8, 2)),
      ended: fc.constantFrom(false, false, false, true),
      quantity: fc.constantFrom('1', '1', '0.5', '2.25'),
      operation: fc.constantFrom('', '', '10', '20', '30', 'A'),
      entry: fc.constantFrom('', '', 'start', 'evenly') as fc.Arbitrary<''>,
      scrapRate: fc.constantFrom('', '', '0.05'),
      fixed: fc.constantFrom(false, false, false, false, true),
    }),
    { maxLength: 4 },
  ),
});

/** A line of what an order takes by its bill of material. */
const needed = fc.record({
  output: fc.nat(6),
  kind: fc.constantFrom('component', 'component', 'component', 'phantom') as fc.Arbitrary<'component'>,
  share: fc.constant(undefined),
  ended: fc.constant(false),
  quantity: fc.constantFrom('1', '0.5', '0.333333333', '2.25'),
  operation: fc.constantFrom('', '', '10', '20'),
  entry: fc.constantFrom('', '', 'start', 'evenly') as fc.Arbitrary<''>,
  scrapRate: fc.constantFrom('', '0.05'),
  fixed: fc.constantFrom(false, false, false, true),
});

/** What is lost as a rule, at an operation or anywhere; 1 and more are rare. */
const normalLoss = fc.record({
  item: fc.nat(6),
  plant: fc.constantFrom(0, 0, 0, 1),
  operation: fc.constantFrom('', '', '', '', '10', '20', '30', 'A'),
  month: fc.integer({ min: 7, max: 10 }),
  rate: fc.constantFrom('0.1', '0.05', '0.25', '0.333333333', '0', '1', '3'),
  basis: fc.constantFrom('input', 'good', 'expected', 'units') as fc.Arbitrary<'input'>,
  centre: maybe(4, fc.constantFrom(0, 0, 1, 1, 2, 3, 4)),
  scrapItem: maybe(2, fc.nat(6)),
  scrapPrice: maybe(6, decimal(9, 3)),
});

const item = fc.record({
  made: fc.boolean(),
  category: fc.constantFrom('', '', 'metal', 'paint'),
  valued: fc.constantFrom(true, true, true, true, true, true, true, false),
  conversion: fc.nat(5),
  factor: fc.constantFrom(['1000', '1'], ['3', '1'], ['0.5', '3'], ['7', '1.5']) as fc.Arbitrary<[string, string]>,
});

const operation = fc.record({
  code,
  position: maybe(5, fc.nat(3)),
  machine: fc.oneof(fc.constant('0'), decimal(3, 2)),
  labour: fc.oneof(fc.constant('0'), decimal(3, 3)),
  base: maybe(5, fc.constantFrom('1', '10', '2.5')),
});

/** Plans of factories in which things happen up to the last of so many days from 1 September on. */
export const planUpTo = (lastDay: number): fc.Arbitrary<Plan> => {
  const when = fc.record({
    day: fc.oneof(
      // Few days, so that much happens at one instant.
      { weight: 5, arbitrary: fc.constantFrom(3, 10, 17, lastDay - 4, lastDay - 10) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: lastDay }) },
      { weight: 2, arbitrary: fc.integer({ min: -20, max: lastDay + 1 }) },
    ),
    minute: fc.constantFrom(0, 0, 480, 481, 720, 1439),
  });
  return fc.record({
    amountScale: fc.constantFrom(2, 2, 2, 0, 4),
    timeZone: fc.constantFrom('Asia/Shanghai', 'UTC', 'America/New_York'),
    elementPositions: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
    items: fc.array(item, { minLength: 2, maxLength: 6, size: 'max' }),
    routings: fc.array(
      fc.record({
        item: fc.nat(6),
        plant: fc.nat(1),
        alternative: fc.constantFrom('', '', 'A', 'B'),
        operations: fc.uniqueArray(operation, { minLength: 1, maxLength: 4, selector: (of) => of.code }),
      }),
      { maxLength: 6, size: 'max' },
    ),
    orders: fc.array(
      fc.record({
        item: fc.nat(6),
        plant: fc.nat(1),
        alternative: fc.constantFrom('', '', '', 'A'),
        planned: quantity,
        type: fc.constantFrom(...Array<'normal'>(7).fill('normal'), 'rework', 'rework', 'disassembly'),
        closing: fc.constantFrom('open', 'open', 'open', 'closed', 'closed later', 'closed before'),
        counts: fc.constantFrom(true, true, true, true, true, true, false),
        repairs: maybe(7, fc.nat(5)),
        unissued: maybe(4, fc.array(needed, { minLength: 1, maxLength: 3 })),
      }),
      { minLength: 1, maxLength: 6, size: 'max' },
    ),
    openings: fc.array(
      fc.record({
        item: fc.nat(6),
        plant: fc.nat(1),
        layer: fc.nat(2),
        quantity: fc.oneof(quantity, fc.constantFrom('0', '60', '75.5', '100')),
        amounts: fc.array(amount, { minLength: 1, maxLength: 3 }),
        negative: fc.constantFrom(false, false, false, false, true),
      }),
      { minLength: 1, maxLength: 10, size: 'max' },
    ),
    openingWip: fc.array(
      fc.record({ order: fc.nat(5), stage: fc.nat(10), element: fc.nat(3), amount, units: maybe(8, decimal(9, 1)) }),
      { maxLength: 5 },
    ),
    counts: fc.array(
      fc.record({
        order: fc.nat(5),
        operation: fc.nat(4),
        stage: fc.nat(8),
        quantity: decimal(9, 1),
        degree: maybe(5, fc.constantFrom('0', '0.25', '0.7', '1')),
        equivalents: maybe(3, decimal(9, 2)),
      }),
      { maxLength: 5 },
    ),
    quotas: fc.array(
      fc.record({ order: fc.nat(5), stage: fc.nat(3), completed: decimal(90, 1), inProcess: decimal(90, 1) }),
      { maxLength: 4 },
    ),
    happenings: fc.array(
      fc.record({
        event: fc.oneof(
          ...(Object.entries(EVENTS) as [Event, number][]).map(([event, weight]) => ({
            weight,
            arbitrary: fc.constant(event),
          })),
        ),
        a: fc.nat(99),
        b: fc.nat(99),
        c: fc.nat(99),
        quantity,
        otherUnit: fc.constantFrom(false, false, false, true),
        amounts: fc.array(amount, { minLength: 0, maxLength: 3 }),
        when,
        status,
      }),
      { maxLength: 50, size: 'max' },
    ),
    reports: fc.array(
      fc.record({
        order: fc.nat(5),
        // Of the order; above 7 one that no order has.
        operation: fc.oneof({ weight: 15, arbitrary: fc.nat(7) }, { weight: 1, arbitrary: fc.constantFrom(8, 9) }),
        workCentre: fc.nat(2),
        good: maybe(7, quantity),
        scrap: maybe(2, decimal(2, 1)),
        rework: maybe(1, decimal(2, 1)),
        machine: maybe(6, decimal(8, 2)),
        labour: maybe(6, decimal(8, 2)),
        cycles: maybe(2, fc.constantFrom('0', '3', '12.5')),
        setup: fc.constantFrom(false, false, false, true),
        idle: fc.constantFrom(undefined, undefined, 'false', 'true') as fc.Arbitrary<'true' | undefined>,
        reverses: fc.constantFrom(false, false, false, false, true),
        when,
        status,
      }),
      { maxLength: 12, size: 'max' },
    ),
    pools: fc.array(
      fc.record({
        centre: fc.oneof({ weight: 5, arbitrary: fc.nat(1) }, { weight: 3, arbitrary: fc.integer({ min: 2, max: 4 }) }),
        element: fc.nat(3),
        amount,
        fixed: fc.boolean(),
        driver: fc.constantFrom(...DRIVERS, 'hours_machine', 'hours_machine', 'mould_shots', ''),
        normal: maybe(4, decimal(30, 1)),
        rate: maybe(3, decimal(20, 3)),
        status,
        period: fc.constantFrom('2026-09', '2026-09', '2026-09', '2026-10', '2026-08'),
      }),
      { maxLength: 6, size: 'max' },
    ),
    statistics: fc.array(
      fc.record({
        driver: fc.constantFrom('kwh', 'kwh', 'area'),
        centre: maybe(4, fc.nat(4)),
        kind: fc.constantFrom('order', 'order', 'item', 'centre'),
        target: fc.nat(6),
        operation: fc.constantFrom('', '', '10', 'A'),
        position: maybe(3, fc.nat(3)),
        quantity: signed,
        status,
      }),
      { maxLength: 8, size: 'max' },
    ),
    services: fc.array(
      fc.record({
        from: fc.nat(2),
        kind: fc.constantFrom('centre', 'centre', 'centre', 'centre', 'order', 'item', 'expense'),
        to: fc.nat(6),
        service: fc.constantFrom('', '', 'steam'),
        position: maybe(3, fc.nat(3)),
        quantity: signed,
        status,
      }),
      { maxLength: 10, size: 'max' },
    ),
    attributes: fc.array(
      fc.record({
        ofOrder: fc.boolean(),
        owner: fc.nat(6),
        name: fc.constantFrom('mould_cost', 'life'),
        value: fc.constantFrom('60000', '3', '0.5', '0', '400000'),
      }),
      { maxLength: 8, size: 'max' },
    ),
    budgets: fc.array(
      fc.record({
        centre: fc.nat(1),
        element: fc.nat(3),
        driver: fc.constantFrom(...DRIVERS, 'hours_machine', 'hours_labour'),
        amount: fc.nat(99_999),
        quantity: decimal(50, 2),
      }),
      { maxLength: 8, size: 'max' },
    ),
    absorbed: fc.array(
      fc.record({
        centre: fc.constantFrom(0, 0, 1, 1, 2, 3),
        element: fc.nat(3),
        driver: fc.constantFrom(...DRIVERS, 'hours_machine', 'hours_machine', 'hours_labour'),
        amount: fc.nat(99_999),
        quantity: decimal(50, 2),
        difference: fc.integer({ min: -9_999, max: 9_999 }),
      }),
      { maxLength: 6, size: 'max' },
    ),
    yearEnd: fc.constantFrom('', 'true', 'false'),
    servicePrices: fc.array(
      fc.record({ centre: fc.nat(2), element: maybe(5, fc.nat(3)), price: decimal(20, 3), steam: fc.boolean() }),
      { maxLength: 5 },
    ),
    joints: fc.array(joint, { maxLength: 4 }),
    normalLosses: fc.array(normalLoss, { maxLength: 8, size: 'max' }),
    boms: fc.array(bom, { maxLength: 8, size: 'max' }),
    prices: fc.array(
      fc.record({
        item: fc.nat(6),
        plant: fc.nat(1),
        kind: fc.constantFrom('standard', 'standard', 'sale', 'sale', 'purchase', 'last actual'),
        element: fc.nat(3),
        price: decimal(50, 4),
        per: fc.constantFrom('1', '1', '100', '7'),
        month: fc.integer({ min: 6, max: 10 }),
      }),
      { maxLength: 20, size: 'max' },
    ),
    appliedBefore: fc.array(
      fc.record({ absorbed: fc.nat(5), item: fc.nat(6), amount: fc.integer({ min: -2_000, max: 99_999 }) }),
      { maxLength: 14, size: 'max' },
    ),
  });
};
