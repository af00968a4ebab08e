import { createHash } from 'node:crypto';
import { compareText } from '@millrace/facts';
import { z } from 'zod';
import { checks, defaultChecks, plainNumber } from './policy-checks.js';

/**
 * Every choice that moves a cent. A policy is data: validated, stored with each version and hashed. Nothing has a
 * hidden default: `defaultPolicy` spells all of it out, and a policy that leaves something out is refused.
 */
const VALUATION_METHODS = [
  'periodic_average',
  'daily_average',
  'moving_average',
  'fifo',
  'lifo',
  'specific',
  'standard',
] as const;

const valuation = z
  .strictObject({
    /**
     * How stock is valued. `periodic_average`: one price for the period (全月一次加权平均); `daily_average`: one a day;
     * `moving_average`: a new one with every receipt (移动加权平均); `fifo` (先进先出), `lifo`; `specific`: each lot by
     * itself (个别计价); `standard`: the standard price, with differences apart.
     */
    method: z.enum(VALUATION_METHODS),
    /** What has a price of its own (核算维度). `item`: one price for the whole ledger. */
    bucket: z.enum(['plant_item', 'plant_item_lot', 'plant_item_project', 'plant_item_lot_project', 'item']),
    /** FIFO and LIFO: `chronological`, or `cumulative`: the nth unit out takes the nth unit of opening and receipts. */
    layer_order: z.enum(['chronological', 'cumulative']),
  })
  .refine(({ method, bucket }) => method !== 'specific' || bucket.includes('lot'), 'specific needs a bucket with lots');

const part = plainNumber.refine((text) => /^(0|1$|1\.0*$)/.test(text), 'a number from 0 to 1');

/** How cost is shared between what is completed and what is in process (完工产品与在产品之间的分配). */
const wipChoice = z.strictObject({
  /**
   * `equivalent_units`: by degree of completion, opening and period together (约当产量法); `fifo`: what was begun before is
   * completed first (先进先出约当产量法); `quota_ratio`: by `order_quota` (定额比例法); `quota_cost`: what
   * stays in process is worth its standard (在产品按定额成本计价法); `completed_at_standard`: what is completed is, as long as
   * something stays in process (完工产品按计划成本转出); `none`: nothing stays in process (不计算在产品);
   * `material_only`: only material does (只计材料); `fixed`: what was in process before (固定成本), unless it is counted;
   * `coefficient`: every degree is one of `coefficients` (约当系数); `component_list`: of each component what was issued and is not in
   * what was completed (按组件清单); `count`: of each component what was counted (按材料盘点); `flow`: units that have reached an operation bear all of it
   * (按流程比例); `all_until_finished`: every unit in process counts in full (按完工产品计算).
   */
  method: z.enum([
    'equivalent_units',
    'fifo',
    'quota_ratio',
    'quota_cost',
    'completed_at_standard',
    'none',
    'material_only',
    'fixed',
    'coefficient',
    'component_list',
    'count',
    'flow',
    'all_until_finished',
  ]),
  /** Degrees by the routing and the reports, or as `wip_count` says. */
  degrees: z.enum(['routing', 'counted']),
  /** The part of an operation's own work that its work in process has had: between 0 and 1. */
  progress: part,
  /** Degrees of the method `coefficient`, by kind of stage (`material`, `conversion`) or by element. */
  coefficients: z.record(z.string(), part),
  /** Material by the operation at which it enters, or all of it by the quota that has entered (分工序投料). */
  material_entry: z.enum(['by_entry', 'cumulative_quota']),
  /** Material is there when its operation begins (1), or comes in evenly while it goes on (0.5). */
  entry_progress: z.enum(['1', '0.5']),
});

export const WIP_METHODS = wipChoice.shape.method.options;

export type WipChoice = z.infer<typeof wipChoice>;

const wip = wipChoice.extend({
  /** Elements that are shared otherwise: they have conversion stages of their own. */
  elements: z.record(z.string(), wipChoice.partial()),
});

const decimals = z.int().min(0).max(9);
/** `exact`: cumulative rounding; by largest remainder (最大余额法); the decimals that a rate keeps, or that a share of the whole keeps. */
const rounding = z.union([z.enum(['exact', 'largest_remainder']), decimals, z.strictObject({ share: decimals })]);
export type Rounding = z.infer<typeof rounding>;

