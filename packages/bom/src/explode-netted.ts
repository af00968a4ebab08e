import {
  add,
  compare,
  divide,
  type Fraction,
  multiply,
  printFraction,
  QUANTITY_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Bom } from './bom.js';
import { type ExplosionRequest, requested } from './explode.js';
import { explodeLevel, type Need } from './explode-level.js';
import { isOutput } from './item.js';
import type { LineKind } from './rows.js';

export interface NettedOptions {
  /**
   * What is on hand, in base units, taken before anything is made or bought: by item code where there is one plant, else
   * row by row.
   */
  readonly stock?: Readonly<Record<string, string>> | readonly StockOnHand[] | undefined;
  /**
   * The lot in which each item below is made, which fixed lines depend on: all that is required of it at once, or
   * lots of the costing lot, in proportion (2.5 lots take 2.5 times the fixed quantities), as a roll-up counts.
   */
  readonly lots: 'requirement' | 'costing_lot';
}

export interface StockOnHand {
  readonly plant?: string | undefined;
  readonly item: string;
  readonly quantity: string;
}

export interface NettedRow {
  readonly low_level_code: number;
  readonly plant: string;
  readonly item: string;
  readonly kind: 'item' | Exclude<LineKind, 'component'>;
  readonly unit: string;
  /** All that is required, what stock covers of it, and what is left to make or buy; at 6 decimals. */
  readonly gross: string;
  readonly from_stock: string;
  readonly net: string;
  readonly exact: { readonly gross: Fraction; readonly net: Fraction };
  /** It has lines of its own. */
  readonly made: boolean;
}

/**
 * The summarised explosion: every item once, with all that is required of it, parents first by low-level code, so
 * that stock is netted before the requirement goes a level down. The items asked for come first; phantoms
 * passed through and what comes out besides (by-products, co-products) follow at the end, for information: outputs
 * are never netted against requirements.
 *
 * @throws UnknownItem when an item isn't in the structure.
 *
 * @example
 * const rows = [...explodeNetted(bom, [{ item: 'car', quantity: '2' }], { lots: 'requirement', stock: { wheel: '3' } })];
 * rows.map((row) => `${row.item} ${row.gross} ${row.net}`)
 * // ['car 2.000000 2.000000', 'wheel 8.000000 5.000000', 'bolt 25.000000 25.000000']
 */
export function* explodeNetted(
  bom: Bom,
  requests: readonly ExplosionRequest[],
  options: NettedOptions,
): Generator<NettedRow> {
  const { position, order, levelStart } = bom.structure;
  const required: (Fraction | undefined)[] = new Array(order.length);
  const besides = new Map<string, { need: Need; quantity: Fraction }>();
  let first = order.length;
  for (const request of requests) {
    const { item, quantity } = requested(bom, request);
    required[position[item]] = add(required[position[item]] ?? ZERO, quantity);
    first = Math.min(first, position[item]);
  }
  const onHand = stockByItem(bom, options);
  let level = 0;
  for (let at = first; at < order.length; at++) {
    const gross = required[at];
    if (gross === undefined) continue;
    while (levelStart[level + 1] <= at) level++;
    const number = order[at];
    const net = lessStock(gross, onHand.get(number));
    yield netted(bom, number, level, { kind: 'item', gross, net });
    for (const need of needsOf(bom, number, net, options.lots)) {
      if (need.line.inLoop) continue;
      const child = position[need.line.child];
      if (need.line.kind === 'component') required[child] = add(required[child] ?? ZERO, need.quantity);
      else {
        const key = `${need.line.kind}\u0000${need.line.child}`;
        const before = besides.get(key)?.quantity ?? ZERO;
        besides.set(key, { need, quantity: add(before, need.quantity) });
      }
    }
  }
  for (const { need, quantity } of [...besides.values()].sort((a, b) => a.need.line.child - b.need.line.child)) {
    const { child, kind } = need.line;
    if (kind !== 'component') yield netted(bom, child, levelOf(bom, child), { kind, gross: quantity, net: quantity });
  }
}

function needsOf(bom: Bom, item: number, quantity: Fraction, lots: NettedOptions['lots']): Need[] {
  if (lots === 'requirement') return explodeLevel(bom, item, quantity);
  const lot = bom.items[item].costingLot;
  const count = divide(quantity, lot);
  return explodeLevel(bom, item, lot).map((need) => ({ ...need, quantity: multiply(need.quantity, count) }));
}

function stockByItem(bom: Bom, { stock = [] }: NettedOptions): Map<number, Fraction> {
  const byItem = new Map<number, Fraction>();
  const rows = isRows(stock) ? stock : Object.entries(stock).map(([item, quantity]) => ({ item, quantity }));
  for (const row of rows) {
    const { item, quantity } = requested(bom, row);
    byItem.set(item, add(byItem.get(item) ?? ZERO, quantity));
  }
  return byItem;
}

function isRows(stock: NonNullable<NettedOptions['stock']>): stock is readonly StockOnHand[] {
  return Array.isArray(stock);
}

function lessStock(gross: Fraction, stock: Fraction | undefined): Fraction {
  if (stock === undefined || compare(stock, ZERO) <= 0) return gross;
  return compare(stock, gross) >= 0 ? ZERO : subtract(gross, stock);
}

function levelOf(bom: Bom, item: number): number {
  const { levelStart, position } = bom.structure;
  return levelStart.findLastIndex((start) => start <= position[item]);
}

function netted(
  bom: Bom,
  number: number,
  low_level_code: number,
  { kind, gross, net }: { kind: NettedRow['kind']; gross: Fraction; net: Fraction },
): NettedRow {
  const { plant, item, unit, lines } = bom.items[number];
  return {
    low_level_code,
    plant,
    item,
    kind,
    unit,
    gross: printFraction(gross, QUANTITY_SCALE),
    from_stock: printFraction(subtract(gross, net), QUANTITY_SCALE),
    net: printFraction(net, QUANTITY_SCALE),
    exact: { gross, net },
    made: lines.some((line) => !isOutput(line)),
  };
}
