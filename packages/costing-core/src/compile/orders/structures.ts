import { headersInForce, linesOnDay, namedHeaders } from '@millrace/bom';
import { type Facts, groupRows, printDate, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';

/** Which bill of material an order follows, and which of its lines count. */
export interface Structures {
  /**
   * The alternative that an order follows: its own, else that of the bill of material in force; 0 where there is none.
   */
  alternative(order: number): number;
  /** The row of the bill of material in force; undefined where there is none. */
  header(order: number): number | undefined;
  /** The same of a phantom in a plant, codes: what it consists of is taken instead of it. */
  headerOf(plant: number, item: number): number | undefined;
  /** The line by which an order yields another item, a co-product or by-product; undefined where none does. */
  output(order: number, item: number): number | undefined;
}

/**
 * The bill of material of an order on the period's last day, by the rules of `bom` (`headerInForce`): of the order's own
 * alternative, else an active one. Where the order names none and several are active, the first is taken and the item is a
 * finding.
 */
export function orderStructures(facts: Facts, lastDay: number, report: Report): Structures {
  const { bom, bom_line: lines, production_order: orders, symbols } = facts;
  const headers = headersInForce(facts, lastDay);
  const linesOf = linesOnDay(facts, lastDay);
  const inForce = (plant: number, item: number, alternative: number): number | undefined => {
    const { header, rivals } = headers(plant, item, alternative === 0 ? undefined : alternative);
    if (header === undefined || rivals.length === 0) return header;
    report('item_must_have_one_active_bom', 'bom', `${symbols.text(plant)} · ${symbols.text(item)}`, {
      as_of: printDate(lastDay),
      boms: namedHeaders(facts, [header, ...rivals]),
    });
    return header;
  };
  const chosen = new Map<string, number | undefined>();
  const choose = (plant: number, item: number, alternative: number) => {
    const key = `${plant} ${item} ${alternative}`;
    if (!chosen.has(key)) chosen.set(key, inForce(plant, item, alternative));
    return chosen.get(key);
  };
  // Each movement and report of an order asks again; orders of one item and alternative share their answer.
  const { of: groupOf, first } = groupRows(orders.rowCount, [orders.plant, orders.item, orders.alternative]);
  const ofGroup = new Int32Array(first.length).fill(UNKNOWN);
  const headerOf = (order: number) => {
    const group = groupOf[order];
    if (ofGroup[group] === UNKNOWN) {
      ofGroup[group] = choose(orders.plant[order], orders.item[order], orders.alternative[order]) ?? NONE;
    }
    return ofGroup[group] === NONE ? undefined : ofGroup[group];
  };
  return {
    alternative: (order) => {
      const header = headerOf(order);
      return orders.alternative[order] || (header === undefined ? 0 : bom.alternative[header]);
    },
    header: headerOf,
    headerOf: (plant, item) => choose(plant, item, 0),
    output: (order, item) => {
      const header = headerOf(order);
      if (header === undefined) return undefined;
      return linesOf(header).find((row) => lines.component[row] === item && OUTPUTS.has(lines.kind[row]));
    },
  };
}

const NONE = -1;
const UNKNOWN = -2;

const { choices } = TABLES.bom_line.columns.kind;
/** Kinds of lines by which more than the main product comes out. */
const OUTPUTS: ReadonlySet<number> = new Set([choices.indexOf('co_product'), choices.indexOf('by_product')]);
