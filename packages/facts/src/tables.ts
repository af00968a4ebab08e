import { z } from 'zod';
import { ACCOUNT_TABLES } from './account-tables.js';
import { CENTRE_TABLES } from './centre-tables.js';
import {
  amount,
  type Column,
  cellSchema,
  choice,
  date,
  decimal,
  flag,
  instant,
  integer,
  optional,
  period,
  quantity,
  rate,
  reference,
  text,
  words,
} from './column.js';
import { MOVEMENT_TYPES } from './movement-types.js';
import { STATUS, type TableSpec, table } from './table-spec.js';
import { YIELD_TABLES } from './yield-tables.js';

export { JOURNAL_EVENTS, type JournalEvent, PLACES, type Place } from './account-tables.js';
export { MOVEMENT_TYPES, type MovementType } from './movement-types.js';
export type { TableSpec } from './table-spec.js';

const TIME_UNIT = choice('hour', 'minute', 'second');

export const TABLES = {
  // Masters
  ledger: table(['ledger'], {
    ledger: text(),
    name: optional(words()),
    currency: text(),
    amount_scale: integer(),
    time_zone: text(),
  }),
  ledger_plant: table(['ledger', 'plant'], { ledger: reference('ledger'), plant: reference('plant') }),
  period: table(['ledger', 'period'], {
    ledger: reference('ledger'),
    period: period(),
    starts_on: date(),
    ends_on: date(),
    /** Whether the year of absorbed cost ends with it; empty: it does with month 12. */
    year_end: optional(choice('false', 'true')),
  }),
  plant: table(['plant'], { plant: text(), name: optional(words()), name_zh: optional(words()) }),
  item: table(['item'], {
    item: text(),
    name: optional(words()),
    name_zh: optional(words()),
    unit: text(),
    supply: choice('purchased', 'made', 'both'),
    element: optional(reference('cost_element')),
    /** The one element as which a semi-finished product enters the next step where steps are costed combined. */
    semi_element: optional(reference('cost_element')),
    category: optional(text()),
    valued: flag(),
    /** Consigned or customer-owned: why the item may stand at no value. */
    zero_cost_reason: optional(words()),
    /** The lot over which a standard cost spreads fixed quantities and set-up, in the item's unit. */
    costing_lot: optional(quantity()),
  }),
  unit_conversion: table(['item', 'from_unit', 'to_unit'], {
    item: optional(reference('item')),
    from_unit: text(),
    to_unit: text(),
    numerator: decimal(9),
    denominator: decimal(9),
  }),
  cost_element: table(['element'], {
    element: text(),
    name: optional(words()),
    name_zh: optional(words()),
    class: choice('material', 'conversion', 'subcontract'),
    position: integer(),
    /** Grades of labour that stand in for each other. */
    mix_group: optional(text()),
  }),
  cost_centre: table(['centre'], {
    centre: text(),
    plant: reference('plant'),
    name: optional(words()),
    name_zh: optional(words()),
    kind: choice('production', 'service', 'administration'),
  }),
  work_centre: table(['work_centre'], {
    work_centre: text(),
    centre: reference('cost_centre'),
    name: optional(words()),
    name_zh: optional(words()),
  }),
  bom: table(['plant', 'parent', 'alternative', 'valid_from'], {
    plant: reference('plant'),
    parent: reference('item'),
    alternative: optional(text()),
    valid_from: date(),
    valid_to: optional(date()),
    base_quantity: quantity(),
    unit: optional(text()),
    active: flag(),
  }),
  bom_line: table(['plant', 'parent', 'alternative', 'valid_from', 'line'], {
    plant: reference('plant'),
    parent: reference('item'),
    alternative: optional(text()),
    valid_from: date(),
    line: integer(),
    component: reference('item'),
    quantity: decimal(9),
    unit: optional(text()),
    kind: choice('component', 'phantom', 'by_product', 'co_product'),
    fixed: flag(),
    scrap_rate: optional(decimal(9)),
    operation: optional(text()),
    /** The first and last day on which the line counts; empty: as long as its bill of material. */
    starts_on: optional(date()),
    ends_on: optional(date()),
    /** Of a co-product or by-product: the part of the cost that it takes, such as 0.25. */
    cost_share: optional(decimal(9)),
    /** The plant that the component comes from; empty: that of the parent. */
    component_plant: optional(reference('plant')),
    entry: optional(choice('start', 'evenly')),
    /** Components of one group may take each other's place in part: mix and yield are told apart. */
    mix_group: optional(text()),
    /** What the quantity is computed by, from attributes; empty: it is as written. */
    formula: optional(text()),
  }),
  routing_operation: table(['plant', 'item', 'alternative', 'operation'], {
    plant: reference('plant'),
    item: reference('item'),
    alternative: optional(text()),
    operation: text(),
    position: optional(integer()),
    work_centre: reference('work_centre'),
    base_quantity: optional(quantity()),
    setup_hours_machine: optional(quantity()),
    setup_hours_labour: optional(quantity()),
    run_hours_machine: optional(quantity()),
    run_hours_labour: optional(quantity()),
    scrap_rate: optional(decimal(9)),
    subcontract_price: optional(rate()),
    /** The unit of the four times above; empty: hours. */
    time_unit: optional(TIME_UNIT),
    /** Run times are divided by it: 0.8 is 80 %; empty: 1. */
    efficiency: optional(decimal(9)),
  }),
  rate: table(['plant', 'centre', 'work_centre', 'driver', 'element', 'valid_from'], {
    plant: reference('plant'),
    centre: optional(reference('cost_centre')),
    work_centre: optional(reference('work_centre')),
    /**
     * What one costs of: of standard cost `hours_machine`, `hours_labour`, `cycles` (runs of an operation's base quantity),
     * `quantity` (pieces that enter it) or `lots`; of a department's planned price its service, or `service`.
     */
    driver: text(),
    /** Empty: of a planned price that is split as the department's own pools are. */
    element: optional(reference('cost_element')),
    valid_from: date(),
    rate: rate(),
    /** Of a rate per time; empty: per hour. */
    time_unit: optional(TIME_UNIT),
  }),
  item_price: table(['plant', 'item', 'kind', 'element', 'valid_from'], {
    plant: reference('plant'),
    item: reference('item'),
    kind: choice('plan', 'standard', 'purchase', 'sale'),
    element: reference('cost_element'),
    valid_from: date(),
    price: rate(),
    per_quantity: quantity(),
    /** What per_quantity is counted in; empty: the item's own unit. */
    unit: optional(text()),
  }),

  // What happened
  opening_stock: table(['ledger', 'plant', 'item', 'lot', 'project', 'in_transit', 'layer'], {
    ledger: reference('ledger'),
    /** Empty for an item that is valued as one for the whole ledger. */
    plant: optional(reference('plant')),
    item: reference('item'),
    lot: optional(text()),
    project: optional(text()),
    in_transit: optional(text()),
    layer: optional(words()),
    received_on: optional(date()),
    quantity: decimal(6),
    reason: words(),
    /** FIFO and LIFO: which of the layers received on one day came first. */
    sequence: optional(integer()),
  }),
  opening_stock_amount: table(['ledger', 'plant', 'item', 'lot', 'project', 'in_transit', 'layer', 'element'], {
    ledger: reference('ledger'),
    plant: optional(reference('plant')),
    item: reference('item'),
    lot: optional(text()),
    project: optional(text()),
    in_transit: optional(text()),
    layer: optional(words()),
    element: reference('cost_element'),
    amount: amount(),
  }),
  opening_wip: table(['ledger', 'order', 'item', 'stage', 'element'], {
    ledger: reference('ledger'),
    /** Empty where it is of an item that is a step in parallel. */
    order: optional(reference('production_order')),
    item: optional(reference('item')),
    stage: words(),
    element: reference('cost_element'),
    amount: amount(),
    quantity: optional(quantity()),
    equivalent_units: optional(quantity()),
  }),
  /** What a movement of an earlier period cost, and what of it came back since: for what refers to it. */
  earlier_cost: table(['ledger', 'movement', 'element'], {
    ledger: reference('ledger'),
    movement: text(),
    element: reference('cost_element'),
    quantity: quantity(),
    amount: amount(),
    returned: optional(quantity()),
    /** The day of the movement. */
    posted_on: optional(date()),
  }),
  /** The last published actual cost of an item that may have no stock now: a fallback price. */
  last_actual_cost: table(['ledger', 'plant', 'item', 'element'], {
    ledger: reference('ledger'),
    plant: optional(reference('plant')),
    item: reference('item'),
    element: reference('cost_element'),
    quantity: quantity(),
    amount: amount(),
  }),
  production_order: table(['order'], {
    order: text(),
    plant: reference('plant'),
    item: reference('item'),
    alternative: optional(text()),
    type: choice('normal', 'rework', 'subcontract', 'disassembly'),
    quantity_planned: quantity(),
    opened_on: date(),
    closed_on: optional(date()),
    ...STATUS,
    /** Of a rework order: the order whose pieces it repairs. */
    refers_to: optional(reference('production_order')),
  }),
  movement: table(['movement'], {
    movement: text(),
    document: words(),
    line: integer(),
    posted_at: instant(),
    physical_on: optional(date()),
    type: choice(...MOVEMENT_TYPES),
    plant: reference('plant'),
    item: reference('item'),
    lot: optional(text()),
    project: optional(text()),
    quantity: quantity(),
    unit: optional(text()),
    order: optional(reference('production_order')),
    operation: optional(text()),
    centre: optional(reference('cost_centre')),
    to_plant: optional(reference('plant')),
    to_item: optional(reference('item')),
    to_lot: optional(text()),
    to_project: optional(text()),
    refers_to: optional(text()),
    reason: optional(words()),
    zero_cost_reason: optional(words()),
    ...STATUS,
    /** By what the receipts in `movement_receipt` bear an amount; `weight` is counted in `unit`. */
    basis: optional(choice('quantity', 'weight', 'value')),
    /** Of scrap: the hours that were spent on it. */
    hours_machine: optional(quantity()),
    hours_labour: optional(quantity()),
  }),
  /** The receipts that an adjustment is for, where they are several. */
  movement_receipt: table(['movement', 'receipt'], { movement: reference('movement'), receipt: reference('movement') }),
  movement_amount: table(['movement', 'ledger', 'element'], {
    movement: reference('movement'),
    ledger: reference('ledger'),
    element: reference('cost_element'),
    amount: amount(),
  }),
  work_report: table(['report'], {
    report: text(),
    order: reference('production_order'),
    operation: optional(text()),
    work_centre: reference('work_centre'),
    reported_at: instant(),
    quantity_good: optional(quantity()),
    quantity_scrap: optional(quantity()),
    quantity_rework: optional(quantity()),
    hours_machine: optional(quantity()),
    hours_labour: optional(quantity()),
    /** Empty: 1; a set-up is none. */
    cycles: optional(quantity()),
    setup: flag(),
    /** Hours that were paid and not worked. */
    idle: optional(choice('false', 'true')),
    reverses: optional(text()),
    ...STATUS,
  }),
  wip_count: table(['period', 'order', 'operation', 'stage'], {
    period: period(),
    order: reference('production_order'),
    operation: optional(text()),
    stage: optional(words()),
    quantity: quantity(),
    degree: optional(decimal(9)),
    equivalent_units: optional(quantity()),
  }),
  /** What was counted in stock at the end of a day (盘点), to be held against the books; rows of several locations add up. */
  stock_count: table(['plant', 'item', 'lot', 'project', 'location', 'counted_on'], {
    plant: reference('plant'),
    item: reference('item'),
    lot: optional(text()),
    project: optional(text()),
    location: optional(text()),
    counted_on: date(),
    quantity: quantity(),
    unit: optional(text()),
    ...STATUS,
  }),
  order_quota: table(['period', 'order', 'stage'], {
    period: period(),
    order: reference('production_order'),
    stage: words(),
    completed: quantity(),
    in_process: quantity(),
  }),
  cost_pool: table(['ledger', 'period', 'pool'], {
    ledger: reference('ledger'),
    period: period(),
    pool: text(),
    centre: reference('cost_centre'),
    element: reference('cost_element'),
    amount: amount(),
    behaviour: choice('variable', 'fixed'),
    /** Empty for a department's own cost. */
    driver: optional(text()),
    normal_driver: optional(quantity()),
    rate: optional(rate()),
    ...STATUS,
  }),
  ...CENTRE_TABLES,
  ...YIELD_TABLES,
  ...ACCOUNT_TABLES,
} satisfies Record<string, TableSpec>;