const absorption = z.strictObject({
  /**
   * `actual`: amount ÷ driver of the period; `planned`: as budgeted (`rate_budget`); `year_to_date`: amount ÷ driver of the year so
   * far. Of the two latter the difference stands apart.
   */
  rate: z.enum(['actual', 'planned', 'year_to_date']),
  /** Where the difference goes: expense, what the cost was absorbed by, or on to the next period. */
  difference: z.enum(['expense', 'products', 'carry']),
  /** When that is decided: every period, or when the year ends; until then the difference is carried on. */
  when: z.enum(['period', 'year_end']),
  /**
   * Whose products bear it, under `products`: the orders of the period, by what was applied to them; items, by what was applied to
   * each in the year so far, and of each its orders of the period; or work in process, stock and cost of sales of what is made, by
   * what they come to without it, or by what they hold of the elements that the rate charges.
   */
  by: z.enum(['applied_of_period', 'applied_of_year', 'balances', 'applied_in_balances']),
});

const serviceDepartments = z.strictObject({
  /**
   * `algebraic` (代数分配法): who serves each other is solved exactly; `direct` (直接分配法): to others than departments only;
   * `step_down` (顺序分配法): to all but those that closed before; `interactive` (交互分配法): exchanged once, then to others;
   * `planned_price` (计划成本分配法): at a price laid down, the difference apart.
   */
  method: z.enum(['algebraic', 'direct', 'step_down', 'interactive', 'planned_price']),
  /** In which order step-down departments close; empty: the largest part of own output to other departments first. */
  order: z.array(z.string()),
  /** `services`: by what was given (`department_service`); `direct_cost`: by the receivers' own pools; else a driver over centres. */
  basis: z.string(),
  /** Where the difference from a planned price goes: expense, administration, or the receivers that are no departments. */
  difference: z.enum(['expense', 'administration', 'receivers']),
});

const joint = z.strictObject({
  /**
   * By what an order's cost is split between what it yields (联产品成本分配). `weight`: cost shares first, then weight × quantity
   * (系数分配法); `quantity` (实物数量法); `share`: cost shares, the others by quantity (比例分配法); `sales_value`: quantity × sales price
   * (相对售价法); `net_realisable_value`: less what processing it further and selling it costs (可变现净值法); `constant_margin`: so that all have one
   * gross margin (固定毛利率法); `standard_cost`: quantity × standard price (标准成本法).
   */
  method: z.enum([
    'weight',
    'quantity',
    'share',
    'sales_value',
    'net_realisable_value',
    'constant_margin',
    'standard_cost',
  ]),
  /** What a by-product takes out of the cost (副产品扣除): its price, that less further and selling cost, or nothing. */
  by_product: z.enum(['price', 'net_realisable_value', 'none']),
  /** Of which cost: of what was completed, or of the order's material before work in process has its part. */
  credit_from: z.enum(['completed', 'before_split']),
  /** The element of what processing further costs; empty: the first of class conversion. */
  further_element: z.string(),
});
export type JointChoice = z.infer<typeof joint>;

const spoilage = z.strictObject({
  /**
   * Units that are lost as a rule (正常损耗): in no equivalent units, so that all others bear them; or counted, and borne by what was
   * completed.
   */
  normal: z.enum(['neglected', 'counted']),
  /**
   * Who bears units that are counted: what was completed alone, or with it what is in process and has passed the inspection, in
   * proportion to units.
   */
  borne_by: z.enum(['good', 'good_and_wip']),
  /** How far spoiled units had got: through the operation at which they were found, or to a part of the order's hours. */
  inspection: z.union([z.literal('operation'), part]),
  /**
   * What units beyond repair cost (不可修复废品): their equivalent units of it; of conversion the part of the order's hours that was
   * spent on them (`movement.hours_machine`, `hours_labour`); or their standard (定额成本).
   */
  irreparable: z.enum(['equivalent_units', 'hours', 'quota']),
  /** What is lost beyond that, less salvage: an expense, or borne by the good units of the order alone. */
  loss: z.enum(['expense', 'good']),
});

const stepCosting = z.strictObject({
  /**
   * How a semi-finished product enters the next step (分步法). `itemised`: element by element (分项结转); `combined`: all of it as the
   * `semi_element` of its item (综合结转), where it has one; `parallel`: without any cost (平行结转), which each step gives to the finished
   * product itself.
   */
  carry: z.enum(['itemised', 'combined', 'parallel']),
});

