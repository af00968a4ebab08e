import { defaultPolicy, type Policy, type WipChoice } from '@millrace/costing-core';
import fc from 'fast-check';
import { DRIVERS } from './draw.js';

/** Periodic average now and then, so that the other methods meet it over form changes. */
const method = fc.constantFrom(
  'periodic_average',
  'periodic_average',
  'daily_average',
  'moving_average',
  'moving_average',
  'fifo',
  'fifo',
  'fifo',
  'lifo',
  'specific',
  'standard',
  'standard',
) as fc.Arbitrary<Policy['valuation']['method']>;

/** How a category is valued, mostly by item and plant. */
const valuation: fc.Arbitrary<Policy['valuation']> = fc
  .record({
    method,
    bucket: fc.constantFrom(
      ...Array<'plant_item'>(4).fill('plant_item'),
      'plant_item_lot',
      'plant_item_project',
      'plant_item_lot_project',
      'item',
    ) as fc.Arbitrary<Policy['valuation']['bucket']>,
    layer_order: fc.constantFrom('chronological', 'chronological', 'cumulative') as fc.Arbitrary<
      Policy['valuation']['layer_order']
    >,
  })
  .map((of) => (of.method === 'specific' && !of.bucket.includes('lot') ? { ...of, bucket: 'plant_item_lot' } : of));

const driver = fc.constantFrom(...DRIVERS);

/** Items that orders share, each by its driver: mostly by what they need of it, or by what else there is. */
const shared = fc.record(
  Object.fromEntries(
    ['R0', 'M0', 'R1', 'M1', 'R2', 'M2', 'M3'].map((item) => [
      item,
      fc.oneof(fc.constant(`quota:${item}`), driver, fc.constant('hours_machine')),
    ]),
  ),
);

const departments = fc.record({
  method: fc.constantFrom('algebraic', 'direct', 'step_down', 'interactive', 'planned_price'),
  order: fc.constantFrom<string[][]>([], [], ['D2', 'D1'], ['D3', 'C1']),
  basis: fc.constantFrom('services', 'services', 'services', 'direct_cost', 'area'),
  difference: fc.constantFrom('expense', 'administration', 'receivers'),
});

const absorption = fc.record({
  rate: fc.constantFrom('actual', 'planned', 'year_to_date'),
  difference: fc.constantFrom('expense', 'products', 'products', 'carry'),
  when: fc.constantFrom('period', 'period', 'year_end'),
  by: fc.constantFrom(
    'applied_of_period',
    'applied_of_year',
    'applied_of_year',
    'balances',
    'balances',
    'applied_in_balances',
  ),
});

const joints = {
  method: fc.constantFrom(
    'weight',
    'weight',
    'quantity',
    'share',
    'sales_value',
    'net_realisable_value',
    'net_realisable_value',
    'constant_margin',
    'constant_margin',
    'standard_cost',
  ),
  by_product: fc.constantFrom('price', 'net_realisable_value', 'none'),
  credit_from: fc.constantFrom('completed', 'before_split'),
  further_element: fc.constantFrom('', '', 'material', 'overhead'),
};

const rounding = fc.constantFrom('exact', 'exact', 'largest_remainder', 0, 2, 5, { share: 2 }, { share: 0 });

const choice = {
  method: fc.constantFrom(
    'equivalent_units',
    'equivalent_units',
    'fifo',
    'fifo',
    'quota_ratio',
    'quota_cost',
    'completed_at_standard',
    'component_list',
    'count',
    'none',
    'material_only',
    'fixed',
    'coefficient',
    'flow',
    'all_until_finished',
  ) as fc.Arbitrary<WipChoice['method']>,
  degrees: fc.constantFrom('routing', 'routing', 'counted') as fc.Arbitrary<WipChoice['degrees']>,
  progress: fc.constantFrom('0.5', '0.5', '0', '1', '0.333333'),
  material_entry: fc.constantFrom('by_entry', 'by_entry', 'cumulative_quota') as fc.Arbitrary<
    WipChoice['material_entry']
  >,
  entry_progress: fc.constantFrom('1', '1', '0.5') as fc.Arbitrary<WipChoice['entry_progress']>,
  coefficients: fc.constantFrom({}, { conversion: '0.4' }, { material: '0.9', labour: '0.25', conversion: '1' }),
} as const;
/** Says something of some of it. */
const partly = fc.record(choice, { requiredKeys: [] });
const elements = fc.oneof(fc.constant({}), fc.constant({}), fc.record({ labour: partly }));
const wip = fc.record({ ...choice, elements });
const narrower = fc.record({ ...choice, elements }, { requiredKeys: [] });

