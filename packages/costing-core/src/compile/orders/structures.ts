import type { Facts } from '@millrace/facts';
import { TABLES } from '@millrace/facts';

/** Which bill of material an order follows, and which of its lines count. */
export interface Structures {
  /**
   * The alternative that an order follows: its own, else that of the bill of material in force; 0 where there is none.
   */
  alternative(order: number): number;
  /** The line by which an order yields another item, a co-product or by-product; undefined where none does. */
  output(order: number, item: number): number | undefined;
}

/**
 * The bill of material of an order on the period's last day, by the rules of `bom`: active where the order names no
 * alternative, begun, not ended; of several the lowest alternative, of one alternative the one that began last.
 */
export function orderStructures(facts: Facts, lastDay: number): Structures {
  const { bom, bom_line: lines, production_order: orders, symbols } = facts;
  const headers = grouped(bom.rowCount, (row) => placeKey(bom.plant[row], bom.parent[row]));
  const outputLines = grouped(lines.rowCount, (row) => {
    const isOutput = lines.kind[row] === CO_PRODUCT || lines.kind[row] === BY_PRODUCT;
    if (!isOutput || !isRunning(lines.starts_on[row], lines.ends_on[row], lastDay)) return undefined;
    return bomKey(lines.plant[row], lines.parent[row], lines.alternative[row], lines.valid_from[row]);
  });
  const inForce = (plant: number, item: number, alternative: number): number | undefined =>
    headers
      .get(placeKey(plant, item))
      ?.filter((row) => (alternative === 0 ? bom.active[row] === 1 : bom.alternative[row] === alternative))
      .filter((row) => isRunning(bom.valid_from[row], bom.valid_to[row], lastDay))
      .sort(
        (a, b) => symbols.compare(bom.alternative[a], bom.alternative[b]) || bom.valid_from[b] - bom.valid_from[a],
      )[0];
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
    output: (order, item) => {
      const header = headerOf(order);
      if (header === undefined) return undefined;
      const key = bomKey(bom.plant[header], bom.parent[header], bom.alternative[header], bom.valid_from[header]);
      return outputLines.get(key)?.find((row) => lines.component[row] === item);
    },
  };
}

/** Both days count; an empty one is open. */
function isRunning(from: number, to: number, day: number): boolean {
  return !(from > day) && !(to < day);
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
