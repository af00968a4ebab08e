import type { StockEntry } from './entries.js';
import { type StockOptions, type ValuedStock, valueStock } from './value-stock.js';

export type { StockEntry, Value } from './entries.js';
export { type RoundedLedger, roundedAverage, type UnitCostRounding } from './rounded-average.js';
export {
  type Balance,
  type StockMethod,
  type StockOptions,
  type ValuedEntry,
  type ValuedLayer,
  type ValuedStock,
  valueStock,
} from './value-stock.js';

/**
 * One price for all entries together (全月一次加权平均): opening and receipts over their quantity.
 *
 * @example
 * weightedAverage([{ opening: '200', unit_cost: '35' }, { receipt: '400', unit_cost: '40' },
 *   { receipt: '400', unit_cost: '45' }, { issue: '600' }]).issued.amount // '24600.00'
 */
export function weightedAverage(entries: readonly StockEntry[], options?: StockOptions): ValuedStock {
  return valueStock(entries, 'periodic_average', options);
}

/** One price for all entries of a day; what is left is carried to the next. */
export function dailyAverage(entries: readonly StockEntry[], options?: StockOptions): ValuedStock {
  return valueStock(entries, 'daily_average', options);
}

/**
 * A new price with every receipt (移动加权平均).
 *
 * @example
 * movingAverage([{ receipt: '10', unit_cost: '10' }, { receipt: '10', unit_cost: '20' }, { issue: '15' }]).issued.amount // '225.00'
 */
export function movingAverage(entries: readonly StockEntry[], options?: StockOptions): ValuedStock {
  return valueStock(entries, 'moving_average', options);
}

/**
 * Oldest receipts first (先进先出).
 *
 * @example
 * fifo([{ receipt: '10', unit_cost: '10' }, { receipt: '10', unit_cost: '20' }, { issue: '15' }]).issued.amount // '200.00'
 */
export function fifo(entries: readonly StockEntry[], options?: StockOptions): ValuedStock {
  return valueStock(entries, 'fifo', options);
}

/** Youngest receipts first (后进先出), for ledgers that may use it. */
export function lifo(entries: readonly StockEntry[], options?: StockOptions): ValuedStock {
  return valueStock(entries, 'lifo', options);
}