const variances = z.strictObject({
  /**
   * Whose bill of material and routing say what an order should have taken. `standard`: those that the item's standard price was set
   * by, so that another structure shows as substitution; `order_plan`: those of the alternative that the order follows.
   */
  against: z.enum(['standard', 'order_plan']),
  /**
   * Why overhead at a planned rate was not absorbed. `two_way`: spending, volume (二因素分析法); `three_way`: spending, capacity,
   * efficiency (三因素分析法); `four_way`: spending and efficiency of what varies, spending and volume of what is fixed.
   */
  overhead: z.enum(['two_way', 'three_way', 'four_way']),
  /** Whether what was bought beyond its standard price is told when it is received, too (采购价格差异), or only of what orders use. */
  material_price: z.enum(['receipt', 'use']),
  /**
   * Who bears what items at standard cost more or less (材料成本差异、产品成本差异): `expense`; or `products`: an item's own closing stock
   * and cost of sales, by what they come to at standard.
   */
  to: z.enum(['expense', 'products']),
});

const waiver = z
  .strictObject({
    code: z.string(),
    by: z.string(),
    reason: z.string(),
    table: z.string().min(1).optional(),
    row: z.string().min(1).optional(),
    until: z.iso.date().optional(),
  })
  .refine(({ table, row }) => row === undefined || table !== undefined, 'a row needs its table');

export const policySchema = z.strictObject({
  /** For items without a category of their own here. */
  valuation,
  valuation_by_category: z.record(z.string(), valuation),
  /** Approvals to value a category differently than before within a calendar year. */
  method_changes: z.array(
    z.strictObject({ category: z.string(), period: z.string(), by: z.string(), reason: z.string() }),
  ),
  /**
   * Value that comes after its receipt: late invoices, landed cost, price changes (调价追溯). `covered_share`: the stock
   * still there bears its part, the rest is expense; `all_to_stock`; `expense`.
   */
  late_difference: z.enum(['all_to_stock', 'covered_share', 'expense']),
  /**
   * What goes back to the vendor of a receipt of an earlier period. `stock_price`: it leaves at what stock is worth, and
   * the difference to what it had cost is a residual; `original_value`: stock gives what it had cost.
   */
  vendor_return: z.enum(['stock_price', 'original_value']),
  /** `block`: stock below zero is an error. `fallback`: it is valued at a fallback price, with a warning. */
  stock_below_zero: z.enum(['block', 'fallback']),
  /** Where a fallback price is taken from, first to last. */
  fallback_prices: z.array(z.enum(['opening', 'purchases', 'last_actual', 'standard', 'last_purchase'])),
  /** What the two below leave out. The narrower holds: of an element, a cost centre, a category, the ledger. */
  wip,
  wip_by_category: z.record(z.string(), wip.partial()),
  wip_by_centre: z.record(z.string(), wip.partial()),
  /**
   * Material of orders to which nothing was issued (倒冲): `never`, it has none; `orders_without_issues`, it is taken by the bill of
   * material for the good units.
   */
  back_flush: z.enum(['never', 'orders_without_issues']),
  /** What the first operation of an order started: what was planned, or what was reported there. */
  started: z.enum(['planned', 'reported']),
  /** One conversion stage per order, one per operation, or one per cost centre. */
  conversion_stages: z.enum(['order', 'operation', 'centre']),
  /** A subcontractor's fee is for all that is in process, as conversion is, or for what was received alone. */
  subcontract_fee: z.enum(['in_process', 'received']),
  /** Scrap posted as `operation_scrap`: borne by the good units, or taken out as a loss. */
  operation_scrap: z.enum(['normal', 'abnormal']),
  /** What spoiled units cost, and who bears it (废品损失). */
  spoilage,
  /** How joint products share the cost of their order (联产品), and what by-products take out of it (副产品). */
  joint,
  /** The same for orders of an item; what a choice leaves out is as above. */
  joint_by_item: z.record(z.string(), joint.partial()),
  /** How what one step made enters the next (分步法). */
  step_costing: stepCosting,
  /** The same for semi-finished products of a category. */
  step_costing_by_category: z.record(z.string(), stepCosting),
  /** A closed order that made nothing: an error, or a scrap loss. */
  order_without_output: z.enum(['error', 'scrap_loss']),
  /** A cost pool that nothing drives: an error, or an expense. */
  pool_without_driver: z.enum(['error', 'expense']),
  /** Value in a loop that nothing leaves: an error, or an expense. */
  trapped_value: z.enum(['error', 'expense']),
  /**
   * Cost centres whose material is spread over orders: all of it by one driver, as their conversion; or items that orders share (共耗材料),
   * each by its driver, as their material. Elsewhere it is the centre's expense.
   */
  centre_material_driver: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
  /** At which rate centres absorb their pools that have no rate of their own. */
  absorption,
  /** The same for a centre of its own; what a choice leaves out is as above. */
  absorption_by_centre: z.record(z.string(), absorption.partial()),
  /** What variances are told against and by what names, and who bears them. */
  variances,
  /** By which driver a production centre spreads what service departments gave it. */
  centre_overhead_driver: z.record(z.string(), z.string()),
  /** How service departments share what they have (辅助生产费用分配). */
  service_departments: serviceDepartments,
  /** The same for centres that do it in a way of their own; what a choice leaves out is as above. */
  service_departments_by_centre: z.record(z.string(), serviceDepartments.partial()),
  /**
   * Rates that are rounded before they are used (分配率保留位数), the last receiver taking the rest (尾差倒挤), or to whom the last
   * units of an exact rate go. What is left out is as `default`.
   */
  rate_rounding: z.strictObject({
    default: rounding,
    pools: rounding.optional(),
    service_departments: rounding.optional(),
    /** Stages of orders; what stays in process takes the rest. */
    wip: rounding.optional(),
    /** What an order completed, between joint products. */
    joint: rounding.optional(),
    /** Differences of absorbed cost, over what bears them. */
    absorption: rounding.optional(),
  }),
  /** Decimals of unit costs. */
  unit_cost_scale: z.int().min(0).max(9),
  /** A unit cost that moved by more than this many percent since the last version is a finding. */
  unit_cost_change_percent: plainNumber,
  /** The rate of a pool or a centre that moved by more than this many percent since the last version is a finding. */
  rate_change_percent: plainNumber,
  /** A receipt at more than so many times the price of its item, or at less than that part of it, is a finding. */
  receipt_price_factor: plainNumber.refine((text) => !/^0*(\.|$)/.test(text), 'a number of 1 or more'),
  /** A fixed pool of whose normal capacity more than this many percent stood idle is a finding. */
  idle_capacity_percent: plainNumber,
  checks,
  /**
   * Who may publish a version (审批). `anyone` who has the right to; `another_person` than who computed it, by the names that `--by`
   * gives; `another_user`: also another user of the database, whose name can't be claimed.
   */
  approval: z.enum(['anyone', 'another_person', 'another_user']),
  /**
   * Errors that may be published (豁免): by code, or by the rows of a table, or by one row, each with who allowed it, why, and until
   * which day. `millrace waive` keeps others in the database.
   */
  waivers: z.array(waiver),
});

