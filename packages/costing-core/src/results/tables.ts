import { amount, type Column, choice, date, decimal, integer, optional, text } from '@millrace/facts';

/**
 * What a version holds, as its readers see it: rows of text cells, as CSV and JSON by these columns, per cost element where
 * there is a column for it. They are read from `STORED_TABLES`. Amounts have the ledger's scale, quantities 6 decimals, unit costs the policy's; amounts of a standard, which
 * are of one unit, have the scale of its unit costs. Rows stand in the order of their keys.
 */
export const RESULT_TABLES = {
  /** The cost elements that the version is made of, in their order. */
  version_element: table(['position'], { position: integer(), element: text() }),
  /** 产品单位成本表. Basis: `produced` (completions), `available` (opening and receipts), `closing` (rules.md 36). */
  unit_cost: table(['plant', 'item', 'lot', 'project', 'basis'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    basis: choice('produced', 'available', 'closing'),
    quantity: decimal(6),
    amount: amount(),
    unit_cost: decimal(9),
  }),
  unit_cost_element: table(['plant', 'item', 'lot', 'project', 'basis', 'element'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    basis: choice('produced', 'available', 'closing'),
    element: text(),
    amount: amount(),
    unit_cost: decimal(9),
  }),
  /** What completions consist of, one level down: components, pools, opening work in process, fees. */
  unit_cost_component: table(['plant', 'item', 'lot', 'project', 'source', 'source_plant', 'source_key', 'element'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    source: choice('component', 'pool', 'centre', 'opening_wip', 'subcontract_fee', 'other'),
    source_plant: optional(text()),
    source_key: optional(text()),
    element: text(),
    amount: amount(),
  }),
  /** Of a standard, plan or simulation: where an item's cost comes from, or why it has none. */
  standard_source: table(['plant', 'item'], {
    plant: text(),
    item: text(),
    unit: optional(text()),
    low_level_code: integer(),
    source: choice('price', 'rolled', 'joint', 'none'),
    /** The kind of price that was taken out of the price chain. */
    price_kind: optional(text()),
    /** The lot that set-up and fixed quantities were spread over. */
    lot: optional(decimal(6)),
    why: optional(text()),
  }),
  /** Of a standard, plan or simulation: what an item's own level adds to its unit cost, and what comes from below. */
  standard_level: table(['plant', 'item', 'element'], {
    plant: text(),
    item: text(),
    element: text(),
    own: decimal(9),
    lower: decimal(9),
  }),
  /** 收发存. */
  stock: table(['plant', 'item', 'lot', 'project', 'in_transit'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    in_transit: optional(text()),
    opening_quantity: decimal(6),
    in_quantity: decimal(6),
    out_quantity: decimal(6),
    closing_quantity: decimal(6),
    opening_amount: amount(),
    in_amount: amount(),
    out_amount: amount(),
    closing_amount: amount(),
  }),
  stock_element: table(['plant', 'item', 'lot', 'project', 'in_transit', 'element'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    in_transit: optional(text()),
    element: text(),
    opening_amount: amount(),
    in_amount: amount(),
    out_amount: amount(),
    closing_amount: amount(),
  }),
  /** Closing stock as the next period opens it: the rows of opening_stock and opening_stock_amount. */
  layer: table(['plant', 'item', 'lot', 'project', 'in_transit', 'layer'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    in_transit: optional(text()),
    layer: optional(text()),
    received_on: optional(date()),
    quantity: decimal(6),
    /** Which of the layers received on one day came first. */
    sequence: optional(integer()),
  }),
  layer_element: table(['plant', 'item', 'lot', 'project', 'in_transit', 'layer', 'element'], {
    plant: text(),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    in_transit: optional(text()),
    layer: optional(text()),
    element: text(),
    amount: amount(),
  }),
  /** opening_wip + input = completed + scrap + residual + closing_wip, per stage and element. */
  order_cost: table(['order', 'stage', 'element'], {
    order: text(),
    stage: text(),
    element: text(),
    opening_wip: amount(),
    input: amount(),
    completed: amount(),
    scrap: amount(),
    residual: amount(),
    closing_wip: amount(),
  }),
  /**
   * 生产成本报告: units of a stage, with what an equivalent unit cost by element. opening + started = completed + scrapped +
   * closing. Equivalent units are what the cost of the stage was shared over.
   */
  order_quantity: table(['order', 'stage', 'element'], {
    order: text(),
    stage: text(),
    element: text(),
    method: text(),
    opening: decimal(6),
    opening_equivalents: decimal(6),
    started: decimal(6),
    completed: decimal(6),
    scrapped: decimal(6),
    closing: decimal(6),
    closing_equivalents: decimal(6),
    equivalent_units: decimal(6),
    /** Empty where there are no equivalent units. */
    unit_cost: optional(decimal(9)),
  }),
  /**
   * What became of the cost of a step in parallel (平行结转): the share of what orders finished (应计入产成品成本的份额), what left otherwise, by a
   * movement, what was lost, what salvage and by-products took out, and what its units keep that are in no finished product
   * (广义在产品). `units` is whole, `quantity` the weight: equivalent units.
   */
  step_share: table(['item', 'stage', 'share', 'target', 'element'], {
    item: text(),
    stage: text(),
    share: choice('finished', 'elsewhere', 'lost', 'credit', 'in_process'),
    /** An order, or a movement; empty for what stays. */
    target: optional(text()),
    element: text(),
    units: optional(decimal(6)),
    quantity: optional(decimal(6)),
    rate: optional(decimal(9)),
    amount: amount(),
  }),
  /**
   * What orders yielded besides, and by what their cost was split (联产品成本分配): `rate` is cost per unit of value, at one margin for
   * all the margin. A by-product has no value but a credit. `further` is shown, it is no cost of the order: unit_cost =
   * (allocated + credit + further) / quantity.
   */
  joint_cost: table(['order', 'output_item', 'role'], {
    order: text(),
    output_item: text(),
    role: choice('joint', 'by_product'),
    method: text(),
    quantity: decimal(6),
    value: optional(decimal(9)),
    rate: optional(decimal(9)),
    credit: amount(),
    allocated: amount(),
    further: decimal(9),
    unit_cost: optional(decimal(9)),
  }),
  /**
   * What orders lost (废品损失), by who bears it: the good units of the order, or expense. irreparable + normal_salvage + repair − salvage −
   * compensation = net, per element. Units that are lost as a rule cost nothing of their own: all others bear them.
   */
  spoilage: table(['order', 'bearer', 'element'], {
    order: text(),
    bearer: choice('expense', 'good', 'overhead'),
    item: text(),
    element: text(),
    units_normal: decimal(6),
    units_abnormal: decimal(6),
    irreparable: amount(),
    normal_salvage: amount(),
    repair: amount(),
    salvage: amount(),
    compensation: amount(),
    net: amount(),
  }),
  /**
   * What orders spoiled, by operation (废品按工序): `cost` is what the units beyond the rule took out of the order there, `unit_cost` that of one
   * of them.
   */
  spoilage_by_operation: table(['order', 'operation'], {
    order: text(),
    operation: text(),
    item: text(),
    units_normal: decimal(6),
    units_abnormal: decimal(6),
    cost: amount(),
    unit_cost: optional(decimal(9)),
  }),
  /** Of what kind what was spread is: a pool, pools of a centre at one rate, its difference, what was issued to a centre, what it received. */
  pool_allocation: table(['object', 'pool', 'target', 'stage', 'element'], {
    object: choice('pool', 'rate', 'difference', 'centre', 'received'),
    pool: text(),
    target: text(),
    stage: optional(text()),
    element: text(),
    driver: optional(text()),
    quantity: optional(decimal(6)),
    /** Currency for one of the driver's own unit. */
    rate: optional(decimal(9)),
    amount: amount(),
  }),
  /** The rate of each pool and centre (分配率), beside that of the month before. */
  pool_rate: table(['object', 'pool', 'element'], {
    object: choice('pool', 'rate', 'difference', 'centre', 'received'),
    pool: text(),
    element: text(),
    driver: text(),
    quantity: decimal(6),
    amount: amount(),
    rate: optional(decimal(9)),
    last_rate: optional(decimal(9)),
  }),
  /**
   * Of what centres absorb at a rate laid down or of the year: cost and driver of the year so far, this period in it, and the
   * difference that is carried on. Where the year ended, the next period opens with the difference alone. A row of an item says what
   * was applied to it in the year, and nothing else.
   */
  absorption: table(['centre', 'driver', 'item', 'element'], {
    centre: text(),
    driver: text(),
    item: optional(text()),
    element: text(),
    quantity: decimal(6),
    amount: amount(),
    applied: amount(),
    difference: amount(),
    year_end: choice('false', 'true'),
  }),
  /** What service departments shared, and at which rate (分配率): round `first` or `second` where they exchange, `planned` at plan. */
  service_rate: table(['centre', 'round', 'service', 'element'], {
    centre: text(),
    round: optional(text()),
    service: optional(text()),
    element: text(),
    basis: text(),
    amount: amount(),
    quantity: decimal(6),
    rate: optional(decimal(9)),
  }),
  /** Whom they served (辅助生产费用分配表): a centre, an order, or why nobody. */
  service_allocation: table(['from', 'to_kind', 'to', 'round', 'service', 'element'], {
    from: text(),
    to_kind: text(),
    to: optional(text()),
    round: optional(text()),
    service: optional(text()),
    element: text(),
    quantity: optional(decimal(6)),
    amount: amount(),
  }),
  /** A movement with linked returns is net of them, in quantity (in the item's own unit) and in amount. */
  movement_cost: table(['movement', 'element'], {
    movement: text(),
    element: text(),
    quantity: decimal(6),
    amount: amount(),
  }),
  /**
   * Costs that came after their receipts (前期单据差异), each an event of the period in which it comes: amount = to_stock + to_expense. Of `quantity`
   * that was received, `covered` is still there; both are empty where they decide nothing: where the receipt's quantity is not known, and of returns,
   * which take what stock costs.
   */
  late_cost: table(['movement', 'receipt', 'element'], {
    movement: text(),
    receipt: text(),
    kind: choice('adjustment', 'invoice', 'vendor_return', 'estimate_reversal'),
    document: optional(text()),
    plant: optional(text()),
    item: text(),
    lot: optional(text()),
    project: optional(text()),
    /** The day of the receipt; empty where it is not known. */
    received_on: optional(date()),
    quantity: optional(decimal(6)),
    covered: optional(decimal(6)),
    element: text(),
    amount: amount(),
    to_stock: amount(),
    to_expense: amount(),
  }),
  /**
   * Issues that nobody wrote (倒冲): what orders without issues took by their bill of material, in the item's own unit, before
   * returns. `movement` is the key under which movement_cost and explanations name it.
   */
  back_flush: table(['movement'], {
    movement: text(),
    order: text(),
    plant: text(),
    item: text(),
    operation: optional(text()),
    posted_on: date(),
    quantity: decimal(6),
  }),
  /** By which method each category of items was valued: a change within a year needs an approval. */
  valuation: table(['category'], { category: optional(text()), method: text(), bucket: text() }),
  residual: table(['reason', 'object', 'key', 'element'], {
    reason: text(),
    object: text(),
    key: text(),
    element: text(),
    amount: amount(),
    destination: text(),
  }),
  finding: table(['severity', 'code', 'table', 'key'], {
    severity: choice('error', 'warning'),
    code: text(),
    table: text(),
    key: text(),
    fields: text(),
  }),
  /**
   * The inputs, added up apart from the network: amount + departures = taken_in. Departures are amounts that the rules
   * say count differently than their documents (fallback prices, original values of returns, rows left out).
   */
  control_total: table(['table', 'element'], {
    table: text(),
    element: text(),
    rows: integer(),
    amount: amount(),
    departures: amount(),
    taken_in: amount(),
  }),
  /** In and out per element: they are equal. */
  proof: table(['side', 'category', 'element'], {
    side: choice('in', 'out'),
    category: text(),
    element: text(),
    amount: amount(),
  }),
};

export type ResultTableName = keyof typeof RESULT_TABLES;

export interface ResultSpec {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}

/** A row by its columns' names. */
export type ResultRow<T extends ResultTableName> = {
  readonly [C in keyof (typeof RESULT_TABLES)[T]['columns']]: string;
};

/** The tables of a version by name. */
export function resultTableNames(): ResultTableName[] {
  return Object.keys(RESULT_TABLES) as ResultTableName[];
}

/** The columns of a result table, in the order of its cells. */
export function resultColumns(name: ResultTableName): string[] {
  return Object.keys(RESULT_TABLES[name].columns);
}

function table<C extends Record<string, Column>>(key: readonly (keyof C & string)[], columns: C) {
  return { key, columns };
}
