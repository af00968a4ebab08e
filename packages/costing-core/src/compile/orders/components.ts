import { type Convert, conversionsOf, isRunning } from '@millrace/bom';
import { add, divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, RATE_SCALE, ZERO } from '@millrace/exact';
import { type Facts, rowOf, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { sumOf } from '../../production/split.js';
import type { Structures } from './structures.js';

/** By the element's place: an amount per unit, in the ledger's smallest unit. */
export type UnitVector = ReadonlyMap<number, Fraction>;

/** A component of the bill of material that an order follows, per unit of what the order makes. */
export interface Component {
  readonly item: number;
  /** The code of the operation at which it enters; 0: at the start. */
  readonly operation: number;
  /** In the component's own unit, scrap rate in. */
  readonly quantity: Fraction;
  /** Its standard price; undefined where there is none. */
  readonly price: UnitVector | undefined;
  /** The item's own unit. */
  readonly unit: number;
  /** What the line says of when it comes in; undefined: as the policy says. */
  readonly evenly: boolean | undefined;
}

/** What orders should take and cost. */
export interface OrderStandards {
  components(order: number): readonly Component[];
  /** The standard price of the order's item; undefined where there is none. */
  price(order: number): UnitVector | undefined;
}

/** Components by the bill of material, prices by `item_price` of the kind standard that holds on the period's last day. */
export function orderStandards(facts: Facts, scope: Scope, structures: Structures): OrderStandards {
  const { bom, bom_line: lines, production_order: orders, item: items, symbols } = facts;
  const itemRow = rowOf(items.item, symbols);
  const convert = conversionsOf(facts);
  const priceOf = standardPrices(facts, scope, convert);
  const unitOf = (item: number) => items.unit[itemRow[item]];
  const byHeader = new Map<number, Component[]>();
  const isOfBom = (row: number, header: number) =>
    lines.plant[row] === bom.plant[header] &&
    lines.parent[row] === bom.parent[header] &&
    lines.alternative[row] === bom.alternative[header] &&
    lines.valid_from[row] === bom.valid_from[header];
  const counts = (row: number) =>
    lines.kind[row] === COMPONENT &&
    lines.fixed[row] !== 1 &&
    isRunning(dayOf(lines.starts_on[row]), dayOf(lines.ends_on[row]), scope.lastDay);
  const inOwnUnit = (item: number, unit: number) =>
    unit === 0 || unit === unitOf(item) ? ONE : convert(item, unit, unitOf(item));
  const read = (header: number): Component[] => {
    const baseUnit = inOwnUnit(bom.parent[header], bom.unit[header]) ?? ONE;
    const base = multiply(fraction(bom.base_quantity[header], UNIT), baseUnit);
    const components: Component[] = [];
    for (let row = 0; row < lines.rowCount; row++) {
      if (!isOfBom(row, header) || !counts(row)) continue;
      const item = lines.component[row];
      const factor = inOwnUnit(item, lines.unit[row]);
      if (factor === undefined) continue;
      const scrap = add(ONE, fraction(lines.scrap_rate[row] || 0, RATE_UNIT));
      const needed = multiply(multiply(fraction(lines.quantity[row], RATE_UNIT), factor), scrap);
      components.push({
        item,
        operation: lines.operation[row],
        quantity: divide(needed, base),
        price: priceOf(lines.component_plant[row] || lines.plant[row], item),
        unit: unitOf(item),
        evenly: ENTRY_IS_EVENLY[lines.entry[row]],
      });
    }
    return components;
  };
  return {
    components(order) {
      const header = structures.header(order);
      if (header === undefined) return [];
      let components = byHeader.get(header);
      if (components === undefined) {
        components = read(header);
        byHeader.set(header, components);
      }
      return components;
    },
    price: (order) => priceOf(orders.plant[order], orders.item[order]),
  };
}

/** What a unit needs of an item, over all lines that bring it. */
export function needOf(components: readonly Component[], item: number): Fraction {
  return sumOf(components.filter((of) => of.item === item).map(({ quantity }) => quantity));
}

/**
 * How far material has got in by its quota (分工序投料): Σ_{j≤k} m_j / Σm, of what comes in evenly Σ_{j<k} m_j + ½·m_k; m is quantity ×
 * standard price, or the quantity where nothing has a price and all share a unit. Undefined where neither makes them comparable.
 */
export function entryDegrees(
  components: readonly Component[],
  operations: readonly number[],
  evenly: boolean,
): { readonly inProcess: Fraction[]; readonly scrapped: Fraction[] } | undefined {
  const isPriced = components.some(({ price }) => price !== undefined);
  if (!isPriced && components.some(({ unit }) => unit !== components[0].unit)) return undefined;
  const worth = ({ quantity, price }: Component) =>
    isPriced ? multiply(quantity, sumOf([...(price?.values() ?? [])])) : quantity;
  const total = sumOf(components.map(worth));
  const upTo = (k: number, own: (component: Component) => Fraction): Fraction => {
    if (total.numerator === 0n) return ONE;
    const entered = components.map((component) => {
      const place = Math.max(0, operations.indexOf(component.operation));
      if (place > k) return ZERO;
      return place < k ? worth(component) : multiply(own(component), worth(component));
    });
    return divide(sumOf(entered), total);
  };
  const half = fraction(1, 2);
  return {
    inProcess: operations.map((_, k) => upTo(k, (component) => ((component.evenly ?? evenly) ? half : ONE))),
    scrapped: operations.map((_, k) => upTo(k, () => ONE)),
  };
}

/** Standard prices by element, exact; the latest that is valid on the period's last day. */
function standardPrices(facts: Facts, scope: Scope, convert: Convert<number>) {
  const { item_price: table, item: items, symbols } = facts;
  const itemRow = rowOf(items.item, symbols);
  const latest = new Map<string, Map<number, number>>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.kind[row] !== STANDARD || table.valid_from[row] > scope.lastDay) continue;
    const key = `${table.plant[row]} ${table.item[row]}`;
    const rows = latest.get(key) ?? new Map<number, number>();
    latest.set(key, rows);
    const element = scope.elementPlace.get(table.element[row]) as number;
    const present = rows.get(element);
    if (present === undefined || table.valid_from[present] < table.valid_from[row]) rows.set(element, row);
  }
  const smallest = fraction(10n ** BigInt(scope.amountScale), RATE_UNIT);
  return (plant: number, item: number): UnitVector | undefined => {
    const rows = latest.get(`${plant} ${item}`);
    if (rows === undefined) return undefined;
    const own = items.unit[itemRow[item]];
    const prices = new Map<number, Fraction>();
    for (const [element, row] of rows) {
      const factor = table.unit[row] === 0 || table.unit[row] === own ? ONE : convert(item, table.unit[row], own);
      if (factor === undefined) continue;
      const per = multiply(fraction(table.per_quantity[row], UNIT), factor);
      prices.set(element, divide(multiply(fraction(table.price[row]), smallest), per));
    }
    return prices;
  };
}

function dayOf(cell: number): number | undefined {
  return Number.isNaN(cell) ? undefined : cell;
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);
const COMPONENT = TABLES.bom_line.columns.kind.choices.indexOf('component');
/** By the line's choice; undefined where it has none. */
const ENTRY_IS_EVENLY: readonly (boolean | undefined)[] = TABLES.bom_line.columns.entry.choices.map(
  (entry) => entry === 'evenly',
);
const STANDARD = TABLES.item_price.columns.kind.choices.indexOf('standard');
