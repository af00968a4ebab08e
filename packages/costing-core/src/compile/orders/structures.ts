import { type HeaderReading, headerInForce, isRunning } from '@millrace/bom';
import { type Facts, printDate, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';

/** Which bill of material an order follows, and which of its lines count. */
export interface Structures {
  /**
   * The alternative that an order follows: its own, else that of the bill of material in force; 0 where there is none.
   */
  alternative(order: number): number;
  /** The row of the bill of material in force; undefined where there is none. */
  header(order: number): number | undefined;
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
  const headers = grouped(bom.rowCount, (row) => placeKey(bom.plant[row], bom.parent[row]));
  const outputLines = grouped(lines.rowCount, (row) => {
    const isOutput = lines.kind[row] === CO_PRODUCT || lines.kind[row] === BY_PRODUCT;
    const [from, to] = [dayOf(lines.starts_on[row]), dayOf(lines.ends_on[row])];
    if (!isOutput || !isRunning(from, to, lastDay)) return undefined;
    return bomKey(lines.plant[row], lines.parent[row], lines.alternative[row], lines.valid_from[row]);
  });
  const reading: HeaderReading<number, number> = {
    alternative: (row) => symbols.text(bom.alternative[row]),
    isActive: (row) => bom.active[row] === 1,
    from: (row) => dayOf(bom.valid_from[row]),
    to: (row) => dayOf(bom.valid_to[row]),
  };
  const inForce = (plant: number, item: number, alternative: number): number | undefined => {
    const asked = alternative === 0 ? undefined : symbols.text(alternative);
    const { header, rivals } = headerInForce(headers.get(placeKey(plant, item)) ?? [], lastDay, asked, reading);
    if (header === undefined || rivals.length === 0) return header;
    const boms = [header, ...rivals].map((row) => `${reading.alternative(row)}@${printDate(bom.valid_from[row])}`);
    report('item_must_have_one_active_bom', 'bom', `${symbols.text(plant)} · ${symbols.text(item)}`, {
      as_of: printDate(lastDay),
      boms: boms.join(', '),
    });
    return header;
  };
  const chosen = new Map<string, number | undefined>();
  const headerOf = (order: number) => {
    const key = `${placeKey(orders.plant[order], orders.item[order])} ${orders.alternative[order]}`;
    if (!chosen.has(key)) chosen.set(key, inForce(orders.plant[order], orders.item[order], orders.alternative[order]));
    return chosen.get(key);
  };
  return {
    alternative: (order) => {
      const header = headerOf(order);
      return orders.alternative[order] || (header === undefined ? 0 : bom.alternative[header]);
    },
    header: headerOf,
    output: (order, item) => {
      const header = headerOf(order);
      if (header === undefined) return undefined;
      const key = bomKey(bom.plant[header], bom.parent[header], bom.alternative[header], bom.valid_from[header]);
      return outputLines.get(key)?.find((row) => lines.component[row] === item);
    },
  };
}

function dayOf(cell: number): number | undefined {
  return Number.isNaN(cell) ? undefined : cell;
}

const placeKey = (plant: number, item: number) => `${plant} ${item}`;

const bomKey = (plant: number, item: number, alternative: number, from: number) =>
  `${plant} ${item} ${alternative} ${from}`;

function grouped(rowCount: number, keyOf: (row: number) => string | undefined): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rowCount; row++) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

const { choices } = TABLES.bom_line.columns.kind;
const CO_PRODUCT = choices.indexOf('co_product');
const BY_PRODUCT = choices.indexOf('by_product');