export type Policy = z.infer<typeof policySchema>;

export const defaultPolicy: Policy = {
  valuation: { method: 'periodic_average', bucket: 'plant_item', layer_order: 'chronological' },
  valuation_by_category: {},
  method_changes: [],
  late_difference: 'covered_share',
  vendor_return: 'stock_price',
  stock_below_zero: 'block',
  fallback_prices: ['opening', 'purchases', 'last_actual', 'standard', 'last_purchase'],
  wip: {
    method: 'equivalent_units',
    degrees: 'routing',
    progress: '0.5',
    coefficients: {},
    material_entry: 'by_entry',
    entry_progress: '1',
    elements: {},
  },
  wip_by_category: {},
  wip_by_centre: {},
  back_flush: 'never',
  started: 'planned',
  conversion_stages: 'order',
  subcontract_fee: 'in_process',
  operation_scrap: 'normal',
  spoilage: {
    normal: 'neglected',
    borne_by: 'good',
    inspection: 'operation',
    irreparable: 'equivalent_units',
    loss: 'expense',
  },
  joint: { method: 'weight', by_product: 'price', credit_from: 'completed', further_element: '' },
  joint_by_item: {},
  step_costing: { carry: 'itemised' },
  step_costing_by_category: {},
  order_without_output: 'error',
  pool_without_driver: 'error',
  trapped_value: 'error',
  centre_material_driver: {},
  absorption: { rate: 'actual', difference: 'expense', when: 'period', by: 'applied_of_period' },
  absorption_by_centre: {},
  variances: { against: 'standard', overhead: 'two_way', material_price: 'receipt', to: 'expense' },
  centre_overhead_driver: {},
  service_departments: { method: 'algebraic', order: [], basis: 'services', difference: 'expense' },
  service_departments_by_centre: {},
  rate_rounding: { default: 'exact' },
  unit_cost_scale: 6,
  unit_cost_change_percent: '30',
  rate_change_percent: '30',
  receipt_price_factor: '5',
  idle_capacity_percent: '20',
  checks: defaultChecks,
  approval: 'anyone',
  waivers: [],
};

/** What a policy chooses for a name, where it names it. Whatever a name is, also `constructor`. */
export function chosenFor<T>(choices: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(choices, name) ? choices[name] : undefined;
}

/** SHA-256 of a policy of any kind, the same for the same choices written in any order. */
export function hashPolicy(policy: object): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(policy)))
    .digest('hex');
}

/** The value with the keys of its records in order; the order of lists means something and stays. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, of]) => [key, inOrder(of)]));
}
