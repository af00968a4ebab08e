import type { Row } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';
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

/** The part of the cost that an output takes by its line in the bill of material that the order follows; '' for none. */
export function costShareOf(counted: Counted, order: Order, output: string): string {
  const bom = bomOf(counted, order);
  const line = (counted.rows.bom_line ?? []).find(
    (row) =>
      bom !== undefined &&
      row.plant === bom.plant &&
      row.parent === bom.parent &&
      text(row.alternative) === text(bom.alternative) &&
      row.valid_from === bom.valid_from &&
      ['co_product', 'by_product'].includes(String(row.kind)) &&
      row.component === output &&
      covers(row.starts_on, row.ends_on, counted.lastDay),
  );
  return text(line?.cost_share);
}

function covers(from: unknown, to: unknown, day: string): boolean {
  return text(from) <= day && (text(to) === '' || day <= text(to));
}
