import { choice, date, optional, rate, reference, text, weight } from './column.js';
import { table } from './table-spec.js';

/** What orders lose as a rule, and what they yield besides their item. */
export const YIELD_TABLES = {
  /** What is lost as a rule (正常损耗): a part of what goes in, of what is good, or of the output expected, or so many units. */
  normal_loss: table(['plant', 'item', 'operation', 'valid_from'], {
    plant: reference('plant'),
    item: reference('item'),
    /** Empty: what is lost where no other row holds. */
    operation: optional(text()),
    valid_from: date(),
    rate: weight(),
    basis: choice('input', 'good', 'expected', 'units'),
    scrap_item: optional(reference('item')),
    /** What a lost unit is worth. */
    scrap_price: optional(weight()),
    /** Whose overhead bears what is common to all that is made there; empty: the good units of the order. */
    centre: optional(reference('cost_centre')),
  }),
  /** What an item's orders (or one order) yield besides, and how cost is split (联产品、副产品). */
  joint_output: table(['plant', 'item', 'order', 'output_item', 'valid_from'], {
    plant: reference('plant'),
    item: reference('item'),
    order: optional(reference('production_order')),
    output_item: reference('item'),
    valid_from: date(),
    role: choice('main', 'co', 'by'),
    weight: optional(weight()),
    price: optional(rate()),
    /** The part of the cost that all pieces of it take together. */
    share: optional(weight()),
    /** What processing it further costs after the split-off: in all in the period, and per unit; what selling it costs in all. */
    further_cost: optional(weight()),
    further_rate: optional(weight()),
    selling_cost: optional(weight()),
  }),
} as const;
