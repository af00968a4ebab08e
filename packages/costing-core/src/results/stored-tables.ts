/**
 * A column as it is stored. Numbers keep the decimals that they are written with. `amounts`: an amount per cost element in
 * the order of the version's elements; none where an element has no part, nothing at all where none has, and the array
 * ends with the last that has one.
 */
export interface StoredColumn {
  readonly kind: 'text' | 'integer' | 'number' | 'date' | 'amounts';
  readonly optional: boolean;
}

const TEXT: StoredColumn = { kind: 'text', optional: false };
const INTEGER: StoredColumn = { kind: 'integer', optional: false };
const NUMBER: StoredColumn = { kind: 'number', optional: false };
const DATE: StoredColumn = { kind: 'date', optional: false };
const AMOUNTS: StoredColumn = { kind: 'amounts', optional: true };
const PLACE = { plant: TEXT, item: TEXT, lot: TEXT, project: TEXT };
const optional = (column: StoredColumn): StoredColumn => ({ ...column, optional: true });

/**
 * How a version is kept, in Postgres and in memory: one row per thing, with its amounts per cost element side by side in
 * arrays. What readers see of it, `RESULT_TABLES`, is made of these (long-form.ts). Rows are in the order of their keys,
 * texts by their UTF-8 bytes.
 */