const carry = fc.constantFrom('itemised', 'combined');

/** Policies drawn at random; what is left out is as in the default policy. */
export const policy: fc.Arbitrary<Policy> = fc
  .record({
    valuation,
    valuation_by_category: fc.oneof(fc.constant({}), fc.record({ metal: valuation, paint: valuation })),
    late_difference: fc.constantFrom('covered_share', 'all_to_stock', 'expense'),
    vendor_return: fc.constantFrom('stock_price', 'stock_price', 'original_value'),
    stock_below_zero: fc.constantFrom('block', 'fallback'),
    fallback_prices: fc.shuffledSubarray([...defaultPolicy.fallback_prices]),
    wip: wip,
    wip_by_category: fc.oneof(fc.constant({}), fc.record({ metal: narrower })),
    wip_by_centre: fc.oneof(fc.constant({}), fc.record({ C1: narrower })),
    back_flush: fc.constantFrom('never', 'orders_without_issues'),
    started: fc.constantFrom('planned', 'reported'),
    conversion_stages: fc.constantFrom('order', 'operation', 'centre'),
    subcontract_fee: fc.constantFrom('in_process', 'in_process', 'received'),
    operation_scrap: fc.constantFrom('normal', 'abnormal'),
    spoilage: fc.record({
      normal: fc.constantFrom('neglected', 'counted'),
      borne_by: fc.constantFrom('good', 'good_and_wip'),
      inspection: fc.constantFrom('operation', 'operation', '0.4', '0.75', '1', '0'),
      irreparable: fc.constantFrom('equivalent_units', 'hours', 'quota', 'quota'),
      loss: fc.constantFrom('expense', 'good'),
    }),
    joint: fc.record(joints),
    joint_by_item: fc.oneof(fc.constant({}), fc.record({ first: fc.record(joints, { requiredKeys: [] }) })),
    order_without_output: fc.constantFrom('error', 'scrap_loss'),
    pool_without_driver: fc.constantFrom('error', 'expense'),
    trapped_value: fc.constantFrom('error', 'expense'),
    rate_rounding: fc.oneof(
      fc.constant({ default: 'exact' }),
      fc.record({
        default: fc.constant('exact'),
        pools: rounding,
        service_departments: rounding,
        wip: rounding,
        joint: rounding,
        absorption: rounding,
      }),
    ),
    absorption: absorption,
    absorption_by_centre: fc.oneof(fc.constant({}), fc.record({ C1: absorption })),
    service_departments: departments,
    service_departments_by_centre: fc.oneof(
      fc.constant({}),
      fc.record({ D1: fc.record({ method: fc.constantFrom('direct', 'interactive', 'planned_price') }) }),
      fc.record({ D2: departments, D3: fc.record({ basis: fc.constantFrom('area', 'direct_cost') }) }),
    ),
    centre_overhead_driver: fc.oneof(fc.constant({}), fc.record({ C1: driver, C2: driver })),
    centre_material_driver: fc.oneof(
      fc.constant({}),
      fc.record({ C1: driver }),
      fc.record({ C1: driver, C2: driver }),
      fc.record({ C1: shared, C2: driver }),
      fc.record({ C1: shared, C2: shared }),
      fc.record({ C1: shared, C2: shared }),
    ),
    step_costing: fc.record({ carry }),
    step_costing_by_category: fc.oneof(fc.constant({}), fc.record({ metal: fc.record({ carry }) })),
    variances: fc.record({
      against: fc.constantFrom('standard', 'order_plan'),
      overhead: fc.constantFrom('two_way', 'three_way', 'four_way'),
      material_price: fc.constantFrom('receipt', 'use'),
      to: fc.constantFrom('expense', 'products'),
    }),
  })
  .map((choices) => ({ ...defaultPolicy, ...choices }) as Policy);
