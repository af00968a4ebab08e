import type { Row } from '@millrace/costing-core';
import type { Price } from './bucket.js';
import { type Counted, type Order, text } from './counted.js';
import { listedPrice } from './fallback.js';
import { Fraction, ONE } from './fraction.js';
import { compareText } from './order-of-rows.js';

/**
 * The bill of material that an order follows on the period's last day: of its own alternative, else an active one; begun
 * and not ended; the lowest alternative, of one alternative the one that began last.
 */
function bomOf({ rows, lastDay }: Counted, order: Order): Row<'bom'> | undefined {
  return (rows.bom ?? [])
    .filter((row) => row.plant === order.plant && row.parent === order.item)
    .filter((row) =>
      order.alternative === '' ? `${row.active}` === 'true' : text(row.alternative) === order.alternative,
    )
    .filter((row) => covers(row.valid_from, row.valid_to, lastDay))
    .sort(
      (a, b) =>
        compareText(text(a.alternative), text(b.alternative)) || compareText(text(b.valid_from), text(a.valid_from)),
    )[0];
}

export function alternativeOf(counted: Counted, order: Order): string {
  return order.alternative || text(bomOf(counted, order)?.alternative);
}

/** A component of an order, per unit of what it makes, in the component's own unit, scrap rate in. */
export interface Component {
  readonly item: string;
  readonly operation: string;
  readonly quantity: Fraction;
  /** By element, in the smallest unit; undefined where there is none. */
  readonly price: Price | undefined;
  readonly evenly: boolean | undefined;
}

/** What an order's bill of material lists on the period's last day, but for fixed quantities. */
export function componentsOf(counted: Counted, order: Order): Component[] {
  const bom = bomOf(counted, order);
  return (counted.rows.bom_line ?? [])
    .filter((row) => bom !== undefined && isLineOf(row, bom) && covers(row.starts_on, row.ends_on, counted.lastDay))
    .filter((row) => row.kind === 'component' && `${row.fixed}` !== 'true')
    .map((row) => {
      const place = { plant: text(row.component_plant) || text(row.plant), item: text(row.component) };
      return {
        item: text(row.component),
        operation: text(row.operation),
        quantity: Fraction.of(text(row.quantity))
          .times(ONE.plus(Fraction.of(text(row.scrap_rate) || '0')))
          .over(Fraction.of(text(bom?.base_quantity))),
        price: listedPrice(counted, { ...place, lot: '', project: '', inTransit: '' }, 'standard'),
        evenly: text(row.entry) === '' ? undefined : text(row.entry) === 'evenly',
      };
    });
}

function isLineOf(row: Row<'bom_line'>, bom: Row<'bom'>): boolean {
  return (
    row.plant === bom.plant &&
    row.parent === bom.parent &&
    text(row.alternative) === text(bom.alternative) &&
    row.valid_from === bom.valid_from
  );
}

/** The part of the cost that an output takes by its line in the bill of material that the order follows; '' for none. */
export function costShareOf(counted: Counted, order: Order, output: string): string {
  const bom = bomOf(counted, order);
  const line = (counted.rows.bom_line ?? []).find(
    (row) =>
      bom !== undefined &&
      isLineOf(row, bom) &&
      ['co_product', 'by_product'].includes(String(row.kind)) &&
      row.component === output &&
      covers(row.starts_on, row.ends_on, counted.lastDay),
  );
  return text(line?.cost_share);
}

function covers(from: unknown, to: unknown, day: string): boolean {
  return text(from) <= day && (text(to) === '' || day <= text(to));
}