/** The place of `approved` among the states of a document: only approved rows count (审核即生效). */
export const APPROVED = TABLES.movement.columns.status.choices.indexOf('approved');

/** A report of hours that were paid and not worked. */
export const IDLE = TABLES.work_report.columns.idle.choices.indexOf('true');

export type TableName = keyof typeof TABLES;

/** The zod schema of a table's rows. */
export function rowSchema(name: TableName): RowSchema {
  let schema = rowSchemas.get(name);
  if (schema === undefined) {
    const columns: [string, Column][] = Object.entries(TABLES[name].columns);
    schema = z.strictObject(Object.fromEntries(columns.map(([c, column]) => [c, cellSchema(column)])));
    rowSchemas.set(name, schema);
  }
  return schema;
}

type RowSchema = z.ZodObject<Record<string, ReturnType<typeof cellSchema>>>;

/** Making a schema costs more than reading a thousand rows. */
const rowSchemas = new Map<TableName, RowSchema>();

/** The zod schema of facts as JSON: an array of rows per table. */
export const factsSchema = z.strictObject(
  Object.fromEntries(tableNames().map((name) => [name, z.array(rowSchema(name)).optional()])),
);

/** The tables of facts, masters first: in the order in which they are read, checked and hashed. */
export function tableNames(): TableName[] {
  return Object.keys(TABLES) as TableName[];
}