export const STORED_TABLES = {
  /** The cost elements of the version, by their place in its arrays, from 1. */
  version_element: table(['position'], { position: INTEGER, element: TEXT }),
  unit_cost: table(['plant', 'item', 'lot', 'project', 'basis'], {
    ...PLACE,
    basis: TEXT,
    quantity: NUMBER,
    amount: NUMBER,
    unit_cost: NUMBER,
    amounts: AMOUNTS,
  }),
  unit_cost_component: table(['plant', 'item', 'lot', 'project', 'source', 'source_plant', 'source_key'], {
    ...PLACE,
    source: TEXT,
    source_plant: TEXT,
    source_key: TEXT,
    amounts: AMOUNTS,
  }),
  standard_source: table(['plant', 'item'], {
    plant: TEXT,
    item: TEXT,
    unit: TEXT,
    low_level_code: INTEGER,
    source: TEXT,
    price_kind: TEXT,
    lot: optional(NUMBER),
    why: TEXT,
  }),
  standard_level: table(['plant', 'item'], { plant: TEXT, item: TEXT, own: AMOUNTS, lower: AMOUNTS }),
  stock: table(['plant', 'item', 'lot', 'project', 'in_transit'], {
    ...PLACE,
    in_transit: TEXT,
    opening_quantity: NUMBER,
    in_quantity: NUMBER,
    out_quantity: NUMBER,
    closing_quantity: NUMBER,
    opening_amount: NUMBER,
    in_amount: NUMBER,
    out_amount: NUMBER,
    closing_amount: NUMBER,
    opening_amounts: AMOUNTS,
    in_amounts: AMOUNTS,
    out_amounts: AMOUNTS,
    closing_amounts: AMOUNTS,
  }),
  layer: table(['plant', 'item', 'lot', 'project', 'in_transit', 'layer'], {
    ...PLACE,
    in_transit: TEXT,
    layer: TEXT,
    received_on: optional(DATE),
    quantity: NUMBER,
    sequence: optional(INTEGER),
    amounts: AMOUNTS,
  }),
  order_cost: table(['order', 'stage'], {
    order: TEXT,
    stage: TEXT,
    opening_wip: AMOUNTS,
    input: AMOUNTS,
    completed: AMOUNTS,
    scrap: AMOUNTS,
    residual: AMOUNTS,
    closing_wip: AMOUNTS,
  }),
  order_quantity: table(['order', 'stage'], {
    order: TEXT,
    stage: TEXT,
    method: TEXT,
    opening: NUMBER,
    opening_equivalents: NUMBER,
    started: NUMBER,
    completed: NUMBER,
    scrapped: NUMBER,
    closing: NUMBER,
    closing_equivalents: NUMBER,
    equivalent_units: NUMBER,
    unit_costs: AMOUNTS,
  }),
  step_share: table(['item', 'stage', 'share', 'target'], {
    item: TEXT,
    stage: TEXT,
    share: TEXT,
    target: TEXT,
    units: optional(NUMBER),
    quantity: optional(NUMBER),
    rates: AMOUNTS,
    amounts: AMOUNTS,
  }),
  joint_cost: table(['order', 'output_item', 'role'], {
    order: TEXT,
    output_item: TEXT,
    role: TEXT,
    method: TEXT,
    quantity: NUMBER,
    value: optional(NUMBER),
    rate: optional(NUMBER),
    credit: NUMBER,
    allocated: NUMBER,
    further: NUMBER,
    unit_cost: optional(NUMBER),
  }),
  spoilage: table(['order', 'bearer'], {
    order: TEXT,
    bearer: TEXT,
    item: TEXT,
    units_normal: NUMBER,
    units_abnormal: NUMBER,
    irreparable: AMOUNTS,
    normal_salvage: AMOUNTS,
    repair: AMOUNTS,
    salvage: AMOUNTS,
    compensation: AMOUNTS,
    net: AMOUNTS,
  }),
  spoilage_by_operation: table(['order', 'operation'], {
    order: TEXT,
    operation: TEXT,
    item: TEXT,
    units_normal: NUMBER,
    units_abnormal: NUMBER,
    cost: NUMBER,
    unit_cost: optional(NUMBER),
  }),
  pool_allocation: table(['object', 'pool', 'target', 'stage'], {
    object: TEXT,
    pool: TEXT,
    target: TEXT,
    stage: TEXT,
    quantity: optional(NUMBER),
    amounts: AMOUNTS,
  }),
  pool_rate: table(['object', 'pool'], {
    object: TEXT,
    pool: TEXT,
    driver: TEXT,
    quantity: optional(NUMBER),
    amounts: AMOUNTS,
    rates: AMOUNTS,
    last_rates: AMOUNTS,
  }),
  absorption: table(['centre', 'driver', 'item'], {
    centre: TEXT,
    driver: TEXT,
    item: TEXT,
    quantity: NUMBER,
    amounts: AMOUNTS,
    applied: AMOUNTS,
    differences: AMOUNTS,
    year_end: TEXT,
  }),
  service_rate: table(['centre', 'round', 'service'], {
    centre: TEXT,
    round: TEXT,
    service: TEXT,
    basis: TEXT,
    quantity: optional(NUMBER),
    amounts: AMOUNTS,
    rates: AMOUNTS,
  }),
  service_allocation: table(['from', 'to_kind', 'to', 'round', 'service'], {
    from: TEXT,
    to_kind: TEXT,
    to: TEXT,
    round: TEXT,
    service: TEXT,
    quantity: optional(NUMBER),
    amounts: AMOUNTS,
  }),
  movement_cost: table(['movement'], { movement: TEXT, quantity: NUMBER, amounts: AMOUNTS }),
  late_cost: table(['movement', 'receipt'], {
    movement: TEXT,
    receipt: TEXT,
    kind: TEXT,
    document: TEXT,
    ...PLACE,
    received_on: optional(DATE),
    quantity: optional(NUMBER),
    covered: optional(NUMBER),
    amounts: AMOUNTS,
    to_stock: AMOUNTS,
    to_expense: AMOUNTS,
  }),
  back_flush: table(['movement'], {
    movement: TEXT,
    order: TEXT,
    plant: TEXT,
    item: TEXT,
    operation: TEXT,
    posted_on: DATE,
    quantity: NUMBER,
  }),
  valuation: table(['category'], { category: TEXT, method: TEXT, bucket: TEXT }),
  residual: table(['reason', 'object', 'key'], {
    reason: TEXT,
    object: TEXT,
    key: TEXT,
    amounts: AMOUNTS,
    destination: TEXT,
  }),
  /** All fields together identify a finding, which is too long for a key: findings are numbered, the worst first. */
  finding: table(['position'], {
    position: INTEGER,
    severity: TEXT,
    code: TEXT,
    table: TEXT,
    key: TEXT,
    fields: TEXT,
  }),
  control_total: table(['table'], {
    table: TEXT,
    rows: INTEGER,
    amounts: AMOUNTS,
    departures: AMOUNTS,
    taken_in: AMOUNTS,
  }),
  proof: table(['side', 'category'], { side: TEXT, category: TEXT, amounts: AMOUNTS }),
};

export type StoredTableName = keyof typeof STORED_TABLES;

export interface StoredSpec {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, StoredColumn>>;
}

/** The tables in the order in which they are written and hashed. */
export function storedTableNames(): StoredTableName[] {
  return Object.keys(STORED_TABLES) as StoredTableName[];
}

/** The columns of a stored table, in the order of its cells. */
export function storedColumns(name: StoredTableName): string[] {
  return Object.keys(STORED_TABLES[name].columns);
}

function table<C extends Record<string, StoredColumn>>(key: readonly (keyof C & string)[], columns: C) {
  return { key, columns };
}
