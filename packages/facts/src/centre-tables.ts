import { amount, choice, date, decimal, integer, optional, period, quantity, reference, text } from './column.js';
import { STATUS, table } from './table-spec.js';

/** What says how the cost of centres is spread: drivers, and whom service departments served. */
export const CENTRE_TABLES = {
  /** What spreads cost besides what reports and routings say (分配标准). */
  driver: table(['driver'], {
    driver: text(),
    name: optional(text()),
    name_zh: optional(text()),
    unit: optional(text()),
    kind: choice('statistic', 'formula', 'even', 'value'),
    formula: optional(text()),
    /** Of an `even` driver: another driver; of a `value` one: a cost element, a pool, or `direct_cost`. */
    of: optional(text()),
  }),
  /** What a centre is to cost, and how much of a driver it is to have (预算、计划分配率). */
  rate_budget: table(['ledger', 'centre', 'element', 'driver', 'valid_from'], {
    ledger: reference('ledger'),
    centre: reference('cost_centre'),
    element: reference('cost_element'),
    driver: text(),
    valid_from: date(),
    valid_to: optional(date()),
    amount: amount(),
    /** Empty: Σ planned output × quota hours. */
    quantity: optional(quantity()),
    /** The fixed part in the amount; empty: all of it. */
    fixed_amount: optional(amount()),
  }),
  rate_budget_output: table(['ledger', 'centre', 'driver', 'valid_from', 'item'], {
    ledger: reference('ledger'),
    centre: reference('cost_centre'),
    driver: text(),
    valid_from: date(),
    item: reference('item'),
    quantity: quantity(),
  }),
  /**
   * What centres absorbed by a driver in the year so far: their cost, the driver, and what of the difference is carried on; on the rows
   * of items what was applied to each.
   */
  opening_absorption: table(['ledger', 'centre', 'element', 'driver', 'item'], {
    ledger: reference('ledger'),
    centre: reference('cost_centre'),
    element: reference('cost_element'),
    driver: text(),
    /** Empty: of all items. */
    item: optional(reference('item')),
    amount: amount(),
    quantity: quantity(),
    applied: optional(amount()),
    difference: amount(),
  }),
  /** At which rates pools and centres spread what they had in the month before. */
  last_rate: table(['ledger', 'object', 'pool', 'driver', 'element'], {
    ledger: reference('ledger'),
    object: choice('pool', 'rate', 'centre', 'received'),
    pool: text(),
    driver: text(),
    element: reference('cost_element'),
    rate: decimal(9),
  }),
  /** What a formula may read of an order or an item: the cost of its mould, the shots that it lasts, how long a plate is. */
  attribute: table(['owner_kind', 'owner', 'name'], {
    owner_kind: choice('order', 'item'),
    owner: text(),
    name: text(),
    value: decimal(9),
  }),
  driver_quantity: table(['period', 'driver', 'centre', 'target_kind', 'target', 'operation'], {
    period: period(),
    driver: reference('driver'),
    /** Empty: for every centre that has no rows of its own. */
    centre: optional(reference('cost_centre')),
    target_kind: choice('order', 'centre', 'item'),
    target: text(),
    operation: optional(text()),
    position: optional(integer()),
    quantity: decimal(6),
    ...STATUS,
  }),
  /** Whom a service department served with how much (辅助生产劳务). */
  department_service: table(['period', 'from_centre', 'to_kind', 'to', 'service'], {
    period: period(),
    from_centre: reference('cost_centre'),
    to_kind: choice('centre', 'order', 'item', 'expense'),
    to: optional(text()),
    service: optional(text()),
    position: optional(integer()),
    quantity: decimal(6),
    ...STATUS,
  }),
} as const;
